import {
  copyFile as copyBytes,
  link,
  mkdir,
  open,
  rename,
  rm,
  rmdir,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises'
import { dirname } from 'node:path'
import {
  asStoredObject,
  dataPath,
  incomingFolder,
  isMissing,
  newDataName,
  newIncomingPath,
  objectsFolder,
  readRecord,
  recordPath,
  type FileRecord,
} from './file-layout.ts'
import { signFileLink } from './file-link.ts'
import { removeLeftovers, walkObjects } from './file-walk.ts'
import { asStorageError, assertExpected, writeNewFile } from './hashed-source.ts'
import { StorageError } from './storage-error.ts'
import { assertByteRange, assertLinkOptions, assertStorageKey, assertStoragePrefix } from './storage-key.ts'
import { type ByteRange, type PutOptions, type Source, type Storage, type StoredObject } from './storage.ts'

const leftoversKeptMs = 24 * 60 * 60 * 1000

/**
 * Objects as files of one machine, readable by this user only. Several processes may share a root.
 *
 * @param o.root absolute path of the folder
 * @param o.publicBaseUrl address at which clients reach the API; links are
 *   `{publicBaseUrl}/files/{key}?…`, and the API answers them after `verifyFileLink`
 * @param o.linkSecret secret that signs links; its holder can read every object
 */
export function openFilesystemStorage(o: {
  root: string
  publicBaseUrl: string
  linkSecret: string
  now?: () => Date
}): Storage {
  const { root } = o
  const now = o.now ?? (() => new Date())
  const baseUrl = o.publicBaseUrl.replace(/\/+$/, '')

  async function check(): Promise<void> {
    const probe = newIncomingPath(root)
    try {
      await typed('check', () => writeFile(probe, 'probe', { mode: 0o600, flush: true }))
    } finally {
      await rm(probe, { force: true })
    }
  }

  return {
    linksToService: true,
    expiresObjects: false,

    async prepare() {
      await typed('prepare', async () => {
        for (const folder of [objectsFolder(root), incomingFolder(root)])
          await mkdir(folder, { recursive: true, mode: 0o700 })
        await removeLeftovers(root, new Date(now().getTime() - leftoversKeptMs))
      })
      await check()
      return { warnings: [] }
    },

    check,

    async put(key, source, options) {
      assertStorageKey(key)
      return typed('put', () => putFile(root, key, source, options, now()))
    },

    async copy(key, toKey) {
      assertStorageKey(key)
      assertStorageKey(toKey)
      return typed('copy', () => copyObject(root, key, toKey, now()))
    },

    async stat(key) {
      assertStorageKey(key)
      const record = await typed('stat', () => readRecord(recordPath(root, key)))
      return record && asStoredObject(key, record)
    },

    async read(key, range) {
      assertStorageKey(key)
      if (range) assertByteRange(range)
      return typed('read', () => readObject(root, key, range))
    },

    async link(key, options) {
      assertStorageKey(key)
      assertLinkOptions(options)
      const expiresAtSeconds = Math.floor(now().getTime() / 1000) + options.expiresInSeconds
      const query = signFileLink({ secret: o.linkSecret, key, expiresAtSeconds, link: options })
      return `${baseUrl}/files/${key}?${query.toString()}`
    },

    async remove(keys) {
      keys.forEach(assertStorageKey)
      for (const key of keys) await typed('remove', () => removeObject(root, key))
    },

    async *list(prefix) {
      assertStoragePrefix(prefix)
      try {
        yield* walkObjects(root, prefix)
      } catch (err) {
        throw asStorageError(err, 'list')
      }
    },

    close: () => Promise.resolve(),
  }
}

/** Writes the bytes, then the record that names them: a crash leaves the earlier object or none. */
async function putFile(
  root: string,
  key: string,
  source: Source,
  options: PutOptions,
  modifiedAt: Date,
): Promise<StoredObject> {
  const incoming = newIncomingPath(root)
  try {
    const digest = await writeNewFile(incoming, source)
    assertExpected(digest, options)
    const { size } = await stat(incoming)
    if (size !== digest.sizeBytes)
      throw new StorageError('integrity', 'the file is not as long as what was written')
    const { contentType } = options
    const content = { data: newDataName(key), ...digest, contentType, modifiedAt: modifiedAt.toISOString() }
    return await placeFile(root, key, incoming, content)
  } finally {
    await rm(incoming, { force: true })
  }
}

/**
 * Bytes never change, so both objects may share them by a hard link. Null when the first is
 * missing.
 */
async function copyObject(
  root: string,
  key: string,
  toKey: string,
  modifiedAt: Date,
): Promise<StoredObject | null> {
  // A replacement meanwhile deletes the bytes that the record named; the new record names others.
  for (let triesLeft = 5; triesLeft > 0; triesLeft--) {
    const found = await readRecord(recordPath(root, key))
    if (!found) return null
    const incoming = newIncomingPath(root)
    try {
      await linkOrCopy(dataPath(root, key, found.data), incoming)
      const content = { ...found, data: newDataName(toKey), modifiedAt: modifiedAt.toISOString() }
      return await placeFile(root, toKey, incoming, content)
    } catch (err) {
      if (!isMissing(err)) throw err
    } finally {
      await rm(incoming, { force: true })
    }
  }
  return null
}

/** Links a file, or copies it on a file system without links. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(async (err: unknown) => {
    if (isMissing(err)) throw err
    await copyBytes(from, to)
  })
}

/** Moves a file of bytes into place and makes it the object of this key. */
async function placeFile(
  root: string,
  key: string,
  incomingData: string,
  content: FileRecord,
): Promise<StoredObject> {
  const record = recordPath(root, key)
  const incomingRecord = newIncomingPath(root)
  try {
    await writeNewFile(incomingRecord, Buffer.from(JSON.stringify(content)))
    const replaced = await readRecord(record)
    const firstNewFolder = await moveInto(incomingData, dataPath(root, key, content.data))
    await moveInto(incomingRecord, record)
    await flushFolders(dirname(record), dirname(firstNewFolder ?? record))
    if (replaced) await unlink(dataPath(root, key, replaced.data)).catch(ignoreMissing)
    return asStoredObject(key, content)
  } finally {
    await rm(incomingRecord, { force: true })
  }
}

/**
 * Moves a file and makes its folders. Retries, because another process that removes a folder's last
 * object also removes the folder.
 *
 * @returns the uppermost folder that was made.
 */
async function moveInto(from: string, to: string): Promise<string | undefined> {
  for (let triesLeft = 5; ; triesLeft--) {
    const firstNewFolder = await mkdir(dirname(to), { recursive: true, mode: 0o700 })
    try {
      await rename(from, to)
      return firstNewFolder
    } catch (err) {
      if (!isMissing(err) || triesLeft === 0) throw err
    }
  }
}

/**
 * Flushes the entries of a folder and of those above it up to `upTo`: they survive a power loss.
 */
async function flushFolders(from: string, upTo: string): Promise<void> {
  for (let folder = from; ; folder = dirname(folder)) {
    await flushFolder(folder).catch(ignoreMissing)
    if (folder === upTo) return
  }
}

async function flushFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function readObject(
  root: string,
  key: string,
  range: ByteRange | undefined,
): ReturnType<Storage['read']> {
  // A replacement meanwhile deletes the bytes that the record named; the new record names others.
  for (let triesLeft = 5; triesLeft > 0; triesLeft--) {
    const record = await readRecord(recordPath(root, key))
    if (!record) return null
    if (range && range.start >= record.sizeBytes)
      throw new StorageError('range_not_satisfiable', 'the range starts beyond the object')
    try {
      const handle = await open(dataPath(root, key, record.data), 'r')
      return { object: asStoredObject(key, record), body: handle.createReadStream(range) }
    } catch (err) {
      if (!isMissing(err)) throw err
    }
  }
  return null
}

/** Removes the record first: without it the object is missing, whatever happens to its bytes. */
async function removeObject(root: string, key: string): Promise<void> {
  const record = recordPath(root, key)
  const content = await readRecord(record)
  if (!content) return
  await unlink(record).catch(ignoreMissing)
  await unlink(dataPath(root, key, content.data)).catch(ignoreMissing)
  const top = objectsFolder(root)
  try {
    for (let folder = dirname(record); folder !== top; folder = dirname(folder)) await rmdir(folder)
  } catch {
    // A folder that is not empty, or that another process removed, ends the climb.
  }
}

async function typed<T>(operation: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (err) {
    throw asStorageError(err, operation)
  }
}

function ignoreMissing(err: unknown): void {
  if (!isMissing(err)) throw err
}
