import { sql } from 'kysely'
import type { Db } from '#core/postgres/db.ts'
import type { EngineState, Phase } from '#core/task/run.ts'
import { liveSince } from './workers.ts'

/** A worker process as its heartbeat describes it. */
export interface SeenWorker {
  readonly id: string
  readonly host: string
  readonly engines: readonly EngineState[]
  /** Why it takes no tasks now; null: it takes them. */
  readonly pausedReason: string | null
  readonly models: readonly string[]
  readonly startedAt: Date
  readonly seenAt: Date
  readonly isAlive: boolean
}

/** Workers of the last hour, live ones first. */
export async function listWorkers(db: Db, now: Date): Promise<SeenWorker[]> {
  const rows = await db.selectFrom('workers').selectAll().orderBy('seen_at', 'desc').orderBy('id').execute()
  return rows
    .map((row) => ({
      id: row.id,
      host: row.host,
      engines: row.engine_states,
      pausedReason: row.paused_reason,
      models: row.models,
      startedAt: row.started_at,
      seenAt: row.seen_at,
      isAlive: row.seen_at > liveSince(now),
    }))
    .toSorted((a, b) => Number(b.isAlive) - Number(a.isAlive))
}

/** A running task, for operators: none of what its customer wrote. */
export interface RunningTask {
  readonly taskId: string
  readonly tenantId: string
  readonly model: string
  readonly phase: Phase | null
  readonly step: number
  readonly steps: number
  readonly attempt: number
  readonly startedAt: Date | null
  readonly updatedAt: Date
  readonly etaAt: Date | null
  readonly width: number
  readonly height: number
  readonly frames: number
  /** Where it runs; null parts are not known. */
  readonly worker: string | null
  readonly engine: string | null
}

const MOST_RUNNING = 200

/** Running tasks of all tenants, the longest one first. */
export async function listRunning(db: Db): Promise<RunningTask[]> {
  const { rows } = await sql<{
    id: string
    tenant_id: string
    model: string
    phase: Phase | null
    step: number
    steps: number
    attempts: number
    started_at: Date | null
    updated_at: Date
    eta_at: Date | null
    width: number
    height: number
    frames: number
    worker: string | null
    engine: string | null
  }>`
    select t.id, t.tenant_id, t.model, t.phase, t.step, (t.parameters->>'steps')::integer as steps,
      t.attempts, t.started_at, t.updated_at, t.eta_at, (t.parameters->>'width')::integer as width,
      (t.parameters->>'height')::integer as height, (t.parameters->>'frames')::integer as frames,
      a.worker, a.engine
    from tasks t
    left join attempts a on a.task_id = t.id and a.fencing_token = t.fencing_token
    where t.status = 'running' order by t.started_at limit ${MOST_RUNNING}`.execute(db)
  return rows.map((row) => ({
    taskId: row.id,
    tenantId: row.tenant_id,
    model: row.model,
    phase: row.phase,
    step: row.step,
    steps: row.steps,
    attempt: row.attempts,
    startedAt: row.started_at,
    updatedAt: row.updated_at,
    etaAt: row.eta_at,
    width: row.width,
    height: row.height,
    frames: row.frames,
    worker: row.worker,
    engine: row.engine,
  }))
}

/** What waits of one tenant for one model. */
export interface WaitingTasks {
  readonly tenantId: string
  readonly model: string
  readonly queued: number
  readonly running: number
  readonly oldestQueuedAt: Date | null
}

/** Unfinished tasks by tenant and model, most first. */
export async function waitingTasks(db: Db): Promise<WaitingTasks[]> {
  const { rows } = await sql<{
    tenant_id: string
    model: string
    queued: string
    running: string
    oldest: Date | null
  }>`
    select tenant_id, model, count(*) filter (where status = 'queued') as queued,
      count(*) filter (where status = 'running') as running,
      min(created_at) filter (where status = 'queued') as oldest
    from tasks where status in ('queued', 'running')
    group by tenant_id, model order by count(*) desc, tenant_id, model`.execute(db)
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    model: row.model,
    queued: Number(row.queued),
    running: Number(row.running),
    oldestQueuedAt: row.oldest,
  }))
}

/** Jobs of one queue of pg-boss by state. */
export interface JobCounts {
  readonly name: string
  readonly waiting: number
  readonly active: number
  readonly failed: number
}

export async function jobCounts(db: Db): Promise<JobCounts[]> {
  const { rows } = await sql<{ name: string; waiting: string; active: string; failed: string }>`
    select name, count(*) filter (where state in ('created', 'retry')) as waiting,
      count(*) filter (where state = 'active') as active,
      count(*) filter (where state = 'failed') as failed
    from pgboss.job where name not like '\\_\\_pgboss%' group by name order by name`.execute(db)
  return rows.map((row) => ({
    name: row.name,
    waiting: Number(row.waiting),
    active: Number(row.active),
    failed: Number(row.failed),
  }))
}

/** What a tenant used on one day, in UTC. */
export interface DailyUsage {
  readonly day: string
  readonly gpuSeconds: number
  readonly uploadBytes: number
}

/** The usage of the last days, oldest first; days without any are there, too. */
export async function dailyUsage(
  db: Db,
  tenantId: string,
  days: number,
  today: string,
): Promise<DailyUsage[]> {
  const { rows } = await sql<{ day: string; gpu_seconds: number | null; upload_bytes: string | null }>`
    select to_char(d.day, 'YYYY-MM-DD') as day, u.gpu_seconds, u.upload_bytes
    from generate_series(${today}::date - ${days - 1}::integer, ${today}::date, interval '1 day') as d(day)
    left join tenant_usage u on u.tenant_id = ${tenantId} and u.day = d.day::date
    order by d.day`.execute(db)
  return rows.map((row) => ({
    day: row.day,
    gpuSeconds: Number(row.gpu_seconds ?? 0),
    uploadBytes: Number(row.upload_bytes ?? 0),
  }))
}
