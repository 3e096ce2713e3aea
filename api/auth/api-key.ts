import { createHash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

const PREFIX = 'wvk_'
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

function base62(value: bigint, length: number): string {
  let text = ''
  for (let rest = value; text.length < length; rest /= 62n) text = ALPHABET[Number(rest % 62n)] + text
  return text
}

const checksum = (body: string): string => base62(BigInt(crc32(body)), 6)

/**
 * `wvk_` + 43 base62 characters (256 random bits) + 6 of CRC-32, so that secret scanners can tell a
 * key from random text.
 */
export function newApiKey(): string {
  const body = base62(BigInt(`0x${randomBytes(32).toString('hex')}`), 43)
  return `${PREFIX}${body}${checksum(body)}`
}

/** Whether prefix, length and checksum are those of a key; the key need not exist. */
export function looksLikeApiKey(text: string): boolean {
  const match = /^wvk_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/.exec(text)
  return match !== null && checksum(match[1] as string) === match[2]
}

/** SHA-256 of a key. The key is random, so no slow hash is needed. */
export const hashApiKey = (key: string): Buffer => createHash('sha256').update(key).digest()
/** The part of a key that may be shown: enough to tell two keys apart. */
export const displayPrefix = (key: string): string => key.slice(0, PREFIX.length + 6)
