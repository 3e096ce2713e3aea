import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { openLogFile } from './log-file.ts'
import { warningOf } from './warning.ts'

const FIRST_DELAY_MS = 500
const LAST_DELAY_MS = 10_000
/** After this long a process counts as started, and the next restart is quick again. */
const STEADY_MS = 30_000
const KEPT_LINES = 15
/** Exit code of a process that cannot start before its operator changes something. */
const SETUP_EXIT = 78
/** The same warning is shown once in this time; the log file has all of them. */
const REPEAT_MS = 10_000

export interface ServiceProcess {
  readonly name: string
  /** Sends SIGTERM, and SIGKILL if the process has not ended in time. */
  stop(graceMs: number): Promise<void>
  /** Sends SIGKILL. */
  kill(): void
  /** The latest lines of output. */
  tail(): readonly string[]
  /** How often the process has ended by itself. */
  deaths(): number
  /** Whether it said that it cannot start before something is changed. */
  isRefusing(): boolean
}

/**
 * Keeps one process of the service running: restarts it when it dies (after 0.5 s,
 * doubling to 10 s), writes its output to a file, and shows warnings and errors. The process has a
 * group of its own, so the terminal's Ctrl-C reaches only us, and an IPC channel, whose end makes
 * it stop when we are killed.
 */
export function keepRunning(o: {
  name: string
  script: string
  env: Record<string, string>
  logFolder: string
  show(line: string): void
}): ServiceProcess {
  const file = openLogFile({ folder: o.logFolder, name: o.name, show: o.show })
  const kept: string[] = []
  const shownAt = new Map<string, number>()
  let child: ChildProcess
  let timer: NodeJS.Timeout | undefined
  let delayMs = FIRST_DELAY_MS
  let deaths = 0
  let isRefusing = false
  let stopping = false

  const note = (line: string): void => {
    file.write(line)
    kept.push(line)
    if (kept.length > KEPT_LINES) kept.shift()
    const warning = warningOf(line)
    if (warning === null) return
    // Without its database every consumer warns; one line is enough.
    if (Date.now() - (shownAt.get(warning.gist) ?? 0) < REPEAT_MS) return
    shownAt.set(warning.gist, Date.now())
    o.show(`${o.name}: ${warning.text}`)
  }

  function start(): void {
    const startedAt = Date.now()
    child = spawn(process.execPath, [o.script], {
      env: o.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    for (const stream of [child.stdout, child.stderr])
      if (stream) createInterface({ input: stream }).on('line', note)
    child.once('exit', (code, signal) => {
      if (stopping) return
      deaths += 1
      isRefusing = code === SETUP_EXIT
      if (Date.now() - startedAt > STEADY_MS) delayMs = FIRST_DELAY_MS
      if (!isRefusing)
        o.show(`${o.name} ended (${signal ?? `exit code ${code}`}); restarting it in ${delayMs / 1000} s`)
      timer = setTimeout(start, delayMs)
      delayMs = Math.min(LAST_DELAY_MS, delayMs * 2)
    })
  }
  start()

  return {
    name: o.name,
    tail: () => kept,
    deaths: () => deaths,
    isRefusing: () => isRefusing,
    kill() {
      stopping = true
      clearTimeout(timer)
      child.kill('SIGKILL')
    },
    async stop(graceMs) {
      stopping = true
      clearTimeout(timer)
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, 'exit')
        child.kill('SIGTERM')
        const hard = setTimeout(() => child.kill('SIGKILL'), graceMs)
        await exited
        clearTimeout(hard)
      }
      file.end()
    },
  }
}
