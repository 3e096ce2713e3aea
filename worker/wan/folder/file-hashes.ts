import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { mkdir, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import type { ModelFile } from './files.ts'

/** SHA-256 of files by name. */
export interface FileHashes {
  /**
   * Hashes files on a thread of its own at 1 to 2 GB a second. Each file is hashed once, until its
   * size or time of change differs.
   *
   * @throws Error when a file cannot be read.
   */
  of(files: readonly ModelFile[]): Promise<Readonly<Record<string, string>>>
}

interface KnownFile {
  readonly sizeBytes: number
  readonly modifiedAtMs: number
  readonly sha256: string
}

const CACHE_NAME = 'file-hashes.json'
const CHUNK_BYTES = 4 * 1024 * 1024

/**
 * Keeps hashes in memory and in a file of the given folder, if there is one; a folder that cannot
 * be written costs only time.
 */
export function createFileHashes(cacheDirectory: string | null): FileHashes {
  const cacheFile = cacheDirectory === null ? null : path.join(cacheDirectory, CACHE_NAME)
  let known: Map<string, KnownFile> | null = null
  /** One call at a time: a second caller mostly wants the files that the first one is hashing. */
  let queue: Promise<unknown> = Promise.resolve()

  async function hashAll(files: readonly ModelFile[]): Promise<Readonly<Record<string, string>>> {
    known ??= new Map(Object.entries(await readCache(cacheFile)))
    const found = await Promise.all(
      files.map(async ({ name, path: file }) => ({ name, ...(await identify(file)) })),
    )
    const unknown = found.filter(({ realPath, sizeBytes, modifiedAtMs }) => {
      const before = known?.get(realPath)
      return before?.sizeBytes !== sizeBytes || before.modifiedAtMs !== modifiedAtMs
    })
    if (unknown.length > 0) {
      const hashes = await hashOnThread(unknown.map(({ realPath }) => realPath))
      for (const [i, { realPath, sizeBytes, modifiedAtMs }] of unknown.entries())
        known.set(realPath, { sizeBytes, modifiedAtMs, sha256: hashes[i]! })
      await writeCache(cacheFile, known)
    }
    return Object.fromEntries(found.map(({ name, realPath }) => [name, known!.get(realPath)!.sha256]))
  }

  return {
    of(files) {
      const hashes = queue.then(() => hashAll(files))
      queue = hashes.catch(() => undefined)
      return hashes
    },
  }
}

/** What tells that a file is no longer the one that was read. */
export async function identify(file: string) {
  const realPath = await realpath(file)
  const { size, mtimeMs } = await stat(realPath)
  return { realPath, sizeBytes: size, modifiedAtMs: mtimeMs }
}

async function readCache(file: string | null): Promise<Record<string, KnownFile>> {
  if (file === null) return {}
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Record<string, KnownFile>
  } catch {
    return {}
  }
}

/**
 * Hashes that another engine has added stay. Of two writes at once the later one wins, and the
 * other's files are hashed again.
 */
async function writeCache(file: string | null, known: ReadonlyMap<string, KnownFile>): Promise<void> {
  if (file === null) return
  try {
    await mkdir(path.dirname(file), { recursive: true })
    const merged = { ...(await readCache(file)), ...Object.fromEntries(known) }
    const part = `${file}.${process.pid}`
    await writeFile(part, JSON.stringify(merged, null, 1))
    await rename(part, file)
  } catch {
    // A read-only or full disk: the hashes stay in memory.
  }
}

function hashOnThread(paths: readonly string[]): Promise<readonly string[]> {
  const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>()
  const thread = new Worker(new URL(import.meta.url), { workerData: { pathsToHash: paths } })
  thread.once('message', resolve)
  thread.once('error', reject)
  return promise
}

function hashFile(file: string, buffer: Buffer): string {
  const hash = createHash('sha256')
  const descriptor = openSync(file, 'r')
  try {
    for (;;) {
      const bytes = readSync(descriptor, buffer)
      if (bytes === 0) return hash.digest('hex')
      hash.update(buffer.subarray(0, bytes))
    }
  } finally {
    closeSync(descriptor)
  }
}

if (!isMainThread) {
  const { pathsToHash } = (workerData ?? {}) as { readonly pathsToHash?: readonly string[] }
  if (pathsToHash) {
    const buffer = Buffer.alloc(CHUNK_BYTES)
    parentPort?.postMessage(pathsToHash.map((file) => hashFile(file, buffer)))
  }
}
