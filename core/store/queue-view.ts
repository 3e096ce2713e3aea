import { sql } from 'kysely'
import type { Db } from '#core/db.ts'
import type { QueueView, Task } from '#core/task.ts'
import { turnOrder, type OwnPlace, type TenantQueue } from '#core/turn-order.ts'
import type { TurnRules } from './turns.ts'

/** A worker that has not been seen for this long takes no task. */
export const WORKER_LIVE_MS = 20_000

interface Row {
  readonly id: string
  readonly tenant_id: string
  readonly priority: number
  /** Queued tasks of the same tenant before it, and those of them of its priority; null when it is not queued. */
  readonly ahead: string | null
  readonly ahead_in_level: string | null
  readonly eta_at: Date | null
  readonly run_seconds: number | null
  readonly engines: string
  readonly running: string
}

/**
 * Where tasks stand: position in the order of turns, and seconds until finished.
 *
 * A running task's end was estimated by its worker. A queued one waits until an engine is free for it and its tenant
 * has room, by rounds of runs of its own kind, and then for its own run. What such a run takes was measured
 * (`run_speeds`) on the device classes of the engines that are up, and is averaged over them; without any measurement
 * there the estimate is null, never a guess.
 */
export async function queueViews(
  db: Db,
  tasks: readonly Task[],
  now: Date,
  rules: TurnRules,
): Promise<Map<string, QueueView>> {
  const unfinished = tasks.filter((task) => task.status === 'queued' || task.status === 'running')
  const views = new Map<string, QueueView>()
  const rows = unfinished.length > 0 ? await readRows(db, unfinished, now) : []
  const tenants = rows.some((row) => row.ahead !== null) ? await readTenants(db, rules) : []
  const engines = Number(rows[0]?.engines ?? 0)
  const order = turnOrder(tenants, { engines, priorityAgingSeconds: rules.priorityAgingSeconds, now })
  for (const row of rows) {
    const place = placeOf(row)
    if (place === null) {
      views.set(row.id, { position: null, etaSeconds: secondsUntil(row.eta_at, now) })
      continue
    }
    const position = order.positionOf(place)
    views.set(row.id, { position, etaSeconds: etaSeconds(row, position, order.ownRoundsOf(place)) })
  }
  for (const task of tasks) if (!views.has(task.id)) views.set(task.id, { position: null, etaSeconds: null })
  return views
}

export async function queueView(db: Db, task: Task, now: Date, rules: TurnRules): Promise<QueueView> {
  return (await queueViews(db, [task], now, rules)).get(task.id) as QueueView
}

const placeOf = (row: Row): OwnPlace | null =>
  row.ahead === null
    ? null
    : {
        tenantId: row.tenant_id,
        priority: row.priority,
        ahead: Number(row.ahead),
        aheadInLevel: Number(row.ahead_in_level),
      }

function etaSeconds(row: Row, position: number, ownRounds: number): number | null {
  const engines = Number(row.engines)
  if (row.run_seconds === null || engines === 0) return null
  const free = Math.max(0, engines - Number(row.running))
  const roundsAhead = Math.max(0, Math.ceil((position - free) / engines), ownRounds)
  return atLeastOne((roundsAhead + 1) * row.run_seconds)
}

const secondsUntil = (at: Date | null, now: Date): number | null =>
  at === null ? null : atLeastOne((at.getTime() - now.getTime()) / 1000)

const atLeastOne = (seconds: number): number => Math.max(1, Math.ceil(seconds))

async function readRows(db: Db, tasks: readonly Task[], now: Date): Promise<readonly Row[]> {
  const seenSince = new Date(now.getTime() - WORKER_LIVE_MS)
  const parameter = (name: string) => sql`(t.parameters->>${sql.lit(name)})::int`
  const ahead = (condition: ReturnType<typeof sql>) => sql`
    case when t.status = 'queued' then (
      select count(*) from tasks q where q.status = 'queued' and q.tenant_id = t.tenant_id and (${condition})) end`
  const earlier = sql`q.priority = t.priority and (q.created_at, q.id) < (t.created_at, t.id)`
  const { rows } = await sql<Row>`
    select t.id, t.tenant_id, t.priority, t.eta_at,
      ${ahead(sql`q.priority > t.priority or (${earlier})`)} as ahead,
      ${ahead(earlier)} as ahead_in_level,
      (select avg(measured.seconds) from workers w
        cross join lateral unnest(w.device_classes) as engine (device_class)
        cross join lateral (
          select s.lead_seconds + s.step_seconds * ${parameter('steps')} + s.tail_seconds as seconds
          from run_speeds s
          where s.model = t.model and s.device_class = engine.device_class
            and s.width = ${parameter('width')} and s.height = ${parameter('height')}
            and s.frames = ${parameter('frames')}
          order by (s.steps = ${parameter('steps')}) desc, s.updated_at desc limit 1) measured
        where w.seen_at > ${seenSince}) as run_seconds,
      (select coalesce(sum(cardinality(w.devices)), 0) from workers w where w.seen_at > ${seenSince}) as engines,
      (select count(*) from tasks r where r.status = 'running') as running
    from tasks t where t.id = any(${tasks.map((task) => task.id)}::uuid[])`.execute(db)
  return rows
}

/** Everybody who has tasks queued. */
async function readTenants(db: Db, rules: TurnRules): Promise<TenantQueue[]> {
  const { rows } = await sql<{
    id: string
    running: string
    max_running: number
    last_started_at: Date | null
    priority: number
    count: string
    oldest_at: Date
  }>`
    select t.id, t.last_started_at, coalesce(t.max_running, ${rules.maxRunningPerTenant}::integer) as max_running,
      (select count(*) from tasks r where r.status = 'running' and r.tenant_id = t.id) as running,
      level.priority, level.count, level.oldest_at
    from (
      select q.tenant_id, q.priority, count(*) as count, min(q.created_at) as oldest_at
      from tasks q where q.status = 'queued' group by q.tenant_id, q.priority) level
      join tenants t on t.id = level.tenant_id
    order by t.id, level.priority desc`.execute(db)
  const byTenant = Map.groupBy(rows, (row) => row.id)
  return [...byTenant.values()].map((levels) => {
    const [row] = levels as [(typeof rows)[number]]
    return {
      id: row.id,
      running: Number(row.running),
      maxRunning: row.max_running,
      lastStartedAt: row.last_started_at,
      levels: levels.map(({ priority, count, oldest_at: oldestAt }) => ({
        priority,
        count: Number(count),
        oldestAt,
      })),
    }
  })
}
