import type { RequestHandler } from 'express'
import { typesOf, type Contract, type Operation } from '#api/contract/contract.ts'
import { readNumber } from '#api/dialects/read-number.ts'
import { invalidRequest } from '#api/contract/validation-errors.ts'

/**
 * Reads the numbers of a query by the rule for bodies. Left to the validator, `Infinity` and
 * `1e400` would pass every maximum, since JSON Schema bounds only finite numbers.
 *
 * @returns null when the operation has no numeric parameter
 * @throws AppError invalid_request for text that is no number.
 */
export function queryNumbers(contract: Contract, operation: Operation): RequestHandler | null {
  const numeric = operation.parameters.filter(
    ({ in: place, schema }) =>
      place === 'query' && typesOf(contract, schema).some((type) => type === 'integer' || type === 'number'),
  )
  if (numeric.length === 0) return null
  return (req, _res, next) => {
    const query: Record<string, unknown> = { ...req.query }
    const texts = numeric.flatMap(({ name }) => {
      const value = query[name]
      return typeof value === 'string' ? [[name, value] as const] : []
    })
    const unread = texts.filter(([, text]) => readNumber(text) === null)
    if (unread.length > 0) {
      const faults = unread.map(([name]) => ({ path: `/query/${name}`, errorCode: 'type' }))
      throw invalidRequest(contract, operation, req, faults, undefined)
    }
    for (const [name, text] of texts) query[name] = readNumber(text)
    Object.defineProperty(req, 'query', {
      value: query,
      writable: true,
      configurable: true,
      enumerable: true,
    })
    next()
  }
}
