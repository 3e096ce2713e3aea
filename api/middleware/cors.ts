import type { RequestHandler } from 'express'

const METHODS = 'GET, HEAD, POST, PATCH, DELETE'
const EXPOSED = [
  'x-request-id',
  'x-should-retry',
  'openai-poll-after-ms',
  'Retry-After',
  'RateLimit',
  'RateLimit-Policy',
  'Location',
  'ETag',
  'Idempotent-Replayed',
  'X-Ignored-Query-Parameters',
].join(', ')
const MAX_AGE_SECONDS = '600'

/**
 * Lets pages of the given origins (`*` means all) read answers in a browser. Credentials are in the
 * Authorization header alone, so cookies are never permitted.
 */
export function cors(origins: readonly string[]): RequestHandler {
  const all = origins.includes('*')
  return (req, res, next) => {
    if (!all) res.vary('Origin')
    const origin = req.headers.origin
    if (origin === undefined || !(all || origins.includes(origin))) return next()
    res.set({ 'Access-Control-Allow-Origin': all ? '*' : origin, 'Access-Control-Expose-Headers': EXPOSED })
    if (req.method !== 'OPTIONS' || req.headers['access-control-request-method'] === undefined) return next()
    const wanted = req.headers['access-control-request-headers']
    res.status(204).set({
      'Access-Control-Allow-Methods': METHODS,
      ...(wanted === undefined ? {} : { 'Access-Control-Allow-Headers': wanted }),
      'Access-Control-Max-Age': MAX_AGE_SECONDS,
    })
    res.vary('Access-Control-Request-Headers').end()
  }
}
