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
import { dirname, join } from 'node:path'
import {
  asStoredObject,
  dataPath,
  isMissing,
  newDataName,
  newUnnamedPath,
  objectsFolder,
  readRecord,
  recordPath,
  type FileRecord,
} from './file-layout.ts'
import { signFileLink } from './file-link.ts'
import { removeLeftovers, walkObjects } from './file-walk.ts'
import { asStorageError, assertExpected, createFile, writeNewFile } from './hashed-source.ts'
import { StorageError } from './storage-error.ts'
import {
  assertByteRange,
  assertLinkOptions,
  assertStorageFolder,
  assertStorageKey,
  assertStoragePrefix,
} from './storage-key.ts'
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
    const probe = newUnnamedPath(objectsFolder(root))
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
        await mkdir(objectsFolder(root), { recursive: true, mode: 0o700 })
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

    async removeFolder(prefix) {
      assertStorageFolder(prefix)
      await typed('remove', () => removeFolder(root, prefix))
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
  const data = newDataName(key)
  const path = dataPath(root, key, data)
  let firstNewFolder: string | undefined
  try {
    const digest = await writeNewFile(path, source, async () => {
      const created = await inFolder(path, createFile)
      firstNewFolder = created.firstNewFolder
      return created.result
    })
    assertExpected(digest, options)
    const { size } = await stat(path)
    if (size !== digest.sizeBytes)
      throw new StorageError('integrity', 'the file is not as long as what was written')
    const { contentType } = options
    const content = { data, ...digest, contentType, modifiedAt: modifiedAt.toISOString() }
    return await writeRecord(root, key, content, firstNewFolder)
  } catch (err) {
    await removeUnlessNamed(root, key, data)
    throw err
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
    const data = newDataName(toKey)
    const path = dataPath(root, toKey, data)
    try {
      const { firstNewFolder } = await inFolder(path, (to) => linkOrCopy(dataPath(root, key, found.data), to))
      const content = { ...found, data, modifiedAt: modifiedAt.toISOString() }
      return await writeRecord(root, toKey, content, firstNewFolder)
    } catch (err) {
      await removeUnlessNamed(root, toKey, data)
      if (!isMissing(err)) throw err
    }
  }
  return null
}

/** Removes bytes of a failed write, unless it failed after the record already named them. */
async function removeUnlessNamed(root: string, key: string, data: string): Promise<void> {
  const path = dataPath(root, key, data)
  if ((await readRecord(recordPath(root, key)))?.data === data) return
  await rm(path, { force: true })
  await removeEmptyFolders(root, dirname(path))
}

/** Links a file, or copies it on a file system without links. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(async (err: unknown) => {
    if (isMissing(err)) throw err
    await copyBytes(from, to)
  })
}

/** Makes a file of bytes the object of its key. */
async function writeRecord(
  root: string,
  key: string,
  content: FileRecord,
  firstNewFolder: string | undefined,
): Promise<StoredObject> {
  const record = recordPath(root, key)
  const written = newUnnamedPath(dirname(record))
  try {
    await writeNewFile(written, Buffer.from(JSON.stringify(content)))
    const replaced = await readRecord(record)
    await rename(written, record)
    await flushFolders(dirname(record), dirname(firstNewFolder ?? record))
    if (replaced) await unlink(dataPath(root, key, replaced.data)).catch(ignoreMissing)
    return asStoredObject(key, content)
  } finally {
    await rm(written, { force: true })
  }
}

/**
 * Makes the folders of a new file and then the file. Retries, because another process that removes
 * a folder's last object also removes the folder; from then on the file keeps it.
 *
 * @returns what `create` returned, and the uppermost folder that was made.
 */
async function inFolder<T>(
  path: string,
  create: (path: string) => Promise<T>,
): Promise<{ result: T; firstNewFolder: string | undefined }> {
  for (let triesLeft = 5; ; triesLeft--) {
    const firstNewFolder = await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    try {
      return { result: await create(path), firstNewFolder }
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
  await removeEmptyFolders(root, dirname(record))
}

/** Removes a folder with everything in it; a file that appears meanwhile is removed with it. */
async function removeFolder(root: string, prefix: string): Promise<void> {
  const folder = join(objectsFolder(root), prefix)
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  await removeEmptyFolders(root, dirname(folder))
}

async function removeEmptyFolders(root: string, from: string): Promise<void> {
  const top = objectsFolder(root)
  try {
    for (let folder = from; folder !== top; folder = dirname(folder)) await rmdir(folder)
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
