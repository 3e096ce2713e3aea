import { statfsSync } from 'node:fs'
import { systemErrorCode } from './setup-error.ts'

const MB = 1_000_000
/** With less, a few videos and the log of the database fill the disk. */
const LITTLE_MB = 500

/** Whether a system call failed for lack of room: no space, no inodes, or a quota. */
export const isFullDisk = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT'].includes(systemErrorCode(error) ?? '')

/** Whole MB that the user may still write where a folder lies. */
export function freeMb(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return Math.floor((bavail * bsize) / MB)
}

/** A sentence without a period that names the folder, its free space and the way out. */
export function describeFullDisk(folder: string): string {
  return `no space is left in ${folder} (${freeMb(folder)} MB are free there): delete something, or choose another DATA_DIR`
}

/** A warning when little space is left where a folder lies; null when there is enough. */
export function warnOfLittleSpace(folder: string): string | null {
  const mb = freeMb(folder)
  if (mb >= LITTLE_MB) return null
  return `warning: only ${mb} MB are free in ${folder}; videos and the database need ${LITTLE_MB} MB or more`
}
