/** `npm run bench:api`: submits and reads a second beside bare loops. See --help. */
import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { loadConfig } from '#core/config/config.ts'
import { openDeps } from '#core/deps.ts'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { startEmbeddedPostgres } from '#infra/dev/postgres/start.ts'
import { migrate } from '#migrations/migrate.ts'
import { spawnService } from '#test/support/processes/processes.ts'
import { TEXT_MODEL } from '#test/support/service/service.ts'
import { startFastapiPeer } from './fastapi-peer.ts'
import { leanSubmits, pgbenchInserts } from './bare-submits.ts'
import { median } from '#test/bench/median.ts'
import { load, type HttpCall } from './http-load.ts'
import { CONTENT_FILE, emptyQueue, openScene, TENANTS, type Scene } from './scene.ts'

const HELP = `How many submits and reads a second the API answers, as ratios to bare loops over the same database, in alternating
rounds of one run. Starts a Postgres, an API and a bare server of its own. Ends with 1 when a ratio falls short.

  npm run bench:api [-- --rounds 5 --seconds 3 --python python3]

  --rounds <n>   rounds after the one that warms up (default 5)
  --seconds <n>  of each measure in a round (default 3)
  --python <p>   a Python with fastapi and uvicorn (default python3)
  --help         this text

pgbench is a peer where PATH has it, FastAPI with its jobs in a dict where the Python has it.
`

/** What is measured in each round, by name; null where a peer is absent. */
const measures = (scene: Scene, seconds: number) => {
  const authorized = (i = 0) => ({ authorization: `Bearer ${scene.keys[i % scene.keys.length]}` })
  const fastapi = (connections: number) => async (): Promise<number | null> => {
    const port = scene.fastapiPort
    if (port === null) return null
    const call = (): HttpCall => ({ ...submit(0), headers: { 'content-type': 'application/json' } })
    return (await load({ port, connections, seconds, status: 200, call })).perSecond
  }
  const lean = (connections: number) => async () => {
    await emptyQueue(scene.deps)
    return await leanSubmits(scene.databaseUrl, 'tenant-0', connections, seconds)
  }
  const pgbench = (connections: number) => () =>
    pgbenchInserts(scene.databaseUrl, scene.folder, connections, seconds)
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
      await emptyQueue(scene.deps)
      const call = (): HttpCall => ({ method: 'GET', path, headers })
      return (await load({ port, connections: 8, seconds, status, call })).perSecond
    }
  const { publicId, id, etag } = scene.video
  return {
    'submit, one tenant, c = 8': submits(8, 1),
    'lean loop, c = 8': lean(8),
    'submit, one tenant, c = 64': submits(64, 1),
    'lean loop, c = 64': lean(64),
    [`submit, ${TENANTS} tenants, c = 8`]: submits(8, TENANTS),
    [`submit, ${TENANTS} tenants, c = 64`]: submits(64, TENANTS),
    'pgbench, c = 8': pgbench(8),
    'pgbench, c = 64': pgbench(64),
    'FastAPI with a dict, c = 8': fastapi(8),
    'FastAPI with a dict, c = 64': fastapi(64),
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
    'content of 1 MB': reads(scene.port, `/v1/videos/${publicId}/content`, authorized()),
    'Express + createReadStream': reads(scene.barePort, '/content'),
  } satisfies Record<string, () => Promise<number | null>>
}

const GOALS: readonly (readonly [what: string, against: string, must: number])[] = [
  ['submit, one tenant, c = 8', 'lean loop, c = 8', 0.6],
  ['submit, one tenant, c = 64', 'lean loop, c = 64', 0.6],
  [`submit, ${TENANTS} tenants, c = 8`, 'lean loop, c = 8', 0.6],
  [`submit, ${TENANTS} tenants, c = 64`, 'lean loop, c = 64', 0.6],
  ['submit, one tenant, c = 8', 'pgbench, c = 8', 0.1],
  ['submit, one tenant, c = 64', 'pgbench, c = 64', 0.1],
  ['submit, one tenant, c = 8', 'FastAPI with a dict, c = 8', 0.3],
  ['submit, one tenant, c = 64', 'FastAPI with a dict, c = 64', 0.3],
  ['submit, one tenant, c = 64', 'submit, one tenant, c = 8', 1],
  ['GET video, completed', 'Express + SELECT by key', 0.4],
  ['GET video, 304', 'Express + SELECT by key', 0.5],
  ['list of 20', 'Express + the same SELECT', 0.6],
  ['content of 1 MB', 'Express + createReadStream', 0.5],
]

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
      python: { type: 'string', default: 'python3' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return void process.stdout.write(HELP)
  const folder = await mkdtemp(path.join(os.tmpdir(), 'wan-bench-api-'))
  const postgres = await startEmbeddedPostgres({
    ...{ dataDir: path.join(folder, 'postgres'), maxConnections: 100, log: () => undefined },
  })
  const bare = fork(path.join(import.meta.dirname, 'bare-server.ts'), [
    postgres.url,
    'tenant-0',
    path.join(folder, CONTENT_FILE),
  ])
  const fastapi = await startFastapiPeer(values.python)
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
      const ports = { port, barePort, fastapiPort: fastapi?.port ?? null }
      const scene = await openScene(postgres.url, folder, ports, deps)
      if (!(await measure(scene, Number(values.rounds), Number(values.seconds)))) process.exitCode = 1
    } finally {
      await api.kill('SIGTERM')
      await deps.close()
    }
  } finally {
    bare.disconnect()
    await fastapi?.stop()
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
