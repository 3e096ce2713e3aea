import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { SetupError, systemErrorCode } from '#infra/dev/setup-error.ts'

/**
 * Part of our command line: distinguishes our process from another one that reuses the number of a
 * dead one.
 */
const PROGRAM = 'infra/dev/service/main.ts'

export interface InstanceLock {
  /** True when the previous holder was killed; the processes it started may still be ending. */
  readonly takenOver: boolean
  release(): void
}

const lockFileOf = (dataDir: string): string => path.join(dataDir, 'instance.lock')

/**
 * Lets only one service run on a data folder. A lock is taken over when its process has ended, or
 * its number belongs to another program by now.
 *
 * @throws SetupError when another service holds the lock
 */
export function lockInstance(dataDir: string): InstanceLock {
  const file = lockFileOf(dataDir)
  const candidate = `${file}.${process.pid}`
  writeFileSync(candidate, `${process.pid}\n`, { mode: 0o600 })
  try {
    for (let takenOver = false; ; takenOver = true) {
      try {
        // A link appears together with its content, so a lock file always names a process.
        linkSync(candidate, file)
        return { takenOver, release: () => rmSync(file, { force: true }) }
      } catch (error) {
        if (systemErrorCode(error) !== 'EEXIST') throw error
        const holder = lockHolder(dataDir)
        if (holder !== undefined)
          throw new SetupError(
            `the service is already running on ${dataDir} (process ${holder}): stop it, or choose another DATA_DIR and PORT`,
          )
        rmSync(file, { force: true })
      }
    }
  } finally {
    rmSync(candidate, { force: true })
  }
}

/** Process id of the service that is running or starting on a data folder. */
export function lockHolder(dataDir: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(lockFileOf(dataDir), 'utf8'), 10)
    return isOurProgram(pid) ? pid : undefined
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

function isOurProgram(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(PROGRAM)
  } catch {
    return false
  }
}
