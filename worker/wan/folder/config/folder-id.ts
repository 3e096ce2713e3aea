import { createHash } from 'node:crypto'

/**
 * The id of a model that is served under the name of its folder. Letters lose their accents, other
 * characters than letters, digits, `.`, `_` and `-` become a hyphen. Where that drops letters, such
 * as Chinese ones, a digest of the name keeps two such folders apart.
 */
export function folderId(name: string): string {
  if (/^[A-Za-z0-9][\w.-]*$/.test(name)) return name
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '')
  const id = plain.replace(/[^\w.-]+/g, '-').replace(/^[^A-Za-z0-9]+|-+$/g, '')
  if (id !== '' && !/[^\p{ASCII}]/u.test(plain.replace(/[^\p{L}\p{N}]/gu, ''))) return id
  const digest = createHash('sha256').update(name.normalize('NFC')).digest('hex').slice(0, 8)
  return id === '' ? `model-${digest}` : `${id}-${digest}`
}
