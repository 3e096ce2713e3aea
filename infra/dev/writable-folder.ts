import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { SetupError, systemErrorCode } from './setup-error.ts'

/**
 * Makes a folder and those above it, and proves that files can be made in it by making one.
 *
 * @throws SetupError that names the folder and the system's reason (EACCES, EROFS, ENOSPC, …)
 */
export function ensureWritableFolder(folder: string): void {
  try {
    makeFolder(path.resolve(folder))
    rmSync(mkdtempSync(path.join(folder, '.probe-')), { recursive: true })
  } catch (error) {
    throw new SetupError(
      `${folder} cannot be written by user ${process.getuid?.()} (${systemErrorCode(error)}): ` +
        'change its owner or mode, or choose another DATA_DIR',
    )
  }
}

/**
 * Refuses a folder in which another user has left files, as a run as root does: some of them are private.
 *
 * @param uid who asks; root may use everybody's files
 * @throws SetupError that names one of them and the way out
 */
export function checkFolderOwner(folder: string, uid = process.getuid?.()): void {
  if (uid === 0 || uid === undefined) return
  const foreign = readdirSync(folder).find((entry) => lstatSync(path.join(folder, entry)).uid !== uid)
  if (foreign === undefined) return
  const owner = lstatSync(path.join(folder, foreign)).uid
  throw new SetupError(
    `${path.join(folder, foreign)} belongs to user ${owner} and this is user ${uid}: ` +
      `run as that user, "sudo chown -R ${uid} ${folder}", or choose another DATA_DIR`,
  )
}

/** One level at a time: the recursive mkdir of Node 24.21 never returns below folders like /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(path.dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error
  }
}
