import { type Dirent } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { asStoredObject, isMissing, keyOfRecordName, objectsFolder, readRecord } from './file-layout.ts'
import { type ListedObject } from './storage.ts'

/** Every object under a prefix in ascending order of keys, with one folder in memory at a time. */
export async function* walkObjects(root: string, prefix: string): AsyncGenerator<ListedObject> {
  const lastSlash = prefix.lastIndexOf('/')
  yield* walkFolder(root, prefix.slice(0, lastSlash + 1), prefix)
}

async function* walkFolder(root: string, parent: string, prefix: string): AsyncGenerator<ListedObject> {
  for (const { key, isFolder } of await entriesOf(root, parent)) {
    if (isFolder) {
      if (key.startsWith(prefix) || prefix.startsWith(key)) yield* walkFolder(root, key, prefix)
    } else if (key.startsWith(prefix)) {
      const record = await readRecord(join(objectsFolder(root), `${key}~.json`))
      if (record) yield asListed(key, record)
    }
  }
}

function asListed(key: string, record: Parameters<typeof asStoredObject>[1]): ListedObject {
  const { sizeBytes, modifiedAt } = asStoredObject(key, record)
  return { key, sizeBytes, modifiedAt }
}

/**
 * The keys of a folder's objects, and its folders with a trailing `/`: in this order the walk meets
 * keys ascending.
 */
async function entriesOf(root: string, parent: string): Promise<{ key: string; isFolder: boolean }[]> {
  const entries = await readFolder(join(objectsFolder(root), parent))
  return entries
    .flatMap((entry) => {
      if (entry.isDirectory()) return { key: `${parent}${entry.name}/`, isFolder: true }
      const name = keyOfRecordName(entry.name)
      return name === null ? [] : { key: `${parent}${name}`, isFolder: false }
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1))
}

async function readFolder(path: string): Promise<Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true })
  } catch (err) {
    if (isMissing(err)) return []
    throw err
  }
}

/**
 * Removes what dead writers left behind: files that no record names. Only files untouched since
 * `before` are removed, because a live writer may be about to name newer ones.
 */
export async function removeLeftovers(root: string, before: Date): Promise<void> {
  await removeUnnamed(objectsFolder(root), async (path) => {
    const { mtime } = await stat(path)
    if (mtime < before) await rm(path, { force: true })
  })
}

async function removeUnnamed(folder: string, removeIfOld: (path: string) => Promise<void>): Promise<void> {
  const entries = await readFolder(folder)
  const named = new Set<string | undefined>()
  let isKnown = true
  for (const { name } of entries)
    if (keyOfRecordName(name) !== null) {
      const record = await readRecord(join(folder, name))
      // The record vanished or is unreadable. An unreadable record keeps its bytes.
      isKnown &&= record !== null
      named.add(record?.data)
    }
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await removeUnnamed(path, removeIfOld)
    else if (isKnown && keyOfRecordName(entry.name) === null && !named.has(entry.name))
      await removeIfOld(path).catch(ignoreMissing)
  }
}

function ignoreMissing(err: unknown): void {
  if (!isMissing(err)) throw err
}
