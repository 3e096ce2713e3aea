import type { RequestHandler, Response } from 'express'
import { fieldError, type AppError } from '#core/errors.ts'
import { resolveSchema, type Contract, type Operation } from '#api/contract/contract.ts'
import { assertStructure } from './structure.ts'

/** Methods whose unknown query parameters are ignored: a cache buster or a gateway adds them. */
const IGNORING = ['get', 'head', 'delete']
const MOST_SHOWN = 10
const LONGEST_SHOWN = 100

/**
 * Reads the query of an operation. `name[key]=value` becomes one object, for parameters of the
 * style `deepObject`, with values exactly as they were sent; the validator would decode them a
 * second time. Where nothing is made, unknown parameters are left out and named in
 * `X-Ignored-Query-Parameters`; elsewhere the validator refuses them.
 *
 * @throws AppError invalid_request for an empty value of a known parameter, and for a known name
 *   with brackets that it cannot have.
 */
export function readQuery(contract: Contract, operation: Operation): RequestHandler {
  const parameters = operation.parameters.filter((parameter) => parameter.in === 'query')
  const known = new Set(parameters.map(({ name }) => name))
  const deep = new Set(
    parameters
      .filter(({ schema }) => resolveSchema(contract, schema).type === 'object')
      .map(({ name }) => name),
  )
  const ignores = IGNORING.includes(operation.method)
  return (req, res, next) => {
    const query: Record<string, unknown> = {}
    const objects = new Map<string, Record<string, unknown>>()
    const ignored: string[] = []
    for (const [name, value] of Object.entries(req.query)) {
      const [, object = '', key = ''] = /^([^[]+)\[(.*)\]$/s.exec(name) ?? []
      if (deep.has(object) && key !== '') objects.set(object, { ...objects.get(object), [key]: value })
      else if (known.has(name) && value === '') throw wrong(name, 'is empty')
      else if (known.has(object)) throw wrong(name, 'is not a parameter of this operation')
      else if (known.has(name) || !ignores) query[name] = value
      else ignored.push(name)
    }
    for (const [name, object] of objects) query[name] = object
    assertStructure(query, { maxValues: operation.maxValues, place: 'query' })
    tellIgnored(res, ignored)
    Object.defineProperty(req, 'query', {
      value: query,
      writable: true,
      configurable: true,
      enumerable: true,
    })
    next()
  }
}

/** Names the unknown query parameters of an operation whose requests are not validated. */
export function nameIgnoredQuery({ parameters }: Pick<Operation, 'parameters'>): RequestHandler {
  const known = new Set(parameters.filter((each) => each.in === 'query').map(({ name }) => name))
  return (req, res, next) => {
    const ignored = Object.keys(req.query).filter((name) => !known.has(name))
    tellIgnored(res, ignored)
    next()
  }
}

function tellIgnored(res: Response, names: readonly string[]): void {
  if (names.length === 0) return
  const shown = names
    .slice(0, MOST_SHOWN)
    .map((name) => encodeURIComponent(name.toWellFormed().slice(0, LONGEST_SHOWN)))
  res.set('X-Ignored-Query-Parameters', shown.join(', '))
}

function wrong(name: string, what: string): AppError {
  const shown = name.toWellFormed().replaceAll('\0', '').slice(0, LONGEST_SHOWN)
  return fieldError('invalid_request', shown, `\`${shown}\` ${what}.`, { place: 'query' })
}
