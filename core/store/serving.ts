import { sql, type RawBuilder } from 'kysely'
import type { Db } from '#core/postgres/db.ts'
import type { FittingSizes } from '#core/task/fitting-sizes.ts'
import type { QueuedModel } from './queued-models.ts'
import { liveSince } from './workers.ts'

/** What a worker can run: its models, and the sizes that its device can hold where that is less. */
export interface Serving {
  /** Id of the worker; absent: no task avoids it. */
  readonly worker?: string | undefined
  /** The engine that asks. */
  readonly engine?: { readonly name: string; readonly deviceClass: string }
  readonly models: readonly string[]
  /** By model id; absent: all sizes that the model permits. */
  readonly fittingSizes?: Readonly<Record<string, FittingSizes>>
}

/** Whether the size of a task's run is one of a jsonb table of fitting sizes; null: all fit. */
const fits = (table: RawBuilder<unknown>, task: RawBuilder<unknown>) => sql<boolean>`(
  ${table} is null or (${task}.parameters->>'width')::int * (${task}.parameters->>'height')::int <= coalesce(
    (select e."maxPixels" from jsonb_to_recordset(${table}) as e(frames int, "maxPixels" int)
      where e.frames >= (${task}.parameters->>'frames')::int order by e.frames limit 1), 2147483647))`

/**
 * Whether a worker's row says that it is alive, takes tasks, and can run this one.
 *
 * @param since `liveSince` of now
 */
export const takes = (worker: RawBuilder<unknown>, task: RawBuilder<unknown>, since: Date) => sql<boolean>`(
  ${worker}.seen_at > ${since} and ${worker}.paused_reason is null
  and ${task}.model = any(${worker}.models)
  and ${fits(sql`(${worker}.fitting_sizes->${task}.model)`, task)})`

const [w, q] = [sql`w`, sql`q`]

/** Whether a live worker takes the task `q` of the surrounding statement. */
export const isServed = (now: Date) =>
  sql<boolean>`exists (select 1 from workers w where ${takes(w, q, liveSince(now))})`

/**
 * Whether this worker should leave the task `q` of the surrounding statement to others: it has just
 * failed it, and another worker can run it.
 */
export const isAvoided = (worker: string | undefined, now: Date) =>
  worker === undefined
    ? sql<boolean>`false`
    : sql<boolean>`(coalesce(q.last_worker = ${worker}::uuid and q.avoid_until > ${now}, false) and exists (
        select 1 from workers w where w.id <> ${worker}::uuid and ${takes(w, q, liveSince(now))}))`

/** Whether the size of the task `q` of the surrounding statement fits. */
export const fitsOn = ({ fittingSizes = {} }: Serving) =>
  Object.values(fittingSizes).every((table) => table.length === 0)
    ? sql<boolean>`true`
    : fits(sql`(${JSON.stringify(fittingSizes)}::jsonb->q.model)`, q)

/** What the queue holds for others, as a worker sees it that cannot start a task. */
export interface LeftForOthers {
  /** Whether a live worker takes this task. */
  readonly served: boolean
  /** Whether this worker should leave the task to others. */
  readonly avoided: boolean
  /** Queued tasks with a job whose model this worker does not serve, counted up to `most`. */
  readonly others: number
}

export async function leftForOthers(
  db: Db,
  taskId: string,
  serving: Serving,
  now: Date,
  most: number,
): Promise<LeftForOthers> {
  const { rows } = await sql<{ served: boolean; avoided: boolean; others: string }>`
    select ${isServed(now)} as served, ${isAvoided(serving.worker, now)} as avoided, (
      select count(*) from (
        select 1 from tasks o where o.status = 'queued' and not o.parked
          and o.model <> all(${[...serving.models]}::text[]) limit ${most}) counted) as others
    from tasks q where q.id = ${taskId}`.execute(db)
  const row = rows[0]
  return {
    served: row?.served ?? false,
    avoided: row?.avoided ?? false,
    others: Number(row?.others ?? 0),
  }
}

/** Whether a live worker takes new tasks of this model and size. */
export async function isKindServed(
  db: Db,
  kind: { readonly model: string; readonly width: number; readonly height: number; readonly frames: number },
  now: Date,
): Promise<boolean> {
  const { model, width, height, frames } = kind
  const { rows } = await sql<{ served: boolean }>`
    select ${isServed(now)} as served
    from (select ${model}::text as model, ${JSON.stringify({ width, height, frames })}::jsonb as parameters) q`.execute(
    db,
  )
  return rows[0]?.served ?? false
}

/**
 * Queued tasks that no live worker takes, by model. Tasks are looked at one by one only where their
 * sizes decide; otherwise it is all of the model.
 */
export async function countUnserved(
  db: Db,
  waiting: readonly Pick<QueuedModel, 'model' | 'count'>[],
  now: Date,
): Promise<{ model: string; count: number }[]> {
  if (waiting.length === 0) return []
  const { rows } = await sql<{ model: string; count: string }>`
    with waiting as (
      select * from unnest(${waiting.map(({ model }) => model)}::text[],
        ${waiting.map(({ count }) => count)}::bigint[]) as each (model, count)),
    serving as (
      select waiting.model, waiting.count, count(w.id) as workers,
        bool_or(coalesce(jsonb_array_length(w.fitting_sizes->waiting.model), 0) = 0) as takes_all
      from waiting left join workers w on w.seen_at > ${liveSince(now)} and w.paused_reason is null
        and waiting.model = any(w.models)
      group by waiting.model, waiting.count)
    select s.model, case when s.workers = 0 then s.count else (
      select count(*) from tasks q
      where q.status = 'queued' and q.model = s.model and not ${isServed(now)}) end as count
    from serving s where s.workers = 0 or not s.takes_all`.execute(db)
  return rows
    .filter(({ count }) => Number(count) > 0)
    .map(({ model, count }) => ({ model, count: Number(count) }))
}
