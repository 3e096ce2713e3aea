import { run } from 'node:test'
import path from 'node:path'
import { killAll, killMarked, MARK_VARIABLE, markedProcesses } from './leftovers.ts'

const ROOT = path.resolve(import.meta.dirname, '..', '..', '..')

/** An event of node's test runner, as its reporters get it. */
export interface TestEvent {
  readonly type: string
  readonly data: {
    readonly name?: string
    readonly file?: string
    readonly nesting?: number
    readonly counts?: Readonly<Record<string, number>>
    readonly success?: boolean
  }
}

export interface FileReport {
  readonly events: readonly TestEvent[]
  readonly counts: Readonly<Record<string, number>>
  readonly success: boolean
}

export interface FileOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Mark of the processes that belong to the file; it ends with a slash. */
  readonly mark: string
  /** Longest time of one test, when the file starts. */
  readonly testTimeoutMs: () => number
  readonly name?: RegExp
  /** Kills the file. */
  readonly signal: AbortSignal
}

/**
 * A test that hangs ends at its own limit; a silence longer than that means that the whole process
 * hangs.
 */
const SILENCE_PER_TIMEOUT = 1.2

/**
 * Runs one test file in a process of its own and kills whatever the file leaves behind.
 *
 * @returns null when the signal ended the file
 */
export async function runFile(file: string, o: FileOptions): Promise<FileReport | null> {
  const testTimeoutMs = o.testTimeoutMs()
  const silenceMs = testTimeoutMs * SILENCE_PER_TIMEOUT
  const ending = new AbortController()
  const end = (reason: unknown): void => {
    // Found now, because the children of a dead process can no longer be told from others'.
    const pids = markedProcesses(o.mark)
    ending.abort(reason)
    killAll(pids)
  }
  const interrupt = (): void => end(o.signal.reason)
  o.signal.addEventListener('abort', interrupt)
  const stream = run({
    files: [path.join(ROOT, file)],
    cwd: ROOT,
    env: { ...o.env, [MARK_VARIABLE]: o.mark },
    // The `timeout` of `run` would count for the whole file.
    execArgv: [`--test-timeout=${testTimeoutMs}`],
    signal: ending.signal,
    ...(o.name === undefined ? {} : { testNamePatterns: [o.name] }),
  })
  const events: TestEvent[] = []
  let latest = 'none of its tests'
  const timer = setTimeout(() => {
    const silence = `silent for ${Math.round(silenceMs / 1000)} s`
    const error = new Error(`the file hung and was killed: ${silence}; the last to begin was ${latest}`)
    // The stack would show this timer.
    error.stack = error.message
    end(error)
  }, silenceMs)
  let summary: TestEvent['data'] = {}
  for await (const event of stream as AsyncIterable<TestEvent>) {
    timer.refresh()
    if (event.type === 'test:dequeue' && event.data.name) latest = JSON.stringify(event.data.name)
    // A run of one file ends with a summary that repeats the file's own.
    if (event.type === 'test:summary' && event.data.file === undefined) summary = event.data
    else if (event.type !== 'test:diagnostic' || event.data.file !== undefined) events.push(event)
  }
  clearTimeout(timer)
  o.signal.removeEventListener('abort', interrupt)
  await killMarked(o.mark)
  if (o.signal.aborted) return null
  return { events, counts: summary.counts ?? {}, success: summary.success === true }
}
