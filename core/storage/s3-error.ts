import { StorageError, type StorageErrorCode } from './storage-error.ts'

/** Codes by which stores say the same thing; the first is that of AWS. */
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

export function s3StatusOf(err: unknown): number | undefined {
  if (!(err instanceof Error) || !('$metadata' in err)) return undefined
  return (err.$metadata as { httpStatusCode?: number }).httpStatusCode
}

/** A 404 that is about the object; HEAD answers carry no code, so a missing bucket looks the same there. */
export function isMissingObject(err: unknown): boolean {
  return s3StatusOf(err) === 404 && !(err instanceof Error && err.name === 'NoSuchBucket')
}

/** Types an error of the SDK; anything that is not known to last is `unavailable`. */
export function asS3Error(err: unknown, operation: string): StorageError {
  if (err instanceof StorageError) return err
  const name = err instanceof Error ? err.name : ''
  const code = byName[name] ?? byStatus[s3StatusOf(err) ?? 0] ?? 'unavailable'
  return new StorageError(code, `the object store failed: ${operation}${name === '' ? '' : ` (${name})`}`, {
    cause: err,
  })
}
