export type StorageErrorCode =
  | 'invalid_key'
  | 'invalid_option'
  | 'full'
  | 'integrity'
  | 'forbidden'
  | 'bucket_missing'
  | 'range_not_satisfiable'
  | 'unavailable'

/**
 * Every failure of a storage driver. `full` and `unavailable` may pass by themselves; `forbidden`
 * and `bucket_missing` need the operator; `integrity` means that the stored bytes differ from those
 * sent, or the source from its announcement. The message names the operation; `cause` is the
 * driver's own error.
 */
export class StorageError extends Error {
  readonly code: StorageErrorCode

  constructor(code: StorageErrorCode, message: string, o: { cause?: unknown } = {}) {
    super(message, o.cause === undefined ? undefined : { cause: o.cause })
    this.name = 'StorageError'
    this.code = code
  }
}
