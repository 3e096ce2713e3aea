import { readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SetupError } from '#infra/dev/setup-error.ts'

/** Name of the watchdog shell in the process list; a Postgres process below one is supervised. */
export const WATCHDOG_NAME = 'embedded-postgres-watchdog'

const POLL_MS = 25
/**
 * A watchdog without its owner stops Postgres at once; a fast shutdown of an idle database takes 20
 * ms.
 */
const SUPERVISED_GRACE_MS = 5_000
const SIGNALS = [
  { signal: 'SIGINT', graceMs: 5_000 },
  { signal: 'SIGQUIT', graceMs: 2_000 },
  { signal: 'SIGKILL', graceMs: 2_000 },
] as const

/**
 * Clears a data directory of the leftovers of a killed run:
 *  1 a Postgres with a live watchdog is being stopped by it, or belongs to a running service: wait,
 *    then refuse
 *  2 a Postgres without a watchdog and orphaned backends are stopped
 *  3 a `postmaster.pid` with the id of a process that is not Postgres (a reused number) is deleted;
 *    one with the id of no process is left to Postgres, which replaces it
 *
 * @param dataDir the real path, as Postgres sees it
 * @throws SetupError when the data directory is in use
 */
export async function clearLeftovers(dataDir: string, log: (line: string) => void): Promise<void> {
  const supervised = () => processesOn(dataDir).find(isSupervised)
  if (!(await until(() => supervised() === undefined, SUPERVISED_GRACE_MS))) {
    throw new SetupError(
      `${dataDir} is in use by another running service (Postgres is process ${supervised()}): stop it, or choose another DATA_DIR`,
    )
  }
  for (const { signal, graceMs } of SIGNALS) {
    const orphans = processesOn(dataDir)
    if (orphans.length === 0) break
    log(`stopping Postgres left behind by a killed run (process ${orphans.join(', ')}, ${signal})`)
    for (const pid of orphans) sendSignal(pid, signal)
    if (await until(() => processesOn(dataDir).length === 0, graceMs)) break
  }
  const recorded = recordedPostmaster(dataDir)
  if (recorded !== undefined && isAlive(recorded) && !processesOn(dataDir).includes(recorded)) {
    rmSync(path.join(dataDir, 'postmaster.pid'), { force: true })
  }
}

/**
 * The server's process id, from the first line of `postmaster.pid`; undefined after a proper
 * shutdown.
 */
export function recordedPostmaster(dataDir: string): number | undefined {
  const firstLine = read(path.join(dataDir, 'postmaster.pid')).split('\n')[0]
  const pid = Number.parseInt(firstLine ?? '', 10)
  return pid > 0 ? pid : undefined
}

/**
 * Process ids of Postgres on a data directory, by their working directory. A container's root may
 * be unable to read that of other users, so the server's command line counts as well.
 */
function processesOn(dataDir: string): number[] {
  const pids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))
  return pids.map(Number).filter((pid) => {
    const status = read(`/proc/${pid}/status`)
    if (!/^Name:\tpostgres$/m.test(status) || /^State:\tZ/m.test(status)) return false
    const words = read(`/proc/${pid}/cmdline`).split('\0')
    return readLink(`/proc/${pid}/cwd`) === dataDir || (words[1] === '-D' && words[2] === dataDir)
  })
}

function isSupervised(pid: number): boolean {
  const parent = /^PPid:\t(\d+)$/m.exec(read(`/proc/${pid}/status`))?.[1]
  return read(`/proc/${parent}/cmdline`).split('\0').includes(WATCHDOG_NAME)
}

async function until(holds: () => boolean, graceMs: number): Promise<boolean> {
  const deadline = performance.now() + graceMs
  while (!holds()) {
    if (performance.now() > deadline) return false
    await sleep(POLL_MS)
  }
  return true
}

function isAlive(pid: number): boolean {
  return read(`/proc/${pid}/status`) !== ''
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // The process has ended or belongs to another user; the next scan shows which.
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function readLink(file: string): string {
  try {
    return readlinkSync(file)
  } catch {
    return ''
  }
}
