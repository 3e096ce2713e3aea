import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { explainDiskFault, isOfDisk } from './disk-space.ts'
import { causeOf, etagOf, PullError, RangeIgnoredError, type HubModel, type ListedFile } from './hub.ts'
import { isFetched, partPath, writeNote } from './notes.ts'

/** What is told of a download while it lasts. */
export interface Listener {
  /** Bytes of a file that are on the disk now; `isNew` if they came over the network. */
  onBytes(bytes: number, isNew: boolean): void
  /** Bytes that were on the disk and are not any more. */
  onDiscarded(bytes: number): void
  onRetry(text: string): void
}

/** Tries of one file in a row that come no further than those before. */
const MOST_VAIN_TRIES = 5
const FIRST_WAIT_MS = 500

/**
 * Brings one file of a model into a folder. What an earlier download of the same content left is
 * kept; the file has its name only after its checksum was compared.
 *
 * @throws PullError that names the file and the reason
 */
export async function fetchFile(
  model: HubModel,
  file: ListedFile,
  folder: string,
  listener: Listener,
  signal: AbortSignal,
): Promise<void> {
  if (await isFetched(folder, file)) return listener.onBytes(file.size, false)
  const target = path.join(folder, file.path)
  const part = partPath(folder, file)
  try {
    await mkdir(path.dirname(part), { recursive: true })
    await mkdir(path.dirname(target), { recursive: true })
    const sum = await fetchPart(model, file, part, listener, signal)
    if (sum !== etagOf(file)) {
      await rm(part)
      throw new PullError(
        `${file.path} is damaged: its checksum is ${sum}, and the hub says ${etagOf(file)}; it was deleted, and the next \`pull\` fetches it again`,
      )
    }
    await writeNote(folder, file, model.commit)
    await rename(part, target)
  } catch (error) {
    throw isOfDisk(error) ? await explainDiskFault(error, file, folder) : error
  }
}

/** Fetches until the part is whole, and returns its checksum. */
async function fetchPart(
  model: HubModel,
  file: ListedFile,
  part: string,
  listener: Listener,
  signal: AbortSignal,
): Promise<string> {
  const handle = await open(part, 'a')
  try {
    let { hash, bytes } = await readPart(handle, part, file)
    listener.onBytes(bytes, false)
    let furthest = bytes
    let vainTries = 0
    while (bytes < file.size) {
      try {
        for await (const chunk of model.read(file, bytes, signal)) {
          await handle.writeFile(chunk)
          hash.update(chunk)
          bytes += chunk.length
          listener.onBytes(chunk.length, true)
        }
        if (bytes < file.size) throw new Error('the connection ended early')
      } catch (error) {
        const isFurther = bytes > furthest
        furthest = Math.max(furthest, bytes)
        if (error instanceof PullError || isOfDisk(error) || signal.aborted) throw error
        if (error instanceof RangeIgnoredError) {
          await handle.truncate(0)
          listener.onDiscarded(bytes)
          hash = newHash(file)
          bytes = 0
        }
        vainTries = isFurther ? 0 : vainTries + 1
        if (vainTries === MOST_VAIN_TRIES)
          throw new PullError(
            `${file.path} cannot be fetched: ${causeOf(error)}; \`pull\` goes on where it stopped`,
          )
        listener.onRetry(`${file.path}: ${causeOf(error)}; goes on from byte ${bytes}`)
        await wait(FIRST_WAIT_MS * 2 ** vainTries, undefined, { signal })
      }
    }
    await handle.sync()
    return hash.digest('hex')
  } finally {
    await handle.close()
  }
}

/** The checksum so far of what an earlier download left. */
async function readPart(
  handle: FileHandle,
  part: string,
  file: ListedFile,
): Promise<{ hash: Hash; bytes: number }> {
  const hash = newHash(file)
  let bytes = 0
  const { size } = await handle.stat()
  if (size > 0)
    for await (const chunk of createReadStream(part) as AsyncIterable<Buffer>) {
      hash.update(chunk)
      bytes += chunk.length
    }
  return { hash, bytes }
}

/** Large files are named by their SHA-256, others as git names its objects. */
const newHash = ({ lfs, size }: ListedFile): Hash =>
  lfs === undefined ? createHash('sha1').update(`blob ${size}\0`) : createHash('sha256')
