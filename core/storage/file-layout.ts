import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type StoredObject } from './storage.ts'

/**
 * The layout of the filesystem driver under its root folder, for the key `tasks/t1/video.mp4`:
 *
 *     objects/tasks/t1/video~3fa1b2c4.mp4    the bytes, which never change
 *     objects/tasks/t1/video.mp4~.json       the record: the name of that file and its metadata
 *     objects/tasks/t1/~9c0d…                a record being written
 *
 * A record is replaced by renaming, so an object changes in one step. A file of bytes that no
 * record names is no object. No key contains `~`, so none of these names can belong to another key.
 * Everything of a key lies in its folder, so that deleting the folder deletes what dead writers
 * left.
 */
export interface FileRecord {
  /** Name of the file of bytes beside the record. */
  data: string
  sizeBytes: number
  /** Lower-case hexadecimal. */
  sha256: string
  contentType: string
  /** ISO 8601. */
  modifiedAt: string
}

const recordSuffix = '~.json'

export const objectsFolder = (root: string): string => join(root, 'objects')
/** A new path in a folder for a file that is no object yet. */
export const newUnnamedPath = (folder: string): string => join(folder, `~${randomBytes(12).toString('hex')}`)

export function recordPath(root: string, key: string): string {
  return join(objectsFolder(root), `${key}${recordSuffix}`)
}

/** A file name for new bytes of a key, with the key's extension. */
export function newDataName(key: string): string {
  return basename(key).replace(/(\.[^.]*)?$/, (extension) => `~${randomBytes(4).toString('hex')}${extension}`)
}

export function dataPath(root: string, key: string, data: string): string {
  return join(dirname(recordPath(root, key)), data)
}

/** The last segment of the key that a file is the record of, or null for any other file. */
export function keyOfRecordName(name: string): string | null {
  return name.endsWith(recordSuffix) ? name.slice(0, -recordSuffix.length) : null
}

/**
 * The record at a path; null when it is missing or a disk fault made it unreadable. Nothing else
 * describes the bytes.
 */
export async function readRecord(path: string): Promise<FileRecord | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as FileRecord
  } catch (err) {
    if (isMissing(err) || err instanceof SyntaxError) return null
    throw err
  }
}

export function asStoredObject(key: string, record: FileRecord): StoredObject {
  const { sizeBytes, sha256, contentType } = record
  const etag = `"${sha256.slice(0, 32)}"`
  return { key, sizeBytes, sha256, contentType, etag, modifiedAt: new Date(record.modifiedAt) }
}

export function isMissing(err: unknown): boolean {
  return err instanceof Error && 'code' in err && (err.code === 'ENOENT' || err.code === 'ENOTDIR')
}
