import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Environment variable that names the run and the file a process belongs to. Children inherit it.
 */
export const MARK_VARIABLE = 'WAN_TEST_MARK'

const POLL_MS = 25
const PATIENCE_MS = 10_000

/** Ids of the live processes, this one excepted. Empty where the system has no `/proc`. */
function otherProcesses(): number[] {
  try {
    return readdirSync('/proc')
      .filter((entry) => /^\d+$/.test(entry))
      .map(Number)
      .filter((pid) => pid !== process.pid && isAlive(pid))
  } catch {
    return []
  }
}

/**
 * The processes whose mark begins with `mark`, and their descendants, which may have other
 * environments.
 */
export function markedProcesses(mark: string): number[] {
  const parents = new Map(otherProcesses().map((pid) => [pid, parentOf(pid)]))
  const found = new Set([...parents.keys()].filter((pid) => isMarked(pid, mark)))
  for (let before = -1; before !== found.size;) {
    before = found.size
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid)
  }
  return [...found]
}

/** The processes whose command line names a folder, such as the Postgres that runs in it. */
export function processesNaming(folder: string): number[] {
  return otherProcesses().filter((pid) => read(pid, 'cmdline').includes(folder))
}

/** Kills the marked processes, and those they start meanwhile, until there are none. */
export async function killMarked(mark: string): Promise<void> {
  await untilNone(() => {
    const pids = markedProcesses(mark)
    killAll(pids)
    return pids
  })
}

export function killAll(pids: readonly number[]): void {
  for (const pid of pids)
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
}

/** Looks until `find` finds no process. Gives up after 10 s. */
export async function untilNone(find: () => readonly number[]): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while (find().length > 0 && performance.now() < deadline) await sleep(POLL_MS)
}

/** Whether a process exists and is not a zombie. */
function isAlive(pid: number): boolean {
  const stat = read(pid, 'stat')
  return stat !== '' && !/\) [ZX] /.test(stat)
}

/** `pid (name) state ppid …`, where the name may hold anything. */
function parentOf(pid: number): number {
  const stat = read(pid, 'stat')
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0)
}

function isMarked(pid: number, mark: string): boolean {
  return `\0${read(pid, 'environ')}`.includes(`\0${MARK_VARIABLE}=${mark}`)
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1')
  } catch {
    return ''
  }
}
