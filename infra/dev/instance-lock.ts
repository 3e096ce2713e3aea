import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { SetupError, systemErrorCode } from './setup-error.ts'

/** Written into the lock so that a reused process id is not mistaken for us. */
const PROGRAM = 'infra/dev/start.ts'

/**
 * Lets one service run on a data folder. A lock whose process is gone, or is another program by now, is taken over.
 *
 * @returns what gives the folder free.
 * @throws SetupError when another start holds it.
 */
export function lockInstance(dataDir: string): () => void {
  const file = path.join(dataDir, 'instance.lock')
  for (;;) {
    try {
      const handle = openSync(file, 'wx', 0o600)
      writeSync(handle, `${process.pid}\n`)
      closeSync(handle)
      return () => rmSync(file, { force: true })
    } catch (error) {
      if (systemErrorCode(error) !== 'EEXIST') throw error
      const holder = Number.parseInt(readFileSync(file, 'utf8'), 10)
      if (isOurProgram(holder))
        throw new SetupError(
          `the service already runs on ${dataDir} (process ${holder}): stop it, or choose another DATA_DIR and PORT`,
        )
      rmSync(file, { force: true })
    }
  }
}

function isOurProgram(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (systemErrorCode(error) !== 'EPERM') return false
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\\', '/').includes(PROGRAM)
  } catch {
    // Without /proc a living process with that id has to be believed.
    return process.platform !== 'linux'
  }
}
