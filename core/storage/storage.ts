import { type Readable } from 'node:stream'

/** The metadata of one object. */
export interface StoredObject {
  key: string
  sizeBytes: number
  /** Lower-case hexadecimal; null for an object that this service did not store. */
  sha256: string | null
  contentType: string
  /** In double quotes, as in the HTTP header. */
  etag: string
  modifiedAt: Date
}

/** The part of an object's metadata that a listing holds. */
export type ListedObject = Pick<StoredObject, 'key' | 'sizeBytes' | 'modifiedAt'>

/**
 * Bytes to store: a buffer, a stream that is read once, or a local file, which stays the caller's.
 */
export type Source = Buffer | Readable | { path: string }

export interface PutOptions {
  contentType: string
  /** Hexadecimal, when known in advance: a source that differs is refused with `integrity`. */
  sha256?: string
  /** When known in advance, as `sha256`. */
  sizeBytes?: number
}

/** First and last byte, both included, counted from 0. */
export interface ByteRange {
  start: number
  end: number
}

export interface LinkOptions {
  /** 1 to 604,800: seven days, the longest that S3 signs. */
  expiresInSeconds: number
  /** Content-Type of the answer instead of the stored one. */
  contentType?: string
  /** File name that makes the answer a download: letters, digits, `.`, `_`, `-`. */
  downloadName?: string
}

/**
 * The store of assets. Every method validates its keys (`assertStorageKey`) and throws a
 * `StorageError` on failure.
 *
 * An object becomes visible whole or not at all, and replaces an earlier one of the same key in one
 * step.
 */
export interface Storage {
  /** Whether `link` points at this service, which then checks and serves the link itself. */
  readonly linksToService: boolean
  /**
   * Whether the store deletes old objects by rules of its own; otherwise the service sweeps them.
   */
  readonly expiresObjects: boolean
  /**
   * Makes sure that the folder or bucket exists, creates it where allowed, and sets up the cleanup
   * after crashes. Idempotent; several processes may run it at once.
   *
   * @returns warnings for the log about a setup that failed but is not needed to serve.
   * @throws {StorageError} when the folder or bucket cannot be used.
   */
  prepare(): Promise<{ warnings: string[] }>
  /**
   * Checks for readiness that objects can be read and written now.
   *
   * @throws {StorageError} when they cannot.
   */
  check(): Promise<void>
  /**
   * Stores the bytes.
   *
   * @returns what the store then holds, after a comparison with what was sent.
   * @throws {StorageError} `integrity` when they differ; `full` when no space is left.
   */
  put(key: string, source: Source, o: PutOptions): Promise<StoredObject>
  /**
   * Stores the same bytes under another key, where they survive the removal of the first object. No
   * bytes pass through this process. Null when the first object is missing.
   */
  copy(key: string, toKey: string): Promise<StoredObject | null>
  /** The metadata of an object; null when it is missing. */
  stat(key: string): Promise<StoredObject | null>
  /**
   * An object and its bytes; null when it is missing. `object` describes the whole object, even
   * with a range. A range that ends beyond the object is cut. The caller must read or destroy the
   * body.
   *
   * @throws {StorageError} `range_not_satisfiable` when the range starts beyond the object.
   */
  read(key: string, range?: ByteRange): Promise<{ object: StoredObject; body: Readable } | null>
  /**
   * A URL that reads this object without further credentials until it expires; the object need not
   * exist.
   *
   * @throws {StorageError} `invalid_option`.
   */
  link(key: string, o: LinkOptions): Promise<string>
  /** Removes these objects, several at a time and in no order; a missing one is no error. */
  remove(keys: readonly string[]): Promise<void>
  /**
   * Removes every object of a folder, which is a prefix that ends in `/`, and what writers that
   * died left there. A write that is going on there fails, or its object stays.
   */
  removeFolder(prefix: string): Promise<void>
  /** Objects whose key starts with the prefix, in ascending order of keys. */
  list(prefix: string): AsyncIterable<ListedObject>
  close(): Promise<void>
}
