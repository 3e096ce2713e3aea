import { createHmac, timingSafeEqual } from 'node:crypto'
import { type LinkOptions } from './storage.ts'

/** The response headers that a valid link requests for the object of its key. */
export type FileLink = Pick<LinkOptions, 'contentType' | 'downloadName'>

export type FileLinkVerdict =
  { valid: true; link: FileLink } | { valid: false; reason: 'tampered' | 'expired' }

/**
 * The query of a link to `GET /files/{key}`: `expires` (Unix seconds), `type` and `name` where
 * requested, and `signature`, an HMAC-SHA256 over all of them and the key.
 */
export function signFileLink(o: {
  secret: string
  key: string
  expiresAtSeconds: number
  link: FileLink
}): URLSearchParams {
  const expires = String(o.expiresAtSeconds)
  const { contentType: type, downloadName: name } = o.link
  return new URLSearchParams({
    expires,
    ...(type !== undefined && { type }),
    ...(name !== undefined && { name }),
    signature: signatureOf(o.secret, o.key, expires, type, name),
  })
}

/**
 * Verifies a link by its key and query alone. The signature is checked first, so that a forged link
 * reveals nothing about the clock. A link is valid until the second in `expires`, exclusive.
 *
 * @param o.query query as the HTTP framework parsed it; anything but one string per name is a
 *   forgery
 */
export function verifyFileLink(o: {
  secret: string
  key: string
  query: Readonly<Record<string, unknown>>
  nowSeconds: number
}): FileLinkVerdict {
  const { expires, type, name, signature, ...others } = o.query
  const texts = isText(expires) && isText(signature) && isOptionalText(type) && isOptionalText(name)
  if (!texts || Object.keys(others).length > 0) return { valid: false, reason: 'tampered' }
  const expected = Buffer.from(signatureOf(o.secret, o.key, expires, type, name))
  const given = Buffer.from(signature)
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    return { valid: false, reason: 'tampered' }
  if (o.nowSeconds >= Number(expires)) return { valid: false, reason: 'expired' }
  const link = {
    ...(type !== undefined && { contentType: type }),
    ...(name !== undefined && { downloadName: name }),
  }
  return { valid: true, link }
}

function signatureOf(secret: string, key: string, expires: string, type?: string, name?: string): string {
  // JSON keeps the parts apart, so no two links share a text.
  const text = JSON.stringify(['file-link-1', key, expires, type ?? null, name ?? null])
  return createHmac('sha256', secret).update(text).digest('base64url')
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isOptionalText = (value: unknown): value is string | undefined => value === undefined || isText(value)
