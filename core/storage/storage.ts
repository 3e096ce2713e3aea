import { type Readable } from 'node:stream'

/** What is known of one object. */
export interface StoredObject {
  key: string
  sizeBytes: number
  /** lower-case hex; null for an object that this service did not put there */
  sha256: string | null
  contentType: string
  /** in double quotes, as the HTTP header carries it */
  etag: string
  modifiedAt: Date
}

/** What a listing tells of an object without asking for each one. */
export type ListedObject = Pick<StoredObject, 'key' | 'sizeBytes' | 'modifiedAt'>

/** Bytes to store: in memory, from a stream that is read once, or a local file that stays the caller's. */
export type Source = Buffer | Readable | { path: string }

export interface PutOptions {
  contentType: string
  /** when known beforehand: a source that turns out to differ is refused with `integrity` */
  sha256?: string
  sizeBytes?: number
}

/** First and last byte, both included, counted from 0. */
export interface ByteRange {
  start: number
  end: number
}

export interface LinkOptions {
  /** 1 to 604,800 (seven days, the most that S3 signs) */
  expiresInSeconds: number
  /** answered as Content-Type in place of the stored one */
  contentType?: string
  /** makes the answer a download under this name: letters, digits, `.`, `_`, `-` */
  downloadName?: string
}

/**
 * Where assets lie. Keys are validated by every method (see `assertStorageKey`); failures are `StorageError`.
 *
 * An object becomes visible whole or not at all, and replaces an earlier one of the same key in one step.
 */
export interface Storage {
  /** Whether `link` points at this service, which then checks and serves the link itself. */
  readonly linksToService: boolean
  /** Whether the store deletes old objects by rules of its own; otherwise the service sweeps them. */
  readonly expiresObjects: boolean
  /**
   * Makes sure the folder or bucket exists, creating it where allowed, and sets up what cleans up behind crashes.
   * Idempotent; several processes may run it at once. What could not be set up but is not needed to serve comes back
   * as warnings for the log.
   */
  prepare(): Promise<{ warnings: string[] }>
  /** For readiness: throws when objects could not be read or written now. */
  check(): Promise<void>
  /** Stores the bytes and gives what the store then says it holds, after holding it against what was sent. */
  put(key: string, source: Source, o: PutOptions): Promise<StoredObject>
  /**
   * The same bytes under another key, which live on when the first ones are removed; null when there is no such object.
   * No bytes travel through this process.
   */
  copy(key: string, toKey: string): Promise<StoredObject | null>
  /** null when there is no such object. */
  stat(key: string): Promise<StoredObject | null>
  /**
   * null when there is no such object. `object` describes the whole of it, also with a range; a range that ends beyond
   * it is cut, one that starts beyond it throws `range_not_satisfiable`. The body must be read or destroyed.
   */
  read(key: string, range?: ByteRange): Promise<{ object: StoredObject; body: Readable } | null>
  /** A URL that reads this object without further credentials until it expires; the object need not exist. */
  link(key: string, o: LinkOptions): Promise<string>
  /** Removes what is there of these; several at a time, in no order. */
  remove(keys: readonly string[]): Promise<void>
  /** Objects whose key starts with the prefix, in ascending order of keys. */
  list(prefix: string): AsyncIterable<ListedObject>
  close(): Promise<void>
}
