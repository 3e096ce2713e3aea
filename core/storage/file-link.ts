import { createHmac, timingSafeEqual } from 'node:crypto'
import { type LinkOptions } from './storage.ts'

/** What a valid link asks for; to be answered with the object of the key it was checked for. */
export type FileLink = Pick<LinkOptions, 'contentType' | 'downloadName'>

export type FileLinkVerdict =
  { valid: true; link: FileLink } | { valid: false; reason: 'tampered' | 'expired' }

/**
 * The query of a link to `GET /files/{key}`: `expires` (Unix seconds), `type` and `name` where asked for, and
 * `signature`, an HMAC-SHA256 over all of them and the key.
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
 * Judges a link by its key and query alone. The signature is looked at first, so that a forged link learns nothing
 * from the clock; it is good until the second named by `expires`, that second excluded.
 *
 * @param o.query as the HTTP framework parsed it; anything but one text per name is a forgery
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
  // JSON keeps the parts apart: no two different links have one text
  const text = JSON.stringify(['file-link-1', key, expires, type ?? null, name ?? null])
  return createHmac('sha256', secret).update(text).digest('base64url')
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isOptionalText = (value: unknown): value is string | undefined => value === undefined || isText(value)
