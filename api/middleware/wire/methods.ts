import type { RequestHandler } from 'express'
import { AppError } from '#core/errors.ts'

/** The methods that can be used at a path, for `Allow`. */
export type AllowedAt = (path: string) => readonly string[]

/**
 * Refuses every method; for paths whose methods have been tried.
 *
 * @throws AppError method_not_allowed.
 */
export function refuseMethod(allowedAt: AllowedAt): RequestHandler {
  return (req) => {
    const allowed = allowedAt(req.path).join(', ')
    throw new AppError('method_not_allowed', `${req.method} is not allowed here; ${allowed} is.`, {
      headers: { Allow: allowed },
    })
  }
}

/** Refuses HEAD where GET has an answer without end. @throws AppError method_not_allowed. */
export function refuseHead(allowedAt: AllowedAt): RequestHandler {
  const refuse = refuseMethod(allowedAt)
  return (req, res, next) => (req.method === 'HEAD' ? refuse(req, res, next) : next())
}

/**
 * Validates HEAD as the GET that the contract declares, since Express answers it by the same route.
 * The handlers that follow see HEAD again.
 */
export function asDeclared(method: string, handlers: readonly RequestHandler[]): readonly RequestHandler[] {
  if (method !== 'get') return handlers
  const heads = new WeakSet<object>()
  return [
    (req, _res, next) => {
      if (req.method === 'HEAD') {
        heads.add(req)
        req.method = 'GET'
      }
      next()
    },
    ...handlers,
    (req, _res, next) => {
      if (heads.has(req)) req.method = 'HEAD'
      next()
    },
  ]
}
