import { run } from 'node:test'
import path from 'node:path'
import { TEST_FILES_VARIABLE } from './current-file.ts'
import { killAll, killMarked, MARK_VARIABLE, markedProcesses } from './leftovers.ts'

const ROOT = path.resolve(import.meta.dirname, '..', '..', '..')
const GROUP = path.join(import.meta.dirname, 'group.ts')

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

export interface GroupReport {
  readonly events: readonly TestEvent[]
  readonly counts: Readonly<Record<string, number>>
  readonly success: boolean
}

export interface GroupOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Mark of the processes that belong to the files; it ends with a slash. */
  readonly mark: string
  /** Longest time of one test, when the first file starts. */
  readonly testTimeoutMs: () => number
  readonly name?: RegExp
  /** Kills the files. */
  readonly signal: AbortSignal
}

/**
 * A test that hangs ends at its own limit; a silence longer than that means that the whole process
 * hangs.
 */
const SILENCE_PER_TIMEOUT = 1.2
/** Once every test has ended, a process that goes on has left something open. */
const SILENCE_AFTER_TESTS = 0.1

/**
 * Runs test files in a process of their own, one after another, and kills whatever they leave
 * behind.
 *
 * @param files paths from the root of the checkout
 * @returns null when the signal ended them
 */
export async function runGroup(files: readonly string[], o: GroupOptions): Promise<GroupReport | null> {
  const testTimeoutMs = o.testTimeoutMs()
  const silenceMs = testTimeoutMs * SILENCE_PER_TIMEOUT
  const silenceAfterTestsMs = testTimeoutMs * SILENCE_AFTER_TESTS
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
    files: [GROUP],
    cwd: ROOT,
    env: { ...o.env, [MARK_VARIABLE]: o.mark, [TEST_FILES_VARIABLE]: files.join(path.delimiter) },
    // The `timeout` of `run` would count for all of them.
    execArgv: [`--test-timeout=${testTimeoutMs}`],
    signal: ending.signal,
    ...(o.name === undefined ? {} : { testNamePatterns: [o.name] }),
  })
  const events: TestEvent[] = []
  let latest = 'none of its tests'
  const filesToEnd = new Set(files)
  let running = 0
  let isOver = false
  const hang = (): void => {
    const silence = `silent for ${Math.round((isOver ? silenceAfterTestsMs : silenceMs) / 1000)} s`
    const hung =
      files.length === 1
        ? `${files[0]} hung and was killed`
        : `${files.join(', ')}: one hung, all were killed`
    const place = isOver
      ? 'after all its tests, so it left something open'
      : `the last to begin was ${latest}`
    const error = new Error(`${hung}: ${silence}; ${place}`)
    // The stack would show this timer.
    error.stack = error.message
    end(error)
  }
  let timer = setTimeout(hang, silenceMs)
  let summary: TestEvent['data'] = {}
  for await (const event of stream as AsyncIterable<TestEvent>) {
    if (event.data.nesting === 0 && event.data.name !== GROUP) {
      if (event.type === 'test:enqueue') running++
      if (event.type === 'test:complete') running--
      if (event.type === 'test:complete' && event.data.name) filesToEnd.delete(event.data.name)
    }
    // A file's tests may stand beside its suite, which then ends before them.
    isOver = filesToEnd.size === 0 && running <= 0
    clearTimeout(timer)
    timer = setTimeout(hang, isOver ? silenceAfterTestsMs : silenceMs)
    if (event.type === 'test:dequeue' && event.data.name) latest = JSON.stringify(event.data.name)
    // A run of one process ends with a summary that repeats the process's own.
    if (event.type === 'test:summary' && event.data.file === undefined) summary = event.data
    else if (event.type !== 'test:diagnostic' || event.data.file !== undefined) events.push(event)
  }
  clearTimeout(timer)
  o.signal.removeEventListener('abort', interrupt)
  await killMarked(o.mark)
  if (o.signal.aborted) return null
  return { events, counts: summary.counts ?? {}, success: summary.success === true }
}
