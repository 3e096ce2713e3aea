/**
 * `npm test`: node's own test runner over every `*.test.ts`, with a Postgres of its own. See
 * --help.
 */
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#infra/dev/postgres/start.ts'
import { describeError, SetupError, systemErrorCode } from '#infra/dev/setup-error.ts'
import { migrate } from '#migrations/migrate.ts'
import { ADMIN_URL_VARIABLE, createTemplateDatabase } from '#test/support/database/template-database.ts'
import { CPU_FILE_VARIABLE, cpuTable } from '#test/support/runner/cpu-time.ts'
import { interruption } from '#test/support/runner/interruption.ts'
import { openRunFolder } from '#test/support/runner/run-folder.ts'
import { type Outcome, runFiles } from '#test/support/runner/run-files.ts'
import { patient } from '#test/support/load/patience.ts'
import { findTestFiles } from '#test/support/runner/test-files.ts'

const HELP = `Runs the tests, each file or group of files in a process of its own.

  npm test [-- [options] [pattern ...]]
  node test/run.ts [options] [pattern ...]

A pattern is a part of a path (core/lifecycle) or a glob (test/core/*.test.ts); without one every
test/**/*.test.ts runs but the long ones, which npm run test:all includes. Tests that ask for a
database get a clone of a migrated template in a Postgres that this command starts in a temporary
folder and removes at the end.

  --all                run the long files too: whole services with accidents, browsers, the pages' samples
  --name <regex>       run only tests whose name matches
  --concurrency <n>    files at once (default: two a core, 8 at most)
  --timeout <seconds>  longest time of one test (default 300, and more on a machine under load); a file that
                       reports nothing for a fifth longer hangs: it alone is killed and fails
  --limit <seconds>    end the run after so long and list the files that did not run (default: no limit)
  --cpu                print the CPU time of each process of tests, the most expensive first
  --keep               when a test failed, leave its databases up until Ctrl-C and print how to connect
  --help               this text
`

/** Half of them mostly wait. */
const FILES_PER_CORE = 2
const MOST_AT_ONCE = 8
const TEST_TIMEOUT_MS = 300_000
const CONNECTIONS_PER_FILE = 60
function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      all: { type: 'boolean', default: false },
      name: { type: 'string' },
      concurrency: {
        type: 'string',
        default: String(Math.min(FILES_PER_CORE * os.availableParallelism(), MOST_AT_ONCE)),
      },
      timeout: { type: 'string' },
      limit: { type: 'string' },
      cpu: { type: 'boolean', default: false },
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
    testTimeoutMs: values.timeout === undefined ? null : positive('timeout') * 1000,
    limitMs: values.limit === undefined ? null : positive('limit') * 1000,
  }
}

function printSummary({ counts, notRun }: Outcome, seconds: number): void {
  const rows = {
    tests: 'tests',
    pass: 'passed',
    fail: 'failed',
    cancelled: 'cancelled',
    skipped: 'skipped',
    todo: 'todo',
  }
  for (const [label, key] of Object.entries(rows)) console.log(`# ${label} ${counts[key] ?? 0}`)
  if (notRun.length > 0) console.log(`# not run ${notRun.length}: ${notRun.join(', ')}`)
  console.log(`# total time ${seconds.toFixed(1)} s`)
}

async function untilInterrupted(postgres: EmbeddedPostgres, interrupted: AbortSignal): Promise<void> {
  console.log(
    `Postgres is up until Ctrl-C: ${postgres.url} (replace the last part by the name of a kept database)`,
  )
  const { promise, resolve } = Promise.withResolvers<void>()
  interrupted.addEventListener('abort', () => resolve())
  await Promise.race([promise, postgres.exited])
}

async function main(): Promise<void> {
  const options = readOptions()
  if (options.help) return void process.stdout.write(HELP)
  const started = performance.now()
  const { files, leftOut } = findTestFiles(options.patterns, options.all)
  if (files.length === 0) throw new SetupError(`no test file matches ${options.patterns.join(', ')}`)

  const interrupted = interruption()
  const folder = await openRunFolder()
  const cpuFile = path.join(folder.path, 'cpu-time.jsonl')
  let postgres: EmbeddedPostgres | null = null
  try {
    postgres = await startEmbeddedPostgres({
      dataDir: path.join(folder.path, 'postgres'),
      durable: false,
      maxConnections: CONNECTIONS_PER_FILE * (options.concurrency + 1),
      log: () => {},
    })
    await createTemplateDatabase(postgres.url, migrate)
    // Held here: `AbortSignal.any` holds its sources weakly, and a collected timeout never fires.
    const limit = new AbortController()
    if (options.limitMs !== null) setTimeout(() => limit.abort(), options.limitMs).unref()
    const outcome = await runFiles(files, {
      concurrency: options.concurrency,
      // Computed for each file, because the load changes during the run.
      testTimeoutMs: () => options.testTimeoutMs ?? patient(TEST_TIMEOUT_MS),
      signal: AbortSignal.any([interrupted, limit.signal]),
      mark: folder.mark,
      env: {
        LOG_LEVEL: 'warn',
        ...process.env,
        TMPDIR: folder.temporary,
        NODE_COMPILE_CACHE: folder.compileCache,
        [ADMIN_URL_VARIABLE]: postgres.url,
        ...(options.cpu ? { [CPU_FILE_VARIABLE]: cpuFile } : {}),
      },
      ...(options.name === undefined ? {} : { name: new RegExp(options.name) }),
    })
    if (options.cpu) console.log(cpuTable(cpuFile))
    if (leftOut.length > 0)
      console.log(`# left out ${leftOut.length} long files; all of them run with: npm run test:all`)
    printSummary(outcome, (performance.now() - started) / 1000)
    if (!outcome.success) process.exitCode = 1
    if (!outcome.success && options.keep && !interrupted.aborted)
      await untilInterrupted(postgres, interrupted)
    else if (interrupted.aborted) process.exitCode = 130
  } finally {
    await postgres?.stop()
    await folder.remove()
  }
}

await main().catch((error: unknown) => {
  const misused = systemErrorCode(error)?.startsWith('ERR_PARSE_ARGS') && error instanceof Error
  console.error(misused ? error.message : describeError(error))
  process.exitCode = 1
})
