import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A file system of a few megabytes. */
export interface SmallDisk {
  readonly folder: string
  /** Takes all space but these bytes. */
  fill(leftBytes: number): Promise<void>
  /** Gives the taken space back. */
  empty(): Promise<void>
  makeReadOnly(): Promise<void>
  remove(): Promise<void>
}

/** Needs the right to mount. Everybody may enter it, as Postgres does under another account. */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk> {
  const folder = await mkdtemp(path.join(tmpdir(), 'small-disk-'))
  await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder])
  await chmod(folder, 0o755)
  const filler = path.join(folder, 'filler')
  return {
    folder,
    async fill(leftBytes) {
      const { bavail, bsize } = await statfs(folder)
      const bytes = Math.max(0, bavail * bsize - leftBytes)
      await run('fallocate', ['-l', String(bytes), filler])
    },
    empty: () => rm(filler, { force: true }),
    async makeReadOnly() {
      await run('mount', ['-o', 'remount,ro', folder])
    },
    async remove() {
      // Lazily, since a process that was killed may still be ending.
      await run('umount', ['--lazy', folder])
      await rm(folder, { recursive: true, force: true })
    },
  }
}
