import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync, mkdirSync, renameSync, type WriteStream } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'

const FIRST_DELAY_MS = 500
const LAST_DELAY_MS = 10_000
/** After this long a process counts as started, and the next restart is quick again. */
const STEADY_MS = 30_000
const KEPT_LINES = 15
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
  const file = openLogFile(o.logFolder, o.name)
  const kept: string[] = []
  const shownAt = new Map<string, number>()
  let child: ChildProcess
  let timer: NodeJS.Timeout | undefined
  let delayMs = FIRST_DELAY_MS
  let deaths = 0
  let stopping = false

  const note = (line: string): void => {
    file.write(`${line}\n`)
    kept.push(line)
    if (kept.length > KEPT_LINES) kept.shift()
    const shown = worthShowing(line)
    if (shown === null) return
    // Without its database every consumer warns; one line is enough.
    const gist = shown.replace(/ \(.*\)$/, '')
    if (Date.now() - (shownAt.get(gist) ?? 0) < REPEAT_MS) return
    shownAt.set(gist, Date.now())
    o.show(`${o.name}: ${shown}`)
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
      if (Date.now() - startedAt > STEADY_MS) delayMs = FIRST_DELAY_MS
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

/**
 * Opens a new log file and keeps the previous one beside it, so that logs do not grow without end.
 */
export function openLogFile(folder: string, name: string): WriteStream {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, `${name}.log`)
  if (existsSync(file)) renameSync(file, `${file}.1`)
  return createWriteStream(file, { mode: 0o600 })
}

/** Text of a warning, an error or a line that is not JSON; null for the rest. */
function worthShowing(line: string): string | null {
  try {
    const entry = JSON.parse(line) as { level?: number; msg?: string; error?: string }
    if (typeof entry.level !== 'number') return line
    return entry.level >= 40 ? [entry.msg, entry.error].filter(Boolean).join(': ') : null
  } catch {
    return line.trim() === '' ? null : line
  }
}
