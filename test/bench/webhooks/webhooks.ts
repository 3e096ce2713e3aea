/**
 * `npm run bench:webhooks`: how many webhooks a second a worker delivers to receivers that answer,
 * how soon after the commit the first attempt comes, and what others notice of an endpoint that
 * never answers. Starts a Postgres, a worker and receivers of its own; `-- --profile <folder>`
 * writes a CPU profile of the worker.
 */
import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { loadConfig } from '#core/config/config.ts'
import { openDeps, type Deps } from '#core/deps.ts'
import { newEndpointId, newEventId } from '#core/ids.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { insertEvents } from '#core/store/events.ts'
import { ensureTenant } from '#core/store/tenants.ts'
import { insertEndpoint } from '#core/store/webhook-endpoints.ts'
import { webhookBody } from '#core/webhooks/body.ts'
import { newWebhookSecret } from '#core/webhooks/signature.ts'
import { startEmbeddedPostgres } from '#infra/dev/postgres/start.ts'
import { migrate } from '#migrations/migrate.ts'
import { newTask } from '#test/support/database/tasks.ts'
import { spawnService } from '#test/support/processes/processes.ts'
import { cpuSeconds } from '#test/bench/cpu-time.ts'
import { quantile } from '#test/support/load/quantile.ts'
import type { ReceiverMessage } from './webhook-receivers.ts'

const ENDPOINTS = 32
const BACKLOG = 3000
const QUIET_EVENTS = 100
const LOAD_PER_SECOND = 100
const LOAD_SECONDS = 10
const ROUNDS = 5
const WAITING_AT_SILENT = 1000

interface Target {
  readonly id: string
  readonly url: string
}

interface Bench {
  readonly deps: Deps
  readonly healthy: readonly Target[]
  /** A new endpoint that never answers. */
  silent(): Promise<Target>
  /** Commits one event for each of the targets. @returns the ids, and when they were committed */
  commit(targets: readonly Target[]): Promise<{ ids: string[]; atMs: number }>
  /** When the request with an event came. */
  readonly arrivals: Map<string, number>
  readonly pids: Readonly<Record<'worker' | 'Postgres' | 'receivers', number>>
}

const nowMs = (): number => performance.timeOrigin + performance.now()

async function arrived(bench: Bench, ids: readonly string[]): Promise<number[]> {
  const deadline = nowMs() + 120_000
  while (!ids.every((id) => bench.arrivals.has(id))) {
    if (nowMs() > deadline) throw new Error('the webhooks did not come within two minutes')
    await sleep(20)
  }
  return ids.map((id) => bench.arrivals.get(id) as number)
}

/** Endpoints in turn. */
const spread = (targets: readonly Target[], count: number): Target[] =>
  Array.from({ length: count }, (_, i) => targets[i % targets.length] as Target)

/** Deliveries a second of a backlog that is committed at once. */
async function throughput(bench: Bench): Promise<number> {
  const { ids, atMs } = await bench.commit(spread(bench.healthy, BACKLOG))
  const times = await arrived(bench, ids)
  return (BACKLOG / (Math.max(...times) - atMs)) * 1000
}

/** Milliseconds from commit to arrival of events that are committed one by one. */
async function latencies(bench: Bench, count: number, perSecond: number): Promise<number[]> {
  const startedAt = nowMs()
  const sent: Promise<{ ids: string[]; atMs: number }>[] = []
  for (let i = 0; i < count; i++) {
    sent.push(bench.commit([bench.healthy[i % bench.healthy.length] as Target]))
    await sleep(Math.max(0, startedAt + ((i + 1) * 1000) / perSecond - nowMs()))
  }
  const all = await Promise.all(sent)
  const times = await arrived(
    bench,
    all.flatMap(({ ids }) => ids),
  )
  return times.map((at, i) => at - (all[i]?.atMs as number))
}

/** The p95 of other endpoints alone and beside a silent one with many events, in turns. */
async function besideSilent(bench: Bench): Promise<{ alone: number[]; beside: number[] }> {
  const rounds = { alone: [] as number[], beside: [] as number[] }
  for (let i = 0; i < ROUNDS; i++) {
    rounds.alone.push(...(await latencies(bench, QUIET_EVENTS, 20)))
    const target = await bench.silent()
    await bench.commit(spread([target], WAITING_AT_SILENT))
    await sleep(500)
    rounds.beside.push(...(await latencies(bench, QUIET_EVENTS, 20)))
    const deliveries = bench.deps.db.updateTable('webhook_deliveries').set({ status: 'failed' })
    await deliveries.where('endpoint_id', '=', target.id).execute()
  }
  return rounds
}

async function openBench(
  deps: Deps,
  pids: Bench['pids'],
  receivers: Extract<ReceiverMessage, { healthy: unknown }>,
): Promise<Bench> {
  const arrivals = new Map<string, number>()
  const tenant = async (id: string) => {
    await ensureTenant(deps.db, { id, name: id, webhookSecret: newWebhookSecret() })
    const task = newTask(id)
    await lifecycle.submit(deps, task, null)
    return { id, taskId: task.id }
  }
  const tenants = { healthy: await tenant('healthy'), silent: await tenant('silent') }
  const owner = new Map<string, (typeof tenants)['healthy']>()
  const endpoint = async (of: keyof typeof tenants, url: string): Promise<Target> => {
    const id = newEndpointId()
    const row = {
      id,
      tenant_id: tenants[of].id,
      name: id,
      url,
      event_types: [],
      headers: {},
      disabled: false,
    }
    await insertEndpoint(deps.db, { ...row, secret: newWebhookSecret() }, deps.clock.now())
    owner.set(id, tenants[of])
    return { id, url }
  }
  const healthy = await Promise.all(receivers.healthy.map((url) => endpoint('healthy', url)))
  return {
    deps,
    healthy,
    arrivals,
    pids,
    silent: () => endpoint('silent', receivers.silent),
    async commit(targets) {
      const now = deps.clock.now()
      const type = 'video.completed' as const
      const events = targets.map((target) => {
        const { id: tenantId, taskId } = owner.get(target.id) as (typeof tenants)['healthy']
        const event = { id: newEventId(), tenantId, taskId, type }
        return { ...event, body: webhookBody({ ...event, createdAt: now }) }
      })
      await deps.db.transaction().execute(async (trx) => {
        await insertEvents(trx, events, now)
        for (const [i, event] of events.entries())
          await lifecycle.sendWebhook(trx, event, { ...(targets[i] as Target), event_types: [] }, now)
      })
      return { ids: events.map((event) => event.id), atMs: nowMs() }
    },
  }
}

/** CPU seconds so far. */
const usage = ({ pids }: Bench) => ({
  worker: cpuSeconds(pids.worker),
  Postgres: cpuSeconds(pids.Postgres),
  receivers: cpuSeconds(pids.receivers),
})

async function measure(bench: Bench): Promise<boolean> {
  const say = (line: string): void => console.log(line)
  const ms = (values: readonly number[]): string =>
    `p50 ${quantile(values, 0.5).toFixed(1)} ms, p95 ${quantile(values, 0.95).toFixed(1)} ms`
  await latencies(bench, 40, 20)
  const quiet = await latencies(bench, QUIET_EVENTS, 10)
  say(`first attempt after the commit, 10 a second: ${ms(quiet)}`)
  const loaded = await latencies(bench, LOAD_PER_SECOND * LOAD_SECONDS, LOAD_PER_SECOND)
  say(`first attempt after the commit, ${LOAD_PER_SECOND} a second: ${ms(loaded)}`)
  await throughput(bench)
  const before = usage(bench)
  const rates = [await throughput(bench), await throughput(bench), await throughput(bench)]
  const after = usage(bench)
  const perThousand = (Object.keys(after) as (keyof typeof after)[]).map(
    (name) => [name, ((after[name] - before[name]) / (BACKLOG * rates.length)) * 1000] as const,
  )
  say(
    `${BACKLOG} events at once to ${ENDPOINTS} endpoints: ${rates.map((rate) => rate.toFixed(0)).join(', ')} deliveries a second`,
  )
  say(
    `CPU seconds for 1,000 deliveries, the inserts of their events included: ${perThousand
      .map(([name, seconds]) => `${name} ${seconds.toFixed(2)}`)
      .join(', ')}`,
  )
  const { alone, beside } = await besideSilent(bench)
  say(`others alone: ${ms(alone)}`)
  say(`others beside a silent endpoint with ${WAITING_AT_SILENT} events: ${ms(beside)}`)
  say(
    `load average ${os
      .loadavg()
      .map((load) => load.toFixed(1))
      .join(', ')}, ${os.cpus().length} cores`,
  )
  const p95 = [alone, beside].map((values) => quantile(values, 0.95)) as [number, number]
  const checks = {
    'quiet p95 at most 50 ms': quantile(quiet, 0.95) <= 50,
    'loaded p95 at most 200 ms': quantile(loaded, 0.95) <= 200,
    'at least 500 a second': Math.max(...rates) >= 500,
    'a silent endpoint adds at most a tenth or 20 ms': p95[1] <= Math.max(p95[0] * 1.1, p95[0] + 20),
  }
  for (const [what, holds] of Object.entries(checks)) say(`${holds ? 'good' : 'NOT GOOD'}: ${what}`)
  return Object.values(checks).every(Boolean)
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { profile: { type: 'string' } } })
  const folder = await mkdtemp(path.join(os.tmpdir(), 'wan-bench-webhooks-'))
  const postgres = await startEmbeddedPostgres({
    ...{ dataDir: path.join(folder, 'postgres'), maxConnections: 60, log: () => undefined },
  })
  const receivers = fork(path.join(import.meta.dirname, 'webhook-receivers.ts'), [String(ENDPOINTS)])
  try {
    await migrate(postgres.url)
    const env = {
      ...{ DATABASE_URL: postgres.url, DATA_DIR: folder, LOG_LEVEL: 'error', QUEUES: 'webhook' },
      ...{ LINK_SECRET: 'a-secret-of-the-benchmark-that-is-long-enough', OUTBOUND_ALLOW_PRIVATE: 'true' },
      ...(values.profile === undefined
        ? {}
        : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${path.resolve(values.profile)}` }),
    }
    const addresses = await new Promise<Extract<ReceiverMessage, { healthy: unknown }>>((resolve) =>
      receivers.once('message', (message) => resolve(message as never)),
    )
    const deps = await openDeps(loadConfig(env), 'api')
    const worker = spawnService('worker/main.ts', env)
    try {
      const bench = await openBench(
        deps,
        { worker: worker.pid, Postgres: postgres.pid, receivers: receivers.pid as number },
        addresses,
      )
      receivers.on('message', (message: ReceiverMessage) => {
        if ('came' in message) for (const [id, atMs] of message.came) bench.arrivals.set(id, atMs)
      })
      if (!(await measure(bench))) process.exitCode = 1
    } finally {
      await worker.kill('SIGTERM')
      await deps.close()
    }
  } finally {
    receivers.disconnect()
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

await main()
