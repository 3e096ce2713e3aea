import type { RequestHandler } from 'express'
import type { Deps } from '#core/deps.ts'
import { newRequestId } from '#core/ids.ts'
import { traceparentOf } from '#core/tracing/tracing.ts'
import { dialectOfPath } from '#api/dialects/dialect-of-path.ts'
import { setState, stateOf, type RouteFacts } from '#api/http/request-state.ts'
import { loggablePath } from '#api/middleware/wire/loggable-path.ts'

/** The first handler of the chain: gives the request its id and the dialect of its answers. */
export function context({ tracing }: Pick<Deps, 'tracing'>, isDraining: () => boolean): RequestHandler {
  return (req, res, next) => {
    const requestId = requestIdOf(req.get('x-request-id'))
    const { bytesRead: read, bytesWritten: written } = req.socket
    setState(res, {
      requestId,
      span: tracing.start(req.method, {
        parent: traceparentOf(req.get('traceparent')),
        kind: 'server',
        attributes: { 'http.request.method': req.method },
      }),
      bytesBefore: { read, written },
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

/**
 * The id that a proxy or client has given a request, where it is plain; else a new one. It is
 * logged and repeated, so one with a key or a token in it is none.
 */
const requestIdOf = (given: string | undefined): string =>
  given !== undefined && /^[\w.:-]{1,128}$/.test(given) && loggablePath(given) === given
    ? given
    : newRequestId()

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
