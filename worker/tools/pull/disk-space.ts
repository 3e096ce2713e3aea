import { statfs } from 'node:fs/promises'
import { messageOf } from '#core/errors.ts'
import { PullError, type ListedFile } from './hub.ts'
import { isFetched, partPath, sizeOf } from './notes.ts'

const FULL_DISK = ['ENOSPC', 'EDQUOT']
const REFUSED = ['EROFS', 'EACCES', 'EPERM', 'EIO', 'EFBIG']
const WAY_OUT = 'delete something there or set MODELS_DIR to another disk; `pull` goes on where it stopped'

/** @throws PullError where the files that are not there yet have no room */
export async function refuseLittleSpace(files: readonly ListedFile[], folder: string): Promise<void> {
  const missing = await Promise.all(
    files.map(async (file) =>
      (await isFetched(folder, file)) ? 0 : file.size - ((await sizeOf(partPath(folder, file))) ?? 0),
    ),
  )
  const needed = missing.reduce((sum, bytes) => sum + bytes, 0)
  const free = await freeBytes(folder)
  if (needed > free)
    throw new PullError(
      `${gigabytes(needed)} are still to come and ${gigabytes(free)} are free in ${folder}: ${WAY_OUT}`,
    )
}

/** Whether a fault is one of the disk, not of the network. */
export const isOfDisk = (error: unknown): boolean => [...FULL_DISK, ...REFUSED].includes(codeOf(error))

/** A fault of the disk as a sentence with the way out. */
export async function explainDiskFault(error: unknown, file: ListedFile, folder: string): Promise<PullError> {
  const start = `${file.path} cannot be written:`
  if (!FULL_DISK.includes(codeOf(error))) return new PullError(`${start} ${messageOf(error)}`)
  const free = gigabytes(await freeBytes(folder))
  return new PullError(`${start} no space is left in ${folder} (${free} are free there): ${WAY_OUT}`)
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : ''

/** Bytes that the user may still write where a folder lies. */
async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`
