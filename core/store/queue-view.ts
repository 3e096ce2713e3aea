import { sql, type RawBuilder } from 'kysely'
import type { Db } from '#core/postgres/db.ts'
import type { QueueForecast, QueueView } from '#core/task/queue-view.ts'
import type { Task } from '#core/task/task.ts'
import { turnOrder, type OwnPlace, type TenantQueue } from '#core/limits/turn-order.ts'
import type { RunKind } from './run-speeds.ts'
import { isKindServed, unservedTasks } from './serving.ts'
import type { TurnRules } from './turns.ts'
import { liveSince } from './workers.ts'

interface Engines {
  readonly run_seconds: number | null
  readonly engines: string
  readonly running: string
}

interface Row extends Engines {
  readonly id: string
  readonly tenant_id: string
  readonly priority: number
  /**
   * Queued tasks of its tenant that start before it, and those of its priority; null when it is not
   * queued.
   */
  readonly ahead: string | null
  readonly ahead_in_level: string | null
  readonly eta_at: Date | null
}

/**
 * The place of each task in the order of turns, and the seconds until it finishes.
 *
 * The worker of a running task estimates its end. A queued task waits until an engine is free for
 * it and its tenant has room, in rounds of runs of its own kind, and then for its own run. The
 * duration of such a run is the measured one (`run_speeds`), averaged over the device classes of
 * the live engines that serve its model; without any measurement the estimate is null, never a
 * guess.
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
  const queued = unfinished.filter((task) => task.status === 'queued')
  const unserved = await unservedTasks(
    db,
    queued.map(({ id }) => id),
    now,
  )
  const reasonOf = (task: Task | undefined): QueueView['reason'] =>
    task !== undefined && unserved.has(task.id) ? 'model_not_served' : (task?.queueReason ?? null)
  for (const row of rows) {
    const place = placeOf(row)
    if (place === null) {
      views.set(row.id, { ...NOT_QUEUED, etaSeconds: secondsUntil(row.eta_at, now) })
      continue
    }
    const position = order.positionOf(place)
    views.set(row.id, {
      position,
      reason: reasonOf(queued.find(({ id }) => id === row.id)),
      etaSeconds: etaSeconds(row, position, order.ownRoundsOf(place)),
    })
  }
  for (const task of tasks) if (!views.has(task.id)) views.set(task.id, NOT_QUEUED)
  return views
}

const NOT_QUEUED: QueueView = { position: null, reason: null, etaSeconds: null }

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
  const wait = waitSeconds(row, position, ownRounds)
  return wait === null || row.run_seconds === null ? null : atLeastOne(wait + row.run_seconds)
}

/**
 * Seconds until an engine is free for the task at this position and its tenant has room; null
 * without a measurement.
 */
function waitSeconds(row: Engines, position: number, ownRounds: number): number | null {
  const engines = Number(row.engines)
  if (row.run_seconds === null || engines === 0) return null
  const free = Math.max(0, engines - Number(row.running))
  return Math.max(0, Math.ceil((position - free) / engines), ownRounds) * row.run_seconds
}

/** The forecast of `queueViews` for a new task of this kind and priority. */
export async function queueForecast(
  db: Db,
  task: { readonly tenantId: string; readonly priority: number; readonly kind: RunKind },
  now: Date,
  rules: TurnRules,
): Promise<QueueForecast> {
  const { tenantId, priority, kind } = task
  const parameter = (value: number) => sql`${value}::int`
  const { rows } = await sql<Engines>`select ${engineColumns(
    {
      model: sql`${kind.model}::text`,
      width: parameter(kind.width),
      height: parameter(kind.height),
      frames: parameter(kind.frames),
      steps: parameter(kind.steps),
    },
    now,
  )}`.execute(db)
  const [row] = rows as [Engines]
  const engines = Number(row.engines)
  const tenants = await readTenants(db, rules, tenantId)
  const levels = tenants.find((tenant) => tenant.id === tenantId)?.levels ?? []
  const queued = (holds: (level: number) => boolean): number =>
    levels.filter((level) => holds(level.priority)).reduce((total, { count }) => total + count, 0)
  const place = {
    tenantId,
    priority,
    ahead: queued((level) => level >= priority),
    aheadInLevel: queued((level) => level === priority),
  }
  const order = turnOrder(tenants, { engines, priorityAgingSeconds: rules.priorityAgingSeconds, now })
  const position = order.positionOf(place)
  const wait = waitSeconds(row, position, order.ownRoundsOf(place))
  const isServed = await isKindServed(db, kind, now)
  return { position, isServed, waitSeconds: wait, runSeconds: row.run_seconds, engines }
}

const secondsUntil = (at: Date | null, now: Date): number | null =>
  at === null ? null : atLeastOne((at.getTime() - now.getTime()) / 1000)

const atLeastOne = (seconds: number): number => Math.max(1, Math.ceil(seconds))

async function readRows(db: Db, tasks: readonly Task[], now: Date): Promise<readonly Row[]> {
  const parameter = (name: string) => sql`(t.parameters->>${sql.lit(name)})::int`
  const kind = {
    model: sql`t.model`,
    width: parameter('width'),
    height: parameter('height'),
    frames: parameter('frames'),
    steps: parameter('steps'),
  }
  const ahead = (condition: ReturnType<typeof sql>) => sql`
    case when t.status = 'queued' then (
      select count(*) from tasks q where q.status = 'queued' and q.tenant_id = t.tenant_id and (${condition})) end`
  const earlier = sql`q.priority = t.priority and (q.created_at, q.id) < (t.created_at, t.id)`
  const { rows } = await sql<Row>`
    select t.id, t.tenant_id, t.priority, t.eta_at,
      ${ahead(sql`q.priority > t.priority or (${earlier})`)} as ahead,
      ${ahead(earlier)} as ahead_in_level,
      ${engineColumns(kind, now)}
    from tasks t where t.id = any(${tasks.map((task) => task.id)}::uuid[])`.execute(db)
  return rows
}

/**
 * Columns: mean seconds of a run of this kind on the live engines of its model, how many of those
 * there are, and how many tasks they run.
 */
function engineColumns(kind: { readonly [K in keyof RunKind]: RawBuilder<unknown> }, now: Date) {
  const serving = sql`w.seen_at > ${liveSince(now)} and w.paused_reason is null
        and ${kind.model} = any(w.models)`
  return sql`
      (select avg(measured.seconds) from workers w
        cross join lateral unnest(w.device_classes) as engine (device_class)
        cross join lateral (
          select s.lead_seconds + s.step_seconds * ${kind.steps} + s.tail_seconds as seconds
          from run_speeds s
          where s.model = ${kind.model} and s.device_class = engine.device_class
            and s.width = ${kind.width} and s.height = ${kind.height} and s.frames = ${kind.frames}
          order by (s.steps = ${kind.steps}) desc, s.updated_at desc limit 1) measured
        where ${serving}) as run_seconds,
      (select coalesce(sum(cardinality(w.devices)), 0) from workers w where ${serving}) as engines,
      (select count(*) from tasks r where r.status = 'running' and r.model in (
        select unnest(w.models) from workers w where ${serving})) as running`
}

/** Every tenant with queued tasks, and one more that may have none. */
async function readTenants(db: Db, rules: TurnRules, oneMore: string | null = null): Promise<TenantQueue[]> {
  const { rows } = await sql<{
    id: string
    running: string
    max_running: number
    last_started_at: Date | null
    priority: number | null
    count: string
    oldest_at: Date
  }>`
    select t.id, t.last_started_at, coalesce(t.max_running, ${rules.maxRunningPerTenant}::integer) as max_running,
      (select count(*) from tasks r where r.status = 'running' and r.tenant_id = t.id) as running,
      level.priority, level.count, level.oldest_at
    from tenants t left join (
      select q.tenant_id, q.priority, count(*) as count, min(q.created_at) as oldest_at
      from tasks q where q.status = 'queued' group by q.tenant_id, q.priority) level on level.tenant_id = t.id
    where level.tenant_id is not null or t.id = ${oneMore}::text
    order by t.id, level.priority desc`.execute(db)
  const byTenant = Map.groupBy(rows, (row) => row.id)
  return [...byTenant.values()].map((levels) => {
    const [row] = levels as [(typeof rows)[number]]
    return {
      id: row.id,
      running: Number(row.running),
      maxRunning: row.max_running,
      lastStartedAt: row.last_started_at,
      levels: levels.flatMap(({ priority, count, oldest_at: oldestAt }) =>
        priority === null ? [] : [{ priority, count: Number(count), oldestAt }],
      ),
    }
  })
}
