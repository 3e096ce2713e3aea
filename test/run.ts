/** `npm test`: node's own test runner over every `*.test.ts`, with a Postgres of its own. See --help. */
import { globSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { parseArgs } from 'node:util'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#infra/dev/postgres/start.ts'
import { describeError, SetupError, systemErrorCode } from '#infra/dev/setup-error.ts'
import { migrate } from '#migrations/migrate.ts'
import { ADMIN_URL_VARIABLE, createTemplateDatabase } from '#test/support/database/template-database.ts'

const HELP = `Runs the tests, each file in a process of its own.

  npm test [-- [options] [pattern ...]]
  node test/run.ts [options] [pattern ...]

A pattern is a part of a path (core/lifecycle) or a glob (test/core/*.test.ts); without one every
test/**/*.test.ts runs. Tests that ask for a database get a clone of a migrated template in a Postgres that this
command starts in a temporary folder and removes at the end.

  --name <regex>       run only tests whose name matches
  --concurrency <n>    files at once (default 2)
  --timeout <seconds>  longest time of one test (default 180)
  --limit <seconds>    longest time of the whole run (default 900)
  --keep               when a test failed, leave its databases up until Ctrl-C and print how to connect
  --help               this text
`

const ROOT = path.resolve(import.meta.dirname, '..')

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      concurrency: { type: 'string', default: '2' },
      timeout: { type: 'string', default: '180' },
      limit: { type: 'string', default: '900' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const positive = (name: 'concurrency' | 'timeout' | 'limit'): number => {
    const number = Number(values[name])
    if (!(number > 0)) throw new SetupError(`--${name} must be a number above 0, not ${values[name]}`)
    return number
  }
  return {
    ...values,
    patterns: positionals,
    concurrency: Math.ceil(positive('concurrency')),
    timeoutMs: positive('timeout') * 1000,
    limitMs: positive('limit') * 1000,
  }
}

/** Paths from the root of the checkout; a pattern may also be an absolute path below it. */
function findTestFiles(patterns: readonly string[]): string[] {
  const files = globSync('test/**/*.test.ts', { cwd: ROOT }).toSorted()
  if (patterns.length === 0) return files
  const wanted = patterns.map((pattern) => path.relative(ROOT, path.resolve(ROOT, pattern)))
  return files.filter((file) =>
    wanted.some((pattern) => file.includes(pattern) || path.matchesGlob(file, pattern)),
  )
}

type Outcome = { readonly success: boolean; readonly counts: Readonly<Record<string, number>> }

/** Prints as it goes, the failures once more at the end. */
async function runFiles(files: string[], options: ReturnType<typeof readOptions>): Promise<Outcome> {
  const stream = run({
    files: files.map((file) => path.join(ROOT, file)),
    cwd: ROOT,
    concurrency: options.concurrency,
    timeout: options.timeoutMs,
    signal: AbortSignal.timeout(options.limitMs),
    ...(options.name === undefined ? {} : { testNamePatterns: [new RegExp(options.name)] }),
  })
  let outcome: Outcome = { success: false, counts: {} }
  stream.on('test:summary', ({ file, success, counts }) => {
    // The summary without a file is the one of the whole run.
    if (file === undefined) outcome = { success, counts: { ...counts } }
  })
  for await (const text of stream.compose(spec)) process.stdout.write(String(text))
  return outcome
}

function printSummary({ counts }: Outcome, seconds: number): void {
  const rows = {
    tests: 'tests',
    pass: 'passed',
    fail: 'failed',
    cancelled: 'cancelled',
    skipped: 'skipped',
    todo: 'todo',
  }
  console.log()
  for (const [label, key] of Object.entries(rows)) console.log(`# ${label} ${counts[key] ?? 0}`)
  console.log(`# total time ${seconds.toFixed(1)} s`)
}

async function untilInterrupted(postgres: EmbeddedPostgres): Promise<void> {
  console.log(
    `Postgres is up until Ctrl-C: ${postgres.url} (replace the last part by the name of a kept database)`,
  )
  const { promise, resolve } = Promise.withResolvers<void>()
  process.once('SIGINT', () => resolve())
  await Promise.race([promise, postgres.exited])
}

async function main(): Promise<void> {
  const options = readOptions()
  if (options.help) return void process.stdout.write(HELP)
  const started = performance.now()
  const files = findTestFiles(options.patterns)
  if (files.length === 0) throw new SetupError(`no test file matches ${options.patterns.join(', ')}`)

  const folder = await mkdtemp(path.join(os.tmpdir(), 'wan-video-test-'))
  // As root Postgres runs under another account, which has to pass through this folder.
  await chmod(folder, 0o755)
  const dataDir = path.join(folder, 'postgres')
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false, log: () => {} })
  let removed: Promise<void> | null = null
  const remove = (): Promise<void> =>
    (removed ??= postgres.stop().then(() => rm(folder, { recursive: true, force: true, maxRetries: 5 })))
  // The terminal and npm each send one.
  const interrupt = (): void => void remove().finally(() => process.exit(130))
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  try {
    await createTemplateDatabase(postgres.url, migrate)
    process.env[ADMIN_URL_VARIABLE] = postgres.url
    process.env['LOG_LEVEL'] ??= 'warn'
    const outcome = await runFiles(files, options)
    printSummary(outcome, (performance.now() - started) / 1000)
    if (!outcome.success) process.exitCode = 1
    process.off('SIGINT', interrupt)
    if (!outcome.success && options.keep) await untilInterrupted(postgres)
  } finally {
    await remove()
  }
}

await main().catch((error: unknown) => {
  const misused = systemErrorCode(error)?.startsWith('ERR_PARSE_ARGS') && error instanceof Error
  console.error(misused ? error.message : describeError(error))
  process.exitCode = 1
})
