import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { it, type TestContext } from 'node:test'
import pg from 'pg'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { ROOT } from '#test/architecture/sources.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { openPassage } from '#test/support/network/passage.ts'
import { spawnService, until } from '#test/support/processes/processes.ts'
import { closeAfter } from '#test/support/closing.ts'

interface Answer {
  readonly status: number
  readonly body: { status: string; checks: Record<string, string> }
}

/** A worker without engines, whose port the test asks. */
async function startWorker(t: TestContext, databaseUrl: string, env: Record<string, string> = {}) {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'wan-worker-'))
  const port = await freeLoopbackPort()
  const worker = spawnService('worker/main.ts', {
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    LINK_SECRET: 'a-link-secret-of-the-tests-that-is-long-enough',
    QUEUES: 'webhook,maintenance',
    WORKER_METRICS_PORT: String(port),
    ...env,
  })
  closeAfter(t, async () => {
    if (worker.child.exitCode === null) await worker.kill('SIGKILL')
    await rm(dataDir, { recursive: true, force: true })
  })
  const url = (page: string): string => `http://127.0.0.1:${port}${page}`
  await until(
    () => worker.output().includes('worker ready'),
    60_000,
    () => `the worker did not become ready:\n${worker.output()}`,
  )
  const ready = async (): Promise<Answer> => {
    const response = await fetch(url('/readyz'))
    return { status: response.status, body: (await response.json()) as Answer['body'] }
  }
  return { worker, url, ready }
}

it('A worker answers probes and tells its metrics on a port of its own, which knows an outage of the database', async (t) => {
  const database = await createTestDatabase(t)
  const passage = await openPassage(database.url)
  closeAfter(t, () => passage.close())
  const { worker, url, ready } = await startWorker(t, passage.url, { METRICS_TOKEN: 'scrape-me' })

  assert.deepEqual(await (await fetch(url('/livez'))).json(), { status: 'ok' })
  assert.deepEqual(await ready(), {
    status: 200,
    body: { status: 'ready', checks: { process: 'ok', work: 'ok', engines: 'ok', database: 'ok' } },
  })
  assert.equal((await fetch(url('/metrics'))).status, 401)
  const scraped = await fetch(url('/metrics'), { headers: { authorization: 'Bearer scrape-me' } })
  assert.match(await scraped.text(), /^wan_clock_skew_seconds /m)
  assert.equal((await fetch(url('/v1/videos'))).status, 404)

  const healthCheck = async (port: string): Promise<number | null> => {
    const dockerfile = await readFile(path.join(ROOT, 'infra/worker.Dockerfile'), 'utf8')
    const [, command = ''] = /^HEALTHCHECK [^\n]*\\\n\s*CMD (\[.*\])$/m.exec(dockerfile) ?? []
    const [, ...args] = JSON.parse(command) as string[]
    const child = spawn(process.execPath, args, { env: { WORKER_METRICS_PORT: port }, stdio: 'ignore' })
    const [code] = (await once(child, 'exit')) as [number | null]
    return code
  }
  assert.equal(await healthCheck(new URL(url('/')).port), 0, 'the HEALTHCHECK of its image')
  assert.equal(await healthCheck(String(await freeLoopbackPort())), 1, 'the same without a worker')

  await passage.cut()
  await until(
    async () => (await ready()).status === 503,
    30_000,
    () => 'the worker did not notice that the database is away',
  )
  assert.equal((await ready()).body.checks['database'], 'failed')
  assert.equal((await fetch(url('/livez'))).status, 200)
  await passage.mend()
  await until(
    async () => (await ready()).status === 200,
    30_000,
    () => 'the worker did not notice that the database is back',
  )
  await worker.kill('SIGTERM')
  assert.equal(worker.child.exitCode, 0)
})

it('HEARTBEAT_SECONDS of a worker counts for the jobs that are sent from then on, whatever migrate was told', async (t) => {
  const database = await createTestDatabase(t)
  const { ready } = await startWorker(t, database.url, { HEARTBEAT_SECONDS: '25' })
  assert.equal((await ready()).status, 200)
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const { rows } = await client.query<{ heartbeat_seconds: number }>(
    `select heartbeat_seconds from pgboss.queue where name = 'generate'`,
  )
  await client.end()
  assert.deepEqual(rows, [{ heartbeat_seconds: 25 }])
})
