import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { describeFullDisk, isFullDisk } from './disk-space.ts'
import { SetupError, systemErrorCode } from './setup-error.ts'

/**
 * Creates a folder and its parents, and proves that it is writable by creating a file in it.
 *
 * @throws SetupError that names the folder and the system's reason (EACCES, EROFS, ENOSPC, …)
 */
export function ensureWritableFolder(folder: string): void {
  try {
    makeFolder(path.resolve(folder))
    rmSync(mkdtempSync(path.join(folder, '.probe-')), { recursive: true })
  } catch (error) {
    if (isFullDisk(error)) throw new SetupError(describeFullDisk(existingParent(folder)))
    throw new SetupError(
      `${folder} is not writable for user ${process.getuid?.()} (${systemErrorCode(error)}): ` +
        'change its owner or mode, or choose another DATA_DIR',
    )
  }
}

const existingParent = (folder: string): string =>
  existsSync(folder) ? folder : existingParent(path.dirname(folder))

/**
 * Refuses a folder with files of another user, as a run as root leaves them: some of them are
 * private.
 *
 * @param uid the current user; root may use any files
 * @throws SetupError that names one of the files and the way out
 */
export function checkFolderOwner(folder: string, uid = process.getuid?.()): void {
  if (uid === 0 || uid === undefined) return
  const foreign = readdirSync(folder).find((entry) => lstatSync(path.join(folder, entry)).uid !== uid)
  if (foreign === undefined) return
  const owner = lstatSync(path.join(folder, foreign)).uid
  throw new SetupError(
    `${path.join(folder, foreign)} belongs to user ${owner}, but this is user ${uid}: ` +
      `run as that user, "sudo chown -R ${uid} ${folder}", or choose another DATA_DIR`,
  )
}

/**
 * Works one level at a time: the recursive mkdir of Node 24.21 hangs below folders such as /proc.
 */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(path.dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error
  }
}
