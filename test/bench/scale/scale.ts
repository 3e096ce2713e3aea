/** `npm run bench:scale`: operations beside a million tasks and on an empty service. See --help. */
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import pg from 'pg'
import { loadConfig } from '#core/config/config.ts'
import { openDeps, type Deps } from '#core/deps.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { registerModels } from '#core/store/models.ts'
import { deleteTasksEndedBefore } from '#core/store/old-records.ts'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { startEmbeddedPostgres } from '#infra/dev/postgres/start.ts'
import { migrate } from '#migrations/migrate.ts'
import { newTask } from '#test/support/database/tasks.ts'
import { spawnService, type ServiceProcess } from '#test/support/processes/processes.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { TEXT_MODEL } from '#test/support/service/service.ts'
import { median } from '#test/bench/median.ts'
import { fill, TENANTS } from './fill.ts'
import { OPERATIONS, startAndComplete, type Side } from './operations.ts'

const MOST_RATIO = 1.3
/** Old tasks of the full side that a deletion by age takes. */
const OLD_RECORDS = 5000
const PROGRESS_WRITES = 500
/** Videos of a list, and one that says that there are more. */
const PAGE = 21

const HELP = `Median times of every operation on a service with many tasks, as ratios to those on an empty one, called in turn.
Starts a Postgres (without fsync), two APIs, and fills one database. Ends with 1 when a ratio exceeds ${MOST_RATIO}.

  npm run bench:scale [-- --finished 1000000 --queued 100000 --rounds 15]

  --finished <n>  tasks that have ended (default 1000000; 1.5 GB of disk)
  --queued <n>    tasks that wait (default 100000)
  --rounds <n>    calls of each operation on each side (default 15)
  --data <path>   keeps the databases in this folder, and fills them at the first run alone
                  (default: a temporary folder)
  --help          this text

Afterwards it deletes 5,000 old records as RECORD_TTL_DAYS does, and writes 500 progress reports.
`
async function openSide(databaseUrl: string, folder: string): Promise<Side & { api: ServiceProcess }> {
  const port = await freeLoopbackPort()
  const env = {
    ...{ DATABASE_URL: databaseUrl, DATA_DIR: folder, LOG_LEVEL: 'error', PORT: String(port) },
    ...{ LINK_SECRET: 'a-secret-of-the-benchmark-that-is-long-enough' },
    ...{ RATE_LIMIT_PER_MINUTE: '1000000', RATE_LIMIT_BURST: '1000000', MAX_RUNNING_PER_TENANT: '0' },
    ...{ MAX_QUEUED_PER_TENANT: '10000', RESULT_CACHE: 'false' },
  }
  const deps = await openDeps(loadConfig(env), 'api')
  await registerModels(deps.db, [TEXT_MODEL], deps.clock.now())
  const { key } = await issueApiKey(deps.db, 'tenant-0')
  const headers = { authorization: `Bearer ${key}` }
  const side = { deps, port, headers, model: TEXT_MODEL.id, completed: '', etag: '' }
  // One video more than those that are there, so that both sides have one to read.
  const task = newTask('tenant-0', { model: TEXT_MODEL.id })
  await lifecycle.submit(deps, task, null)
  await startAndComplete(side, task.id)
  // Pages of ended videos are full on both sides.
  for (let i = 0; i < PAGE; i++) {
    const cancelled = newTask('tenant-0', { model: TEXT_MODEL.id })
    await lifecycle.submit(deps, cancelled, null)
    await lifecycle.cancel(deps, 'tenant-0', cancelled.id)
  }
  const api = spawnService('api/main.ts', env)
  const completed = `video_${task.id.replaceAll('-', '')}`
  const url = `http://127.0.0.1:${port}/v1/videos/${completed}`
  for (;;) {
    const response = await fetch(url, { headers }).catch(() => null)
    const etag = response?.headers.get('etag')
    if (etag !== undefined && etag !== null) return { ...side, completed, etag, api }
    if (api.child.exitCode !== null) throw new Error(`the API did not start:\n${api.output()}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** Times of both sides, one call after the other, the sides in turn. */
async function compare(full: Side, empty: Side, rounds: number): Promise<boolean> {
  let isGood = true
  for (const [name, run] of Object.entries(OPERATIONS)) {
    const times = new Map<Side, number[]>([full, empty].map((side) => [side, []]))
    // The first two calls of each warm up.
    for (let round = -2; round < rounds; round++)
      for (const side of round % 2 === 0 ? [full, empty] : [empty, full]) {
        const startedAt = performance.now()
        await run(side)
        if (round >= 0) times.get(side)?.push(performance.now() - startedAt)
      }
    const [fullMs, emptyMs] = [full, empty].map((side) => median(times.get(side) ?? [])) as [number, number]
    // Other work on the machine lengthens medians; the fastest calls hardly met any.
    const least = Math.min(...(times.get(full) ?? [])) / Math.min(...(times.get(empty) ?? []))
    const ratio = fullMs / emptyMs
    isGood &&= ratio <= MOST_RATIO
    console.log(
      `${ratio <= MOST_RATIO ? 'good' : 'NOT GOOD'}: ${name}: ${fullMs.toFixed(1)} ms ÷ ${emptyMs.toFixed(1)} ms = ${ratio.toFixed(2)} (fastest calls ${least.toFixed(2)})`,
    )
  }
  return isGood
}

/** What reports of progress cost: the share of heap-only updates, and bytes of the log. */
async function measureProgress({ deps }: Side): Promise<void> {
  const task = newTask('tenant-0', { model: TEXT_MODEL.id })
  await lifecycle.submit(deps, task, null)
  const { db } = deps
  const { job_id: jobId } = await db
    .selectFrom('tasks')
    .select('job_id')
    .where('id', '=', task.id)
    .executeTakeFirstOrThrow()
  const started = await lifecycle.start(deps, { taskId: task.id, jobId, retryCount: 0 })
  if (started.outcome !== 'started') throw new Error('the task did not start')
  const figures = async () => {
    const { rows } = await sql<{ updates: string; hot: string; bytes: string }>`
      select n_tup_upd as updates, n_tup_hot_upd as hot, pg_current_wal_insert_lsn() - '0/0' as bytes
      from pg_stat_user_tables where relname = 'tasks'`.execute(db)
    return rows.map((row) => ({ updates: +row.updates, hot: +row.hot, bytes: +row.bytes }))[0]
  }
  const settled = async () => {
    // Connections report what they did within a second of their next statement.
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await Promise.all(Array.from({ length: 10 }, () => sql`select pg_stat_force_next_flush()`.execute(db)))
    await Promise.all(Array.from({ length: 10 }, () => sql`select pg_sleep(0.05)`.execute(db)))
    return (await figures()) as { updates: number; hot: number; bytes: number }
  }
  await sql`checkpoint`.execute(db)
  const before = await settled()
  for (let i = 0; i < PROGRESS_WRITES; i++)
    await lifecycle.progress(deps, started.claim, {
      ...{ phase: 'denoise', step: i, progress: Math.floor((i / PROGRESS_WRITES) * 99) },
      etaAt: new Date(Date.now() + 1000 * (PROGRESS_WRITES - i)),
    })
  const { bytes } = (await figures()) as { bytes: number }
  const after = await settled()
  const hot = (100 * (after.hot - before.hot)) / (after.updates - before.updates)
  console.log(
    `progress: ${hot.toFixed(1)} % heap-only of ${after.updates - before.updates}, ` +
      `${((bytes - before.bytes) / PROGRESS_WRITES).toFixed(0)} bytes of the log each`,
  )
}

async function measureDeletion({ deps }: Side): Promise<void> {
  const startedAt = performance.now()
  const day = new Date(Date.now() - 30 * 24 * 60 * 60 * 1000)
  let count = 0
  while (count < OLD_RECORDS) {
    const deleted = await deleteTasksEndedBefore(deps.db, day, 500)
    if (deleted === 0) break
    count += deleted
  }
  const ms = performance.now() - startedAt
  console.log(`deletion by age: ${count} tasks in ${(ms / 1000).toFixed(1)} s, 500 in a transaction`)
}

async function sizes(deps: Deps): Promise<string> {
  const { rows } = await sql<{ tasks: string; finished: string; bytes: string }>`
    select count(*) as tasks, count(finished_at) as finished,
      pg_size_pretty(pg_total_relation_size('tasks')) as bytes from tasks`.execute(deps.db)
  const [row] = rows
  return `${row?.finished} tasks ended of ${row?.tasks}, of ${TENANTS} tenants, ${row?.bytes}`
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      finished: { type: 'string', default: '1000000' },
      queued: { type: 'string', default: '100000' },
      rounds: { type: 'string', default: '15' },
      data: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return void process.stdout.write(HELP)
  const folder = values.data ?? (await mkdtemp(path.join(os.tmpdir(), 'wan-bench-scale-')))
  const postgres = await startEmbeddedPostgres({
    ...{ dataDir: path.join(folder, 'postgres'), maxConnections: 100, log: () => undefined, durable: false },
  })
  const sides: (Side & { api: ServiceProcess })[] = []
  try {
    const full = await openSide(
      await filledDatabase(postgres.url, Number(values.finished), Number(values.queued)),
      path.join(folder, 'full'),
    )
    sides.push(full)
    // Its database is new.
    await rm(path.join(folder, 'empty'), { recursive: true, force: true })
    const empty = await openSide(await emptyDatabase(postgres.url), path.join(folder, 'empty'))
    sides.push(empty)
    console.log(await sizes(full.deps))
    if (!(await compare(full, empty, Number(values.rounds)))) process.exitCode = 1
    await measureProgress(full)
    await measureDeletion(full)
    console.log(`load average ${os.loadavg()[0]?.toFixed(1)}, ${os.cpus().length} cores`)
  } finally {
    for (const { api, deps } of sides) {
      await api.kill('SIGTERM')
      await deps.close()
    }
    await postgres.stop()
    if (values.data === undefined) await rm(folder, { recursive: true, force: true })
  }
}

/** A migrated database that is as it was before. */
async function emptyDatabase(adminUrl: string): Promise<string> {
  await administer(adminUrl, 'drop database if exists "empty"')
  await administer(adminUrl, 'create database "empty"')
  const url = databaseOf(adminUrl, 'empty')
  await migrate(url)
  return url
}

/** A migrated database with many tasks, which are made unless it is there. */
async function filledDatabase(adminUrl: string, finished: number, queued: number): Promise<string> {
  const url = databaseOf(adminUrl, 'full')
  const isThere = (await administer(adminUrl, `select from pg_database where datname = 'full'`)) > 0
  if (!isThere) {
    const startedAt = performance.now()
    // Named at the end, so that a run that was stopped leaves none behind that is half full.
    await administer(adminUrl, 'drop database if exists "filling"')
    await administer(adminUrl, 'create database "filling"')
    const filling = databaseOf(adminUrl, 'filling')
    await migrate(filling)
    await fill(filling, { model: TEXT_MODEL.id, finished, queued })
    await administer(adminUrl, 'alter database "filling" rename to "full"')
    console.log(`filled in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`)
  }
  await migrate(url)
  return url
}

const databaseOf = (adminUrl: string, name: string): string => {
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return url.href
}

async function administer(url: string, statement: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rowCount ?? 0
  } finally {
    await client.end()
  }
}

await main()
