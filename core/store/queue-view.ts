import { sql, type CompiledQuery, type RawBuilder } from 'kysely'
import { compiledOnce } from '#core/postgres/compiled-once.ts'
import type { Db } from '#core/postgres/db.ts'
import { flight } from '#core/postgres/flight.ts'
import type { QueueForecast, QueueView } from '#core/task/queue-view.ts'
import type { Task } from '#core/task/task.ts'
import { turnOrder, type OwnPlace, type TenantQueue, type TurnOrder } from '#core/limits/turn-order.ts'
import type { RunKind } from './run-speeds.ts'
import { isKindServed, takes } from './serving.ts'
import type { TurnLevels } from './turn-levels.ts'
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
  readonly created_at: Date
  /**
   * Queued tasks of its tenant, those that start before it, and those of its priority; null when it
   * is not queued. The first is null where several tasks are looked at.
   */
  readonly queued: string | null
  readonly ahead: string | null
  readonly ahead_in_level: string | null
  readonly eta_at: Date | null
  /** Whether a live worker takes it; null when it is not queued. */
  readonly is_served: boolean | null
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
  levels: TurnLevels,
): Promise<Map<string, QueueView>> {
  const ids = tasks.filter(({ status }) => status === 'queued' || status === 'running').map(({ id }) => id)
  const isQueued = tasks.some(({ status }) => status === 'queued')
  const query = viewRows(db, ids, liveSince(now))
  const read = ids.length > 0 ? reading(db, [query], now, rules, isQueued ? levels : null) : null
  const views = read?.views(tasks, await flight(db, read.queries)) ?? new Map<string, QueueView>()
  for (const task of tasks) if (!views.has(task.id)) views.set(task.id, NOT_QUEUED)
  return views
}

/** Statements that read the views of tasks, to be sent beside others, and what their rows say. */
export interface ViewsReading {
  readonly queries: readonly CompiledQuery[]
  /** @param rows the rows of each of the queries */
  views(tasks: readonly Task[], rows: readonly (readonly unknown[])[]): Map<string, QueueView>
  /** Queued tasks of a tenant, of which one that is queued was read. */
  queued(rows: readonly (readonly unknown[])[], tenantId: string): number
}

/**
 * @param id of an unfinished task
 * @param levels null when it is not queued
 */
export function readView(
  db: Db,
  id: string,
  now: Date,
  rules: TurnRules,
  levels: TurnLevels | null,
): ViewsReading {
  return reading(db, [viewOfOne(db, id, liveSince(now))], now, rules, levels)
}

/** @param queries of rows of tasks */
function reading(
  db: Db,
  queries: readonly CompiledQuery[],
  now: Date,
  rules: TurnRules,
  levels: TurnLevels | null,
  everyRow: (rows: readonly Row[]) => readonly Row[] = (rows) => rows,
): ViewsReading {
  const known = levels === null ? [] : levels.take()
  const read = (rows: readonly (readonly unknown[])[]) => rows.slice(0, queries.length).flat() as Row[]
  return {
    queries: [...queries, ...(known === null ? [tenantRows(db, rules.maxRunningPerTenant)] : [])],
    views(tasks, rows) {
      const tenants = known ?? tenantsOf(rows[queries.length] as TenantRow[])
      if (known === null) levels?.keep(tenants)
      return viewsOf(tasks, everyRow(read(rows)), tenants, now, rules)
    },
    queued: (rows, tenantId) => Number(read(rows).find((row) => row.tenant_id === tenantId)?.queued),
  }
}

/** What a view depends on, beside the place of the task in its tenant's queue. */
interface NewlyQueued {
  readonly id: string
  readonly tenantId: string
  readonly model: string
  readonly parameters: { readonly width: number; readonly height: number } & Pick<RunKind, 'frames' | 'steps'>
}

/**
 * As `readView`, of tasks that the transaction has just queued at one time. Of those of one tenant
 * and kind only the last is looked at: the others stand before it, in the order of their ids.
 *
 * @param tasks of equal priority within a tenant
 */
export function readNewViews(
  db: Db,
  tasks: readonly NewlyQueued[],
  now: Date,
  rules: TurnRules,
  levels: TurnLevels,
): ViewsReading {
  const places = placesOf(tasks)
  // One statement each, whose plan Postgres keeps.
  const queries = [...new Set(places.values().map(({ last }) => last))].map((id) =>
    viewOfOne(db, id, liveSince(now)),
  )
  return reading(db, queries, now, rules, levels, (rows) => {
    const byId = new Map(rows.map((row) => [row.id, row]))
    return [...places].map(([id, { last, after }]) => {
      const row = byId.get(last) as Row
      const before = (count: string | null): string => String(Number(count) - after)
      return { ...row, id, ahead: before(row.ahead), ahead_in_level: before(row.ahead_in_level) }
    })
  })
}

/** For each task the last one of its tenant and kind, and how many of its tenant stand between. */
function placesOf(
  tasks: readonly NewlyQueued[],
): Map<string, { readonly last: string; readonly after: number }> {
  const places = new Map<string, { readonly last: string; readonly after: number }>()
  for (const queue of Map.groupBy(tasks, ({ tenantId }) => tenantId).values()) {
    const lastOfKind = new Map<string, { readonly id: string; readonly place: number }>()
    const ordered = queue.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    for (const [place, { id, model, parameters }] of [...ordered.entries()].toReversed()) {
      const { width, height, frames, steps } = parameters
      const kind = JSON.stringify([model, width, height, frames, steps])
      const last = lastOfKind.get(kind) ?? { id, place }
      lastOfKind.set(kind, last)
      places.set(id, { last: last.id, after: last.place - place })
    }
  }
  return places
}

function viewsOf(
  tasks: readonly Task[],
  rows: readonly Row[],
  tenants: readonly TenantQueue[],
  now: Date,
  rules: TurnRules,
): Map<string, QueueView> {
  const all = withOwnTenants(tenants, rows)
  const { priorityAgingSeconds } = rules
  const orders = new Map(
    [...new Set(rows.map((row) => Number(row.engines)))].map((engines) => [
      engines,
      turnOrder(all, { engines, priorityAgingSeconds, now }),
    ]),
  )
  const byId = new Map(tasks.map((task) => [task.id, task]))
  const views = new Map<string, QueueView>()
  for (const row of rows) {
    const place = placeOf(row)
    if (place === null) {
      views.set(row.id, { ...NOT_QUEUED, etaSeconds: secondsUntil(row.eta_at, now) })
      continue
    }
    const order = orders.get(Number(row.engines)) as TurnOrder
    const position = order.positionOf(place)
    views.set(row.id, {
      position,
      reason: row.is_served === false ? 'model_not_served' : (byId.get(row.id)?.queueReason ?? null),
      etaSeconds: etaSeconds(row, position, order.ownRoundsOf(place)),
    })
  }
  return views
}

/** A tenant whose first task is newer than the levels is in them, too. */
function withOwnTenants(tenants: readonly TenantQueue[], rows: readonly Row[]): readonly TenantQueue[] {
  const known = new Set(tenants.map(({ id }) => id))
  const missing = rows
    .filter((row) => row.ahead !== null && !known.has(row.tenant_id))
    .toSorted((a, b) => Number(a.ahead) - Number(b.ahead))
  return [
    ...tenants,
    ...new Map(missing.map((row) => [row.tenant_id, row])).values().map((row) => ({
      id: row.tenant_id,
      running: 0,
      maxRunning: 0,
      lastStartedAt: null,
      levels: [{ priority: row.priority, count: Number(row.ahead) + 1, oldestAt: row.created_at }],
    })),
  ]
}

/** The view of a task that neither waits nor runs. */
export const NOT_QUEUED: QueueView = { position: null, reason: null, etaSeconds: null }

export async function queueView(
  db: Db,
  task: Task,
  now: Date,
  rules: TurnRules,
  levels: TurnLevels,
): Promise<QueueView> {
  return (await queueViews(db, [task], now, rules, levels)).get(task.id) as QueueView
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
  levels: TurnLevels,
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
    liveSince(now),
  )}`.execute(db)
  const [row] = rows as [Engines]
  const engines = Number(row.engines)
  const { tenants, place } = await newcomer(db, { tenantId, priority }, rules, levels)
  const order = turnOrder(tenants, { engines, priorityAgingSeconds: rules.priorityAgingSeconds, now })
  const position = order.positionOf(place)
  const wait = waitSeconds(row, position, order.ownRoundsOf(place))
  const isServed = await isKindServed(db, kind, now)
  return { position, isServed, waitSeconds: wait, runSeconds: row.run_seconds, engines }
}

/** The queues of all tenants, and the place that a new task of one of them would have. */
async function newcomer(
  db: Db,
  o: { readonly tenantId: string; readonly priority: number },
  rules: TurnRules,
  levels: TurnLevels,
): Promise<{ tenants: readonly TenantQueue[]; place: OwnPlace }> {
  const known = levels.take()
  // What the tenant itself has queued is counted now, whatever is known of the others.
  const [rows, all] = await flight(db, [
    tenantRow(db, rules.maxRunningPerTenant, o.tenantId),
    ...(known === null ? [tenantRows(db, rules.maxRunningPerTenant)] : []),
  ])
  if (known === null) levels.keep(tenantsOf(all as TenantRow[]))
  const [own] = tenantsOf(rows)
  const others = (known ?? tenantsOf(all as TenantRow[])).filter(({ id }) => id !== o.tenantId)
  const queued = (holds: (level: number) => boolean): number =>
    (own?.levels ?? [])
      .filter(({ priority }) => holds(priority))
      .reduce((total, { count }) => total + count, 0)
  return {
    tenants: own === undefined ? others : [...others, own],
    place: {
      tenantId: o.tenantId,
      priority: o.priority,
      ahead: queued((level) => level >= o.priority),
      aheadInLevel: queued((level) => level === o.priority),
    },
  }
}

const secondsUntil = (at: Date | null, now: Date): number | null =>
  at === null ? null : atLeastOne((at.getTime() - now.getTime()) / 1000)

const atLeastOne = (seconds: number): number => Math.max(1, Math.ceil(seconds))

/**
 * One task has a statement of its own: Postgres takes a list of unknown length for ten, finds that
 * too dear for a plan that it keeps, and plans anew for each single task, which takes longer than
 * the reading.
 */
const viewRows = (db: Db, ids: readonly string[], since: Date): CompiledQuery<Row> =>
  ids.length === 1 ? viewOfOne(db, ids[0] as string, since) : viewsOfMany(db, ids, since)

const viewOfOne = compiledOnce((db, id: string, since: Date) => ({
  compile: () => {
    const isOlder = sql`(q.created_at, q.id) < (t.created_at, t.id)`
    const own = sql`lateral (
        select count(*) as queued,
          count(*) filter (where q.priority > t.priority or (q.priority = t.priority and ${isOlder})) as ahead,
          count(*) filter (where q.priority = t.priority and ${isOlder}) as ahead_in_level
        from tasks q where q.status = 'queued' and q.tenant_id = t.tenant_id
      ) own on t.status = 'queued'`
    return viewQuery(sql`t.id = ${id}::uuid`, own, since).compile(db)
  },
}))

/**
 * Many tasks cost one look at the queue of their tenant, not one each: for each the tasks of its
 * priority are counted that stand between it and the one before it.
 */
const viewsOfMany = compiledOnce((db, ids: readonly string[], since: Date) => ({
  compile: () => {
    const own = sql`(
        with listed as materialized (
          select l.id, l.tenant_id, l.priority, l.created_at,
            lag(l.created_at, 1, '-infinity') over level as after_at,
            lag(l.id, 1, '00000000-0000-0000-0000-000000000000') over level as after_id
          from tasks l where l.status = 'queued' and l.id = any(${ids}::uuid[])
          window level as (partition by l.tenant_id, l.priority order by l.created_at, l.id)),
        levels as materialized (
          select level.tenant_id, level.priority, (
            select count(*) from tasks q where q.status = 'queued' and q.tenant_id = level.tenant_id
              and q.priority > level.priority) as higher
          from (select distinct tenant_id, priority from listed) level)
        select id, null::bigint as queued, higher + in_level as ahead, in_level as ahead_in_level from (
          select listed.id, levels.higher, sum((
              select count(*) from tasks q
              where q.status = 'queued' and q.tenant_id = listed.tenant_id and q.priority = listed.priority
                and (q.created_at, q.id) >= (listed.after_at, listed.after_id)
                and (q.created_at, q.id) < (listed.created_at, listed.id)))
            over (partition by tenant_id, priority order by listed.created_at, listed.id) as in_level
          from listed join levels using (tenant_id, priority)) placed
      ) own on own.id = t.id`
    return viewQuery(sql`t.id = any(${ids}::uuid[])`, own, since).compile(db)
  },
}))

/**
 * @param own what joins the place of a queued task in its tenant's queue
 * @param since `liveSince` of now
 */
function viewQuery(which: RawBuilder<unknown>, own: RawBuilder<unknown>, since: Date): RawBuilder<Row> {
  const parameter = (name: string) => sql`(t.parameters->>${sql.lit(name)})::int`
  const kind = {
    model: sql`t.model`,
    width: parameter('width'),
    height: parameter('height'),
    frames: parameter('frames'),
    steps: parameter('steps'),
  }
  return sql<Row>`
    select t.id, t.tenant_id, t.priority, t.created_at, t.eta_at, own.queued, own.ahead, own.ahead_in_level,
      case when t.status = 'queued' then exists (
        select 1 from workers w where ${takes(sql`w`, sql`t`, since)}) end as is_served,
      ${engineColumns(kind, since)}
    from tasks t left join ${own}
    where ${which}`
}

/**
 * Columns: mean seconds of a run of this kind on the live engines of its model, how many of those
 * there are, and how many tasks they run.
 *
 * @param since `liveSince` of now
 */
function engineColumns(kind: { readonly [K in keyof RunKind]: RawBuilder<unknown> }, since: Date) {
  const serving = sql`w.seen_at > ${since} and w.paused_reason is null
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

interface TenantRow {
  readonly id: string
  readonly running: string
  readonly max_running: number
  readonly last_started_at: Date | null
  readonly priority: number | null
  readonly count: string
  readonly oldest_at: Date
}

/** Every tenant with queued tasks. */
const tenantRows = compiledOnce((db, maxRunning: number) => ({
  compile: () => tenantQuery(maxRunning, null).compile(db),
}))

/** One tenant, which may have none. */
const tenantRow = compiledOnce((db, maxRunning: number, tenantId: string) => ({
  compile: () => tenantQuery(maxRunning, tenantId).compile(db),
}))

function tenantQuery(maxRunning: number, only: string | null): RawBuilder<TenantRow> {
  const isOwn = (column: RawBuilder<unknown>) => (only === null ? sql`true` : sql`${column} = ${only}`)
  return sql<TenantRow>`
    select t.id, t.last_started_at, coalesce(t.max_running, ${maxRunning}::integer) as max_running,
      (select count(*) from tasks r where r.status = 'running' and r.tenant_id = t.id) as running,
      level.priority, level.count, level.oldest_at
    from tenants t left join (
      select q.tenant_id, q.priority, count(*) as count, min(q.created_at) as oldest_at
      from tasks q where q.status = 'queued' and ${isOwn(sql`q.tenant_id`)}
      group by q.tenant_id, q.priority order by q.tenant_id, q.priority desc) level on level.tenant_id = t.id
    where ${only === null ? sql`level.tenant_id is not null` : isOwn(sql`t.id`)}
    order by t.id, level.priority desc`
}

function tenantsOf(rows: readonly TenantRow[]): TenantQueue[] {
  const byTenant = Map.groupBy(rows, (row) => row.id)
  return [...byTenant.values()].map((levels) => {
    const [row] = levels as [TenantRow]
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
