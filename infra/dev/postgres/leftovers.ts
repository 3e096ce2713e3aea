import { readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SetupError } from '#infra/dev/setup-error.ts'

/** Name under which a watchdog shell appears in the process list: a Postgres below one has a living guardian. */
export const WATCHDOG_NAME = 'embedded-postgres-watchdog'

const POLL_MS = 25
/** A watchdog that lost its owner stops Postgres at once; a fast shutdown takes 20 ms on an idle database. */
const SUPERVISED_GRACE_MS = 5_000
const SIGNALS = [
  { signal: 'SIGINT', graceMs: 5_000 },
  { signal: 'SIGQUIT', graceMs: 2_000 },
  { signal: 'SIGKILL', graceMs: 2_000 },
] as const

/**
 * Frees a data directory of what a killed run left on it:
 *  1 a Postgres whose watchdog still lives is being stopped by it, or belongs to a service that runs: wait, then refuse;
 *    a watchdog may die meanwhile
 *  2 a Postgres without one (the whole tree was killed except it) and orphaned backends are stopped
 *  3 a `postmaster.pid` that names a process which is not Postgres (its number was used again) is removed; one that
 *    names no process at all is left to Postgres, which replaces it
 *
 * @param dataDir real path, as Postgres sees it
 * @throws SetupError when the data directory is in use
 */
export async function clearLeftovers(dataDir: string, log: (line: string) => void): Promise<void> {
  const supervised = () => processesOn(dataDir).find(isSupervised)
  if (!(await until(() => supervised() === undefined, SUPERVISED_GRACE_MS))) {
    throw new SetupError(
      `${dataDir} is in use by another running service (Postgres has process id ${supervised()})`,
    )
  }
  for (const { signal, graceMs } of SIGNALS) {
    const orphans = processesOn(dataDir)
    if (orphans.length === 0) break
    log(`stopping Postgres left behind by a run that was killed (process ${orphans.join(', ')}, ${signal})`)
    for (const pid of orphans) sendSignal(pid, signal)
    if (await until(() => processesOn(dataDir).length === 0, graceMs)) break
  }
  const recorded = recordedPostmaster(dataDir)
  if (recorded !== undefined && isAlive(recorded) && !processesOn(dataDir).includes(recorded)) {
    rmSync(path.join(dataDir, 'postmaster.pid'), { force: true })
  }
}

/** First line of `postmaster.pid`, the process id of the server, or undefined when it was shut down properly. */
export function recordedPostmaster(dataDir: string): number | undefined {
  const firstLine = read(path.join(dataDir, 'postmaster.pid')).split('\n')[0]
  const pid = Number.parseInt(firstLine ?? '', 10)
  return pid > 0 ? pid : undefined
}

/**
 * Process ids of Postgres on a data directory. Its processes have the directory as working directory; a container's
 * root may not read that of other users, so the server's command line counts as well.
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
    // It is gone, or belongs to somebody else; the next look at the process list tells.
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
