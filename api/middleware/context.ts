import type { RequestHandler } from 'express'
import { newRequestId } from '#core/ids.ts'
import { dialectOfPath } from '#api/dialects/dialect-of-path.ts'
import { setState, stateOf, type RouteFacts } from '#api/http/request-state.ts'

/** The first handler of the chain: gives the request its id and the dialect of its answers. */
export function context(isDraining: () => boolean): RequestHandler {
  return (req, res, next) => {
    const requestId = newRequestId()
    setState(res, {
      requestId,
      startedAtMs: performance.now(),
      dialect: dialectOfPath(req.path),
      route: null,
      principal: null,
      bodyDigest: null,
      sentBody: undefined,
    })
    res.set({
      'x-request-id': requestId,
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'no-referrer',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    })
    // An open connection would delay the end of the process.
    if (isDraining()) res.set('Connection', 'close')
    next()
  }
}

/** Makes browsers use https only, for a service whose public address is https. */
export function strictTransport(): RequestHandler {
  return (_req, res, next) => {
    res.set('Strict-Transport-Security', 'max-age=31536000')
    next()
  }
}

/** Records which route the request has reached. */
export function enter(route: RouteFacts): RequestHandler {
  return (_req, res, next) => {
    stateOf(res).route = route
    next()
  }
}
