import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '#infra/dev/embedded-postgres.ts'
import { migrate } from '#migrations/migrate.ts'
import { databaseUrl, runOnServer, TEMPLATE } from '#test/support/database.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
const FILES_AT_ONCE = 2
const TEST_TIMEOUT_MS = 180_000

const HELP = `npm test [-- <file or glob> …]

Starts a Postgres of its own, migrates a template database, and runs test/**/*.test.ts with node's test runner,
every file as a process of its own on a clone of the template. Nothing has to be running before.
`

async function main(patterns: string[]): Promise<number> {
  const startedAt = performance.now()
  const files = (patterns.length > 0 ? patterns : ['test/**/*.test.ts'])
    .flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
    .toSorted()
  if (files.length === 0) {
    console.error(`no test file matches ${patterns.join(' ')}`)
    return 1
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'wan-test-'))
  const postgres = await startEmbeddedPostgres({
    dataDir: path.join(folder, 'postgres'),
    log: () => undefined,
    durable: false,
  })
  try {
    await runOnServer(postgres.url, `create database ${TEMPLATE}`)
    await migrate(databaseUrl(postgres.url, TEMPLATE))
    const runner = spawn(
      process.execPath,
      [
        '--test',
        `--test-concurrency=${FILES_AT_ONCE}`,
        `--test-timeout=${TEST_TIMEOUT_MS}`,
        '--test-reporter=spec',
        ...files,
      ],
      {
        cwd: ROOT,
        stdio: 'inherit',
        env: { ...process.env, TEST_DATABASE_ADMIN_URL: postgres.url, LOG_LEVEL: 'warn' },
      },
    )
    const [code] = (await once(runner, 'exit')) as [number | null]
    console.log(`${files.length} files in ${Math.round((performance.now() - startedAt) / 1000)} s`)
    return code ?? 1
  } finally {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const patterns = process.argv.slice(2)
if (patterns.includes('--help')) console.log(HELP)
else process.exitCode = await main(patterns)
