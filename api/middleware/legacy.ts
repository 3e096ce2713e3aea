import type { RequestHandler, Response } from 'express'
import { legacySunset, type Config } from '#core/config/config.ts'
import { stateOf } from '#api/http/request-state.ts'

/**
 * Headers of every answer on the paths of an older service: since when they are deprecated (RFC 9745), until when they
 * stay (RFC 8594) and what replaces them. Pages of other origins may call them if they could before.
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
