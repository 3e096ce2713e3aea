import type { RequestHandler } from 'express'
import { AppError, fieldError } from '#core/errors.ts'
import type { Operation } from '#api/contract/contract.ts'

const MAX_DEPTH = 32
const MAX_QUERY_VALUES = 1000

/**
 * Refuses harmful bodies before anything recurses into them or stores them: bodies too deep or with
 * too many values to check cheaply, text that Postgres cannot hold (NUL, half of a surrogate pair),
 * and numbers beyond a double (`1e400`), which would pass every maximum of the contract.
 *
 * @throws AppError invalid_request.
 */
export function checkStructure({ maxValues }: Pick<Operation, 'maxValues'>): RequestHandler {
  return (req, _res, next) => {
    assertStructure(req.body, { maxValues })
    next()
  }
}

/**
 * Refuses a path with NUL as not found, and a query as a body would be.
 *
 * @throws AppError not_found, invalid_request.
 */
export function checkAddress(): RequestHandler {
  return (req, _res, next) => {
    if (/%00/.test(req.path)) throw new AppError('not_found')
    assertStructure(req.query, { maxValues: MAX_QUERY_VALUES, place: 'query' })
    next()
  }
}

/**
 * Checks depth, number of values, text and numbers of a body or a query.
 *
 * @param place where its members are, for errors; absent for a body
 * @throws AppError invalid_request.
 */
export function assertStructure(
  body: unknown,
  { maxValues, place }: { readonly maxValues: number; readonly place?: 'query' },
): void {
  if (!isObject(body)) return
  let values = 0
  for (const [field, value] of Object.entries(body)) {
    let level: unknown[] = [field, value]
    for (let depth = 1; level.length > 0; depth++) {
      if (depth > MAX_DEPTH)
        throw new AppError('invalid_request', `The body is nested deeper than ${MAX_DEPTH} levels.`)
      values += level.length
      if (values > maxValues)
        throw new AppError('invalid_request', `The body has more than ${maxValues} values.`)
      if (level.some((each) => typeof each === 'string' && !isStorable(each))) throw unstorable(field, place)
      if (level.some((each) => typeof each === 'number' && !Number.isFinite(each)))
        throw infinite(field, place)
      level = level
        .filter(isObject)
        .flatMap((node) => (Array.isArray(node) ? node : Object.entries(node).flat()))
    }
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

const shown = (field: string): string => field.toWellFormed().replaceAll('\0', '').slice(0, 100)

function infinite(field: string, place?: 'query'): AppError {
  const name = shown(field)
  return fieldError('invalid_request', name, `\`${name}\` has a number that is too large.`, { place })
}

function unstorable(field: string, place?: 'query'): AppError {
  const name = shown(field)
  const message = `\`${name}\` must be text without NUL characters and unpaired surrogates.`
  return fieldError('invalid_request', name, message, { place })
}
