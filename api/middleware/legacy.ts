import type { RequestHandler, Response } from 'express'
import { legacySunset, type Config } from '#core/config/config.ts'
import { stateOf } from '#api/http/request-state.ts'

/**
 * Headers of every answer on the paths of an older service: the date of its deprecation (RFC 9745),
 * the date of its end (RFC 8594) and its successor. Pages of other origins keep the access that
 * they had.
 */
export function legacy(config: Config): RequestHandler {
  const sunset = legacySunset(config).toUTCString()
  return (req, res, next) => {
    const { deprecatedAt, anyOrigin } = stateOf(res).dialect
    if (deprecatedAt !== undefined)
      res.set({
        Deprecation: `@${deprecatedAt.getTime() / 1000}`,
        Sunset: sunset,
        Link: '</docs>; rel="deprecation", </v1/videos>; rel="successor-version"',
      })
    if (anyOrigin !== undefined && req.headers.origin !== undefined) {
      res.set('Access-Control-Allow-Origin', '*')
      if (req.method === 'OPTIONS' && req.headers['access-control-request-method'] !== undefined)
        return preflight(res, anyOrigin, req.headers['access-control-request-headers'])
    }
    next()
  }
}

const PREFLIGHT_SECONDS = 600

function preflight(res: Response, methods: readonly string[], headers: string | undefined): void {
  res.status(200).set({
    'Access-Control-Allow-Methods': methods.join(', '),
    'Access-Control-Max-Age': String(PREFLIGHT_SECONDS),
    ...(headers === undefined ? {} : { 'Access-Control-Allow-Headers': headers }),
    'Content-Type': 'text/plain; charset=utf-8',
  })
  res.end('OK')
}
