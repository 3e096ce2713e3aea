import type { RequestHandler } from 'express'
import { AppError } from '#core/errors.ts'

const MAX_DEPTH = 32
const MAX_VALUES = 10_000

/** Refuses bodies so deep or with so many members that looking at them would be work, before anything recurses into them. */
export function checkStructure(): RequestHandler {
  return (req, _res, next) => {
    assertStructure(req.body)
    next()
  }
}

/** @throws AppError invalid_request. */
export function assertStructure(body: unknown): void {
  let level: object[] = isObject(body) ? [body] : []
  let values = 0
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MAX_DEPTH)
      throw new AppError('invalid_request', `The body is nested deeper than ${MAX_DEPTH} levels.`)
    const below: object[] = []
    for (const node of level)
      for (const value of Object.values(node)) {
        if (++values > MAX_VALUES)
          throw new AppError('invalid_request', `The body has more than ${MAX_VALUES} values.`)
        if (isObject(value)) below.push(value)
      }
    level = below
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
