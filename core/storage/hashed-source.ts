import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rm, type FileHandle } from 'node:fs/promises'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { StorageError } from './storage-error.ts'
import { type PutOptions, type Source } from './storage.ts'

export interface Digest {
  sizeBytes: number
  /** Lower-case hexadecimal. */
  sha256: string
}

/**
 * A stream that passes bytes through, and their count and SHA-256 once all have passed.
 *
 * @param expected when given, the stream fails at its end with `integrity` unless the bytes match
 */
export function digesting(expected?: Digest): { through: Transform; digest: () => Digest } {
  const hash = createHash('sha256')
  let found: Digest = { sizeBytes: 0, sha256: '' }
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      found.sizeBytes += chunk.length
      done(null, chunk)
    },
    flush(done) {
      found = { ...found, sha256: hash.digest('hex') }
      const changed = expected !== undefined && expected.sha256 !== found.sha256
      done(changed ? new StorageError('integrity', 'the file changed while it was read') : null)
    },
  })
  return { through, digest: () => found }
}

/** A stream of the bytes of a source. */
export function openSource(source: Source): Readable {
  if (Buffer.isBuffer(source)) return Readable.from([source])
  return source instanceof Readable ? source : createReadStream(source.path)
}

/** The digest of a source, which is read to its end and not kept. */
export async function digestOf(source: Buffer | { path: string }): Promise<Digest> {
  const { through, digest } = digesting()
  through.resume()
  await pipeline(openSource(source), through)
  return digest()
}

/** Creates a file for its owner alone. */
export const createFile = (path: string): Promise<FileHandle> => open(path, 'wx', 0o600)

/**
 * Writes a source to a new file of mode 0600 and flushes it to disk. A failed write leaves no file.
 *
 * @throws {StorageError} `full` when the disk, the quota or the file size limit is exhausted;
 *   `forbidden`; `unavailable`
 */
export async function writeNewFile(path: string, source: Source, create = createFile): Promise<Digest> {
  // The caller's stream may fail while the file is being opened; the pipeline then finds it broken.
  if (source instanceof Readable) source.on('error', () => undefined)
  try {
    const { through, digest } = digesting()
    const handle = await create(path)
    await pipeline(openSource(source), through, handle.createWriteStream({ flush: true }))
    return digest()
  } catch (err) {
    if (source instanceof Readable) source.destroy()
    await rm(path, { force: true })
    throw asStorageError(err, 'write')
  }
}

/**
 * Compares a source with what its caller announced.
 *
 * @throws {StorageError} `integrity` when they differ
 */
export function assertExpected(found: Digest, expected: PutOptions): void {
  const { sizeBytes = found.sizeBytes, sha256 = found.sha256 } = expected
  if (sizeBytes !== found.sizeBytes || sha256.toLowerCase() !== found.sha256)
    throw new StorageError('integrity', 'the bytes to store are not the announced ones')
}

const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const forbiddenCodes = new Set(['EACCES', 'EPERM', 'EROFS'])

/**
 * Turns an error of the local file system into a `StorageError`. An error of the caller's source,
 * such as a closed socket, is returned unchanged.
 */
export function asStorageError(err: unknown, operation: string): unknown {
  if (!(err instanceof Error) || !('code' in err) || !('syscall' in err) || err.syscall === 'read') return err
  const code = String(err.code)
  if (fullCodes.has(code)) return new StorageError('full', `no space left: ${operation}`, { cause: err })
  if (forbiddenCodes.has(code))
    return new StorageError('forbidden', `not permitted: ${operation}`, { cause: err })
  return new StorageError('unavailable', `storage failed: ${operation}`, { cause: err })
}
