import { sql, type RawBuilder } from 'kysely'
import type { Db } from '#core/db.ts'
import type { RunKind } from './run-speeds.ts'
import type { QueueForecast, QueueView, Task } from '#core/task.ts'

/** A worker that has not been seen for this long takes no task. */
export const WORKER_LIVE_MS = 20_000

interface Row {
  readonly id: string
  readonly position: string | null
  readonly eta_at: Date | null
  readonly run_seconds: number | null
  readonly engines: string
  readonly running: string
}

/**
 * Where tasks stand: position among the queued (priority, then age) and seconds until finished.
 *
 * A running task's end was estimated by its worker. A queued one waits until an engine is free for it, by rounds of
 * runs of its own kind, and then for its own run. What such a run takes was measured (`run_speeds`) on the device
 * classes of the engines that are up, and is averaged over them; without any measurement there the estimate is null,
 * never a guess.
 */
export async function queueViews(db: Db, tasks: readonly Task[], now: Date): Promise<Map<string, QueueView>> {
  const ids = tasks
    .filter((task) => task.status === 'queued' || task.status === 'running')
    .map((task) => task.id)
  const views = new Map<string, QueueView>()
  for (const row of ids.length > 0 ? await readRows(db, ids, now) : []) {
    const position = row.position === null ? null : Number(row.position)
    views.set(row.id, { position, etaSeconds: etaSeconds(row, position, now) })
  }
  for (const task of tasks) if (!views.has(task.id)) views.set(task.id, { position: null, etaSeconds: null })
  return views
}

export async function queueView(db: Db, task: Task, now: Date): Promise<QueueView> {
  return (await queueViews(db, [task], now)).get(task.id) as QueueView
}

function etaSeconds(row: Row, position: number | null, now: Date): number | null {
  if (position === null)
    return row.eta_at === null ? null : atLeastOne((row.eta_at.getTime() - now.getTime()) / 1000)
  const wait = waitSeconds(row, position)
  return wait === null || row.run_seconds === null ? null : atLeastOne(wait + row.run_seconds)
}

/** Seconds until an engine is free for the task at this position; null without a measurement. */
function waitSeconds(row: Pick<Row, 'run_seconds' | 'engines' | 'running'>, position: number): number | null {
  const engines = Number(row.engines)
  if (row.run_seconds === null || engines === 0) return null
  const free = Math.max(0, engines - Number(row.running))
  const roundsAhead = Math.max(0, Math.ceil((position - free) / engines))
  return roundsAhead * row.run_seconds
}

const atLeastOne = (seconds: number): number => Math.max(1, Math.ceil(seconds))

async function readRows(db: Db, ids: readonly string[], now: Date): Promise<readonly Row[]> {
  const parameter = (name: string) => sql`(t.parameters->>${sql.lit(name)})::int`
  const kind = {
    model: sql`t.model`,
    width: parameter('width'),
    height: parameter('height'),
    frames: parameter('frames'),
    steps: parameter('steps'),
  }
  const { rows } = await sql<Row>`
    select t.id, t.eta_at,
      case when t.status = 'queued' then (
        select count(*) from tasks q where q.status = 'queued'
          and (q.priority > t.priority or (q.priority = t.priority and (q.created_at, q.id) <= (t.created_at, t.id)))
      ) end as position,
      ${engineColumns(kind, now)}
    from tasks t where t.id = any(${ids}::uuid[])`.execute(db)
  return rows
}

/** Mean seconds of a run of this kind over the engines that are up, and how many are up and busy. */
function engineColumns(kind: { readonly [K in keyof RunKind]: RawBuilder<unknown> }, now: Date) {
  const seenSince = new Date(now.getTime() - WORKER_LIVE_MS)
  return sql`
      (select avg(measured.seconds) from workers w
        cross join lateral unnest(w.device_classes) as engine (device_class)
        cross join lateral (
          select s.lead_seconds + s.step_seconds * ${kind.steps} + s.tail_seconds as seconds
          from run_speeds s
          where s.model = ${kind.model} and s.device_class = engine.device_class
            and s.width = ${kind.width} and s.height = ${kind.height} and s.frames = ${kind.frames}
          order by (s.steps = ${kind.steps}) desc, s.updated_at desc limit 1) measured
        where w.seen_at > ${seenSince}) as run_seconds,
      (select coalesce(sum(cardinality(w.devices)), 0) from workers w where w.seen_at > ${seenSince}) as engines,
      (select count(*) from tasks r where r.status = 'running') as running`
}

/** As `queueViews`, for a task of this kind and priority that is yet to come. */
export async function queueForecast(
  db: Db,
  kind: RunKind,
  priority: number,
  now: Date,
): Promise<QueueForecast> {
  const parameter = (value: number) => sql`${value}::int`
  const { rows } = await sql<Omit<Row, 'id' | 'eta_at'>>`
    select (select count(*) + 1 from tasks q where q.status = 'queued' and q.priority >= ${priority}) as position,
      ${engineColumns(
        {
          model: sql`${kind.model}::text`,
          width: parameter(kind.width),
          height: parameter(kind.height),
          frames: parameter(kind.frames),
          steps: parameter(kind.steps),
        },
        now,
      )}`.execute(db)
  const [row] = rows as [Omit<Row, 'id' | 'eta_at'>]
  const position = Number(row.position)
  return {
    position,
    waitSeconds: waitSeconds(row, position),
    runSeconds: row.run_seconds,
    engines: Number(row.engines),
  }
}
