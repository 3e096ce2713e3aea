import { StorageError } from './storage-error.ts'

const segment = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/
const downloadName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/
const mediaType = /^[a-z]+\/[a-z0-9.+-]+$/

/**
 * Checks a key: 1 to 10 segments of at most 128 letters, digits, `.`, `_`, `-`, joined by `/`. No
 * segment starts with a dot, so none leads out of a folder or hides in one. Every key is a valid
 * path, URL path and S3 key as it stands.
 *
 * @throws {StorageError} `invalid_key`
 */
export function assertStorageKey(key: string): void {
  const segments = key.split('/')
  if (segments.length > 10 || !segments.every((text) => segment.test(text)))
    throw new StorageError('invalid_key', 'not a storage key')
}

/**
 * Checks a prefix: the beginning of a key, or the empty string.
 *
 * @throws {StorageError} `invalid_key`
 */
export function assertStoragePrefix(prefix: string): void {
  if (prefix !== '') assertStorageKey(prefix.endsWith('/') ? prefix.slice(0, -1) : prefix)
}

/**
 * Checks the prefix of a folder: a key followed by `/`.
 *
 * @throws {StorageError} `invalid_key`
 */
export function assertStorageFolder(prefix: string): void {
  if (!prefix.endsWith('/')) throw new StorageError('invalid_key', 'the prefix of a folder ends in a slash')
  assertStorageKey(prefix.slice(0, -1))
}

/**
 * Checks the options of a link; the pattern of a download name keeps it inside its header.
 *
 * @throws {StorageError} `invalid_option`
 */
export function assertLinkOptions(o: {
  expiresInSeconds: number
  contentType?: string
  downloadName?: string
}): void {
  if (!Number.isInteger(o.expiresInSeconds) || o.expiresInSeconds < 1 || o.expiresInSeconds > 604_800)
    throw new StorageError('invalid_option', 'a link lives 1 to 604800 whole seconds')
  if (o.contentType !== undefined && !mediaType.test(o.contentType))
    throw new StorageError('invalid_option', 'the content type of a link is a media type without parameters')
  if (o.downloadName !== undefined && !downloadName.test(o.downloadName))
    throw new StorageError(
      'invalid_option',
      'a download name is letters, digits, dots, underscores and dashes',
    )
}

/**
 * Checks a range as far as that is possible without the object.
 *
 * @throws {StorageError} `range_not_satisfiable`
 */
export function assertByteRange({ start, end }: { start: number; end: number }): void {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end < start)
    throw new StorageError('range_not_satisfiable', 'a range is two whole numbers from 0, in order')
}
