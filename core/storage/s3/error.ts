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
  return new StorageError(code, `the object store failed: ${operation}${name === '' ? '' : ` (${name})`}`, {
    cause: err,
  })
}
