import { oneLine } from '#core/errors.ts'
import { StorageError, type StorageErrorCode } from '#core/storage/storage-error.ts'

/** Error names of AWS and of compatible stores. */
const byName: Record<string, StorageErrorCode> = {
  NoSuchBucket: 'bucket_missing',
  BadDigest: 'integrity',
  InvalidDigest: 'integrity',
  XAmzContentSHA256Mismatch: 'integrity',
  XAmzContentChecksumMismatch: 'integrity',
  InvalidRange: 'range_not_satisfiable',
  QuotaExceeded: 'full',
  XMinioStorageFull: 'full',
  XMinioAdminBucketQuotaExceeded: 'full',
  CredentialsProviderError: 'forbidden',
}

const byStatus: Record<number, StorageErrorCode> = {
  401: 'forbidden',
  403: 'forbidden',
  416: 'range_not_satisfiable',
  507: 'full',
}

/** Where an error's request went: its messages name neither endpoint nor bucket. */
const PLACE = Symbol('endpoint and bucket')

/** The same error, which knows from now on where its request went. */
export function rememberPlace(error: unknown, place: string): unknown {
  return error instanceof Error ? Object.assign(error, { [PLACE]: place }) : error
}

/** The HTTP status of an SDK error; undefined when the store did not answer. */
export function s3StatusOf(err: unknown): number | undefined {
  if (!(err instanceof Error) || !('$metadata' in err)) return undefined
  return (err.$metadata as { httpStatusCode?: number }).httpStatusCode
}

/**
 * Whether a 404 is about the object. Answers to HEAD carry no code, so a missing bucket looks
 * alike.
 */
export function isMissingObject(err: unknown): boolean {
  return s3StatusOf(err) === 404 && !(err instanceof Error && err.name === 'NoSuchBucket')
}

/**
 * Turns an error of the SDK into a `StorageError`: `unavailable` unless it is known to be
 * permanent.
 */
export function asS3Error(err: unknown, operation: string): StorageError {
  if (err instanceof StorageError) return err
  const name = err instanceof Error ? err.name : ''
  const code = byName[name] ?? byStatus[s3StatusOf(err) ?? 0] ?? 'unavailable'
  return new StorageError(code, `the object store failed: ${operation}${placeOf(err)} (${reasonOf(err)})`, {
    cause: err,
  })
}

const placeOf = (err: unknown): string => {
  const place = err instanceof Error && PLACE in err ? String(err[PLACE]) : ''
  return place === '' ? '' : ` at ${place}`
}

/** Longer explanations of a store are cut: some quote the whole answer. */
const MOST_REASON_CHARACTERS = 300

/** What the store answered, or why it did not, in one line: `403 AccessDenied: Access Denied`. */
function reasonOf(err: unknown): string {
  const status = s3StatusOf(err)
  const name = err instanceof Error && err.name !== 'Error' ? err.name : ''
  const text = oneLine(err).replace(/\s+/g, ' ').slice(0, MOST_REASON_CHARACTERS)
  const start = [status, name].filter((part) => part !== undefined && part !== '').join(' ')
  return start === '' ? text : text === '' || text === name ? start : `${start}: ${text}`
}
