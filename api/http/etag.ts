import { createHash } from 'node:crypto'
import type { Request } from 'express'
import type { WireResponse } from '#api/dialects/dialect.ts'

/**
 * Whether the client has a copy with this ETag: `If-None-Match` compares weakly (RFC 9110 §13.1.2).
 * `Cache-Control: no-cache`, which fetch() adds to every conditional request, does not count
 * against it.
 */
export function isHeld(req: Pick<Request, 'headers'>, etag: string): boolean {
  const held = (req.headers['if-none-match'] ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''))
  return held.includes(etag) || held.includes('*')
}

/**
 * The answer with a strong ETag, a digest of its bytes; 304 without a body when the client has them
 * already. A changed queue position or estimate changes the bytes, and so the ETag.
 */
export function conditional(req: Pick<Request, 'headers'>, answer: WireResponse): WireResponse {
  if (answer.status !== 200) return answer
  const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
  const headers = { ...answer.headers, ETag: etag }
  return isHeld(req, etag) ? { status: 304, headers, body: null } : { status: 200, headers, body }
}
