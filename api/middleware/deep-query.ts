import type { RequestHandler } from 'express'
import { fieldError, type AppError } from '#core/errors.ts'
import { resolveSchema, type Contract, type Operation } from '#api/contract/contract.ts'
import { assertStructure } from './structure.ts'

/**
 * Reads `name[key]=value` of a query into one object, for parameters of the style `deepObject`,
 * with values exactly as they were sent; the validator would decode them a second time. The
 * validator also accepts any name when a parameter is an open object, so unknown ones are refused
 * here.
 *
 * @returns null when the operation has no such parameter
 * @throws AppError invalid_request.
 */
export function deepQuery(contract: Contract, operation: Operation): RequestHandler | null {
  const parameters = operation.parameters.filter((parameter) => parameter.in === 'query')
  const known = new Set(parameters.map(({ name }) => name))
  const deep = new Set(
    parameters
      .filter(({ schema }) => resolveSchema(contract, schema).type === 'object')
      .map(({ name }) => name),
  )
  if (deep.size === 0) return null
  return (req, _res, next) => {
    const query: Record<string, unknown> = {}
    const objects = new Map<string, Record<string, unknown>>()
    for (const [name, value] of Object.entries(req.query)) {
      const [, object = '', key = ''] = /^([^[]+)\[(.+)\]$/s.exec(name) ?? []
      if (deep.has(object)) objects.set(object, { ...objects.get(object), [key]: value })
      else if (known.has(name) && value !== '') query[name] = value
      else throw unknown(name, known.has(name))
    }
    for (const [name, object] of objects) query[name] = object
    assertStructure(query, { maxValues: operation.maxValues, place: 'query' })
    Object.defineProperty(req, 'query', {
      value: query,
      writable: true,
      configurable: true,
      enumerable: true,
    })
    next()
  }
}

function unknown(name: string, isKnown: boolean): AppError {
  const shown = name.toWellFormed().replaceAll('\0', '').slice(0, 100)
  const message = isKnown ? `\`${shown}\` is empty.` : `\`${shown}\` is not a parameter of this operation.`
  return fieldError('invalid_request', shown, message, { place: 'query' })
}
