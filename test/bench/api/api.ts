/** `npm run bench:api`: submits and reads a second beside bare loops. See --help. */
import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { loadConfig } from '#core/config/config.ts'
import { openDeps, type Deps } from '#core/deps.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { registerModels } from '#core/store/models.ts'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { startEmbeddedPostgres } from '#infra/dev/postgres/start.ts'
import { migrate } from '#migrations/migrate.ts'
import { completionAt, newTask } from '#test/support/database/tasks.ts'
import { spawnService } from '#test/support/processes/processes.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { TEXT_MODEL } from '#test/support/service/service.ts'
import { leanSubmits, pgbenchInserts } from './bare-submits.ts'
import { load, median, type HttpCall } from './http-load.ts'

const HELP = `How many submits and reads a second the API answers, as ratios to bare loops over the same database, in alternating
rounds of one run. Starts a Postgres, an API and a bare server of its own. Ends with 1 when a ratio falls short.

  npm run bench:api [-- --rounds 5 --seconds 3]

  --rounds <n>   rounds after the one that warms up (default 5)
  --seconds <n>  of each measure in a round (default 3)
  --help         this text

pgbench is a peer where PATH has it.
`
const TENANTS = 8
const VIDEOS = 100

interface Scene {
  readonly deps: Deps
  readonly databaseUrl: string
  readonly folder: string
  readonly port: number
  readonly barePort: number
  /** One key a tenant. */
  readonly keys: readonly string[]
  /** A completed video of the first tenant: its public id and its row's. */
  readonly video: { readonly publicId: string; readonly id: string; readonly etag: string }
}

/** What is measured in each round, by name; null where a peer is absent. */
const measures = (scene: Scene, seconds: number) => {
  const authorized = (i = 0) => ({ authorization: `Bearer ${scene.keys[i % scene.keys.length]}` })
  const submit = (i: number): HttpCall => ({
    method: 'POST',
    path: '/v1/videos',
    headers: { ...authorized(i), 'content-type': 'application/json' },
    body: JSON.stringify({ model: TEXT_MODEL.id, prompt: 'a river' }),
  })
  let calls = 0
  const submits = (connections: number, tenants: number) => async () => {
    await emptyQueue(scene.deps)
    const call = () => submit(calls++ % tenants)
    return (await load({ port: scene.port, connections, seconds, status: 200, call })).perSecond
  }
  const reads =
    (port: number, path: string, headers: Record<string, string> = {}, status = 200) =>
    async () => {
      const call = (): HttpCall => ({ method: 'GET', path, headers })
      return (await load({ port, connections: 8, seconds, status, call })).perSecond
    }
  const { publicId, id, etag } = scene.video
  return {
    'submit, one tenant, c = 8': submits(8, 1),
    'lean loop, c = 8': async () => {
      await emptyQueue(scene.deps)
      return await leanSubmits(scene.databaseUrl, 'tenant-0', 8, seconds)
    },
    'submit, one tenant, c = 64': submits(64, 1),
    [`submit, ${TENANTS} tenants, c = 8`]: submits(8, TENANTS),
    'pgbench, c = 8': () => pgbenchInserts(scene.databaseUrl, scene.folder, 8, seconds),
    'GET video, completed': reads(scene.port, `/v1/videos/${publicId}`, authorized()),
    'GET video, 304': reads(
      scene.port,
      `/v1/videos/${publicId}`,
      { ...authorized(), 'if-none-match': etag },
      304,
    ),
    'Express + SELECT by key': reads(scene.barePort, `/videos/${id}`),
    'list of 20': reads(scene.port, '/v1/videos?limit=20', authorized()),
    'Express + the same SELECT': reads(scene.barePort, '/videos'),
  } satisfies Record<string, () => Promise<number | null>>
}

const GOALS: readonly (readonly [what: string, against: string, must: number])[] = [
  ['submit, one tenant, c = 8', 'lean loop, c = 8', 0.6],
  ['submit, one tenant, c = 64', 'lean loop, c = 8', 0.6],
  [`submit, ${TENANTS} tenants, c = 8`, 'lean loop, c = 8', 0.6],
  ['submit, one tenant, c = 8', 'pgbench, c = 8', 0.1],
  ['submit, one tenant, c = 64', 'submit, one tenant, c = 8', 1],
  ['GET video, completed', 'Express + SELECT by key', 0.4],
  ['GET video, 304', 'Express + SELECT by key', 0.5],
  ['list of 20', 'Express + the same SELECT', 0.6],
]

async function emptyQueue({ db }: Deps): Promise<void> {
  await sql`delete from events where task_id in (select id from tasks where status = 'queued')`.execute(db)
  await sql`delete from tasks where status = 'queued'`.execute(db)
  await sql`delete from pgboss.job where name = 'generate'`.execute(db)
}

async function completedVideos(deps: Deps, count: number): Promise<string> {
  let id = ''
  for (let i = 0; i < count; i++) {
    const task = newTask('tenant-0', { model: TEXT_MODEL.id })
    id = task.id
    await lifecycle.submit(deps, task, null)
    const { job_id: jobId } = await deps.db
      .selectFrom('tasks')
      .select('job_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const started = await lifecycle.start(deps, { taskId: id, jobId, retryCount: 0 })
    if (started.outcome !== 'started') throw new Error('the task did not start')
    await lifecycle.complete(deps, started.claim, completionAt(`bench/${id}/`))
  }
  return id
}

async function openScene(databaseUrl: string, folder: string, barePort: number, port: number, deps: Deps) {
  await registerModels(deps.db, [TEXT_MODEL], deps.clock.now())
  const keys: string[] = []
  for (let i = 0; i < TENANTS; i++) keys.push((await issueApiKey(deps.db, `tenant-${i}`)).key)
  const id = await completedVideos(deps, VIDEOS)
  const publicId = `video_${id.replaceAll('-', '')}`
  const headers = { authorization: `Bearer ${keys[0]}` }
  const response = await fetch(`http://127.0.0.1:${port}/v1/videos/${publicId}`, { headers })
  if (response.status !== 200) throw new Error(`GET answered ${response.status}: ${await response.text()}`)
  const etag = response.headers.get('etag') as string
  return { deps, databaseUrl, folder, port, barePort, keys, video: { publicId, id, etag } }
}

async function measure(scene: Scene, rounds: number, seconds: number): Promise<boolean> {
  const all = measures(scene, seconds)
  const results = new Map<string, number[]>()
  // The first round warms up.
  for (let round = -1; round < rounds; round++)
    for (const [name, run] of Object.entries(all)) {
      const perSecond = await run()
      if (perSecond !== null && round >= 0) results.set(name, [...(results.get(name) ?? []), perSecond])
    }
  const of = (name: string): number => median(results.get(name) ?? [])
  for (const name of Object.keys(all))
    console.log(results.has(name) ? `${name}: ${of(name).toFixed(0)} a second` : `${name}: absent here`)
  console.log(
    `load average ${os.loadavg()[0]?.toFixed(1)}, ${os.cpus().length} cores, ${rounds} rounds of ${seconds} s`,
  )
  const checks = GOALS.filter(([, against]) => results.has(against)).map(([what, against, must]) => {
    const ratio = median(
      (results.get(what) ?? []).map((value, i) => value / (results.get(against)?.[i] ?? NaN)),
    )
    console.log(
      `${ratio >= must ? 'good' : 'NOT GOOD'}: ${what} ÷ ${against} = ${ratio.toFixed(2)}, must be ${must}`,
    )
    return ratio >= must
  })
  return checks.every(Boolean)
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '3' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return void process.stdout.write(HELP)
  const folder = await mkdtemp(path.join(os.tmpdir(), 'wan-bench-api-'))
  const postgres = await startEmbeddedPostgres({
    ...{ dataDir: path.join(folder, 'postgres'), maxConnections: 100, log: () => undefined },
  })
  const bare = fork(path.join(import.meta.dirname, 'bare-server.ts'), [postgres.url, 'tenant-0'])
  try {
    const [{ port: barePort }] = await new Promise<[{ port: number }]>((resolve) =>
      bare.once('message', (message) => resolve([message as { port: number }])),
    )
    await migrate(postgres.url)
    const port = await freeLoopbackPort()
    const env = {
      ...{ DATABASE_URL: postgres.url, DATA_DIR: folder, LOG_LEVEL: 'error', PORT: String(port) },
      ...{ LINK_SECRET: 'a-secret-of-the-benchmark-that-is-long-enough' },
      ...{ RATE_LIMIT_PER_MINUTE: '1000000', RATE_LIMIT_BURST: '1000000' },
    }
    const deps = await openDeps(loadConfig(env), 'api')
    const api = spawnService('api/main.ts', env)
    try {
      while (!(await isReady(port))) await new Promise((resolve) => setTimeout(resolve, 200))
      const scene = await openScene(postgres.url, folder, barePort, port, deps)
      if (!(await measure(scene, Number(values.rounds), Number(values.seconds)))) process.exitCode = 1
    } finally {
      await api.kill('SIGTERM')
      await deps.close()
    }
  } finally {
    bare.disconnect()
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/livez`).then(
    ({ ok }) => ok,
    () => false,
  )

await main()
