/**
 * `npm run bench:latency`: how soon an idle worker starts a task, what a task costs around its
 * engine, how soon the webhook comes, and how long `npm start` takes. See --help.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openTestDatabase } from '#test/support/database/open-test-database.ts'
import { taskIdOfVideo } from '#core/ids.ts'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { startEmbeddedPostgres } from '#infra/dev/postgres/start.ts'
import { migrate } from '#migrations/migrate.ts'
import { spawnService, until, type ServiceProcess } from '#test/support/processes/processes.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { openWebhookReceiver } from '#test/support/service/webhook-receiver.ts'
import { quantile } from '#test/support/load/quantile.ts'

const HELP = `How soon an idle worker starts a task, what a task costs around its engine, how soon its webhook comes, and how long
npm start takes. Starts a Postgres that writes to disk, an API, a worker whose engine answers at once, and a receiver.
Ends with 1 when a goal is missed.

  npm run bench:latency [-- --tasks 100 --starts 5]

  --tasks <n>    each submitted a tenth of a second after the webhook of the one before (default 100)
  --starts <n>   of npm start, after one that warms up (default 5; 0: not measured)
  --help         this text
`
const SECRET = 'a-secret-of-the-benchmark-that-is-long-enough'
const PAUSE_MS = 100
const START_MS = 60_000

function report(what: string, values: readonly number[], goal: { of: 'p50' | 'p95'; ms: number }): boolean {
  const [p50, p95] = [quantile(values, 0.5), quantile(values, 0.95)]
  const isMet = (goal.of === 'p50' ? p50 : p95) <= goal.ms
  console.log(`${what}: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`)
  console.log(`${isMet ? 'good' : 'NOT GOOD'}: ${goal.of} at most ${goal.ms} ms`)
  return isMet
}

const ready = (part: ServiceProcess, words: string): Promise<void> =>
  until(
    () => part.output().includes(words),
    START_MS,
    () => `it did not print "${words}":\n${part.output()}`,
  )

async function measureTasks(folder: string, count: number): Promise<boolean> {
  const postgres = await startEmbeddedPostgres({
    ...{ dataDir: path.join(folder, 'postgres'), maxConnections: 100, log: () => undefined },
  })
  const receiver = await openWebhookReceiver()
  await migrate(postgres.url)
  const db = openTestDatabase(postgres.url)
  const port = await freeLoopbackPort()
  const env = {
    ...{ DATABASE_URL: postgres.url, DATA_DIR: path.join(folder, 'data'), PORT: String(port) },
    ...{ LINK_SECRET: SECRET, RESULT_CACHE: 'false', OUTBOUND_ALLOW_PRIVATE: 'true', ENGINES: 'cpu' },
  }
  const parts = [spawnService('api/main.ts', env), spawnService('test/faults/scene/instant-worker.ts', env)]
  try {
    const answers = async (): Promise<boolean> =>
      (await fetch(`http://127.0.0.1:${port}/livez`).catch(() => null))?.ok === true
    await until(answers, START_MS, () => `the API does not answer:\n${parts[0]?.output()}`)
    await ready(parts[1] as ServiceProcess, 'worker ready')
    const { key } = await issueApiKey(db, 'bench')
    const url = `http://127.0.0.1:${port}/v1/videos`
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    for (let i = 0; i < count; i += 1) {
      const body = JSON.stringify({ model: 'instant', prompt: `river ${i}`, webhook_url: receiver.url })
      const response = await fetch(url, { method: 'POST', headers, body })
      if (!response.ok) throw new Error(`create answered ${response.status}: ${await response.text()}`)
      await receiver.waitFor(i + 1)
      await sleep(PAUSE_MS)
    }
    const rows = await db
      .selectFrom('tasks')
      .select(['id', 'created_at', 'started_at', 'finished_at'])
      .where('status', '=', 'completed')
      .execute()
    const between = (from: Date | null, to: Date | null): number =>
      (to?.getTime() ?? NaN) - (from?.getTime() ?? NaN)
    const arrivals = new Map(receiver.received.map(({ body, at }) => [taskOf(body), at]))
    const webhooks = rows.map(
      ({ id, finished_at: end }) => (arrivals.get(id) ?? NaN) - (end?.getTime() ?? NaN),
    )
    const met = [
      report(
        'from submit to start',
        rows.map(({ created_at: made, started_at: started }) => between(made, started)),
        { of: 'p95', ms: 10 },
      ),
      report(
        'from submit to completion, around an engine that answers at once',
        rows.map(({ created_at: made, finished_at: end }) => between(made, end)),
        { of: 'p50', ms: 40 },
      ),
      report('from completion to its webhook', webhooks, { of: 'p95', ms: 50 }),
    ]
    return met.every(Boolean)
  } finally {
    await Promise.all(parts.map((part) => part.kill('SIGTERM')))
    await db.destroy()
    await receiver.close()
    await postgres.stop()
  }
}

/** The row of the video that a webhook is about. */
const taskOf = (body: string): string | null =>
  taskIdOfVideo((JSON.parse(body) as { data: { id: string } }).data.id)

async function measureStarts(folder: string, count: number): Promise<boolean> {
  const times: number[] = []
  for (let i = -1; i < count; i += 1) {
    const startedAt = performance.now()
    const service = spawnService('infra/dev/service/main.ts', {
      ...{ DATA_DIR: path.join(folder, 'start'), PORT: String(await freeLoopbackPort()) },
      NODE_COMPILE_CACHE: path.join(folder, 'compile-cache'),
    })
    await ready(service, '\nready ')
    if (i >= 0) times.push(performance.now() - startedAt)
    await service.kill('SIGTERM')
  }
  return report('npm start, warm', times, { of: 'p50', ms: 4000 })
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      tasks: { type: 'string', default: '100' },
      starts: { type: 'string', default: '5' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return void process.stdout.write(HELP)
  const folder = await mkdtemp(path.join(os.tmpdir(), 'wan-bench-latency-'))
  try {
    const met = [
      await measureTasks(folder, Number(values.tasks)),
      values.starts === '0' || (await measureStarts(folder, Number(values.starts))),
    ]
    console.log(`load average ${os.loadavg()[0]?.toFixed(1)}, ${os.availableParallelism()} cores`)
    if (!met.every(Boolean)) process.exitCode = 1
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

await main()
