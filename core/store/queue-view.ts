import { sql } from 'kysely'
import type { Db } from '#core/db.ts'
import type { QueueView, Task } from '#core/task.ts'

/** Finished runs that the estimate averages over. */
const RECENT_RUNS = 20
/** A worker that has not been seen for this long takes no task. */
export const WORKER_LIVE_MS = 20_000

/**
 * Where tasks stand: position among the queued (priority, then age) and seconds until finished.
 *
 * A running task's end was estimated by its worker. A queued one waits for ⌈position / engines⌉ runs of its own
 * kind (same model, size, frames and steps), measured over the latest finished ones; without any measurement
 * the estimate is null, never a guess.
 */
export async function queueViews(db: Db, tasks: readonly Task[], now: Date): Promise<Map<string, QueueView>> {
  const ids = tasks
    .filter((task) => task.status === 'queued' || task.status === 'running')
    .map((task) => task.id)
  const views = new Map<string, QueueView>()
  if (ids.length > 0) {
    const { rows } = await sql<{
      id: string
      position: string | null
      eta_at: Date | null
      typical_ms: number | null
      engines: string
    }>`
      select t.id, t.eta_at,
        case when t.status = 'queued' then (
          select count(*) from tasks q where q.status = 'queued'
            and (q.priority > t.priority or (q.priority = t.priority and (q.created_at, q.id) <= (t.created_at, t.id)))
        ) end as position,
        (select avg(extract(epoch from (r.finished_at - r.started_at)) * 1000)::float8 from (
          select d.finished_at, d.started_at from tasks d
          where d.status = 'completed' and d.model = t.model
            and d.parameters->'width' = t.parameters->'width' and d.parameters->'height' = t.parameters->'height'
            and d.parameters->'frames' = t.parameters->'frames' and d.parameters->'steps' = t.parameters->'steps'
          order by d.finished_at desc limit ${RECENT_RUNS}) r) as typical_ms,
        (select coalesce(sum(cardinality(w.devices)), 0) from workers w
          where w.seen_at > ${new Date(now.getTime() - WORKER_LIVE_MS)}) as engines
      from tasks t where t.id = any(${ids}::uuid[])`.execute(db)
    for (const row of rows) {
      const position = row.position === null ? null : Number(row.position)
      const engines = Number(row.engines)
      let etaSeconds: number | null = null
      if (position === null) {
        if (row.eta_at !== null)
          etaSeconds = Math.max(1, Math.ceil((row.eta_at.getTime() - now.getTime()) / 1000))
      } else if (row.typical_ms !== null && engines > 0) {
        etaSeconds = Math.max(1, Math.ceil(((Math.ceil(position / engines) + 1) * row.typical_ms) / 1000))
      }
      views.set(row.id, { position, etaSeconds })
    }
  }
  for (const task of tasks) if (!views.has(task.id)) views.set(task.id, { position: null, etaSeconds: null })
  return views
}

export async function queueView(db: Db, task: Task, now: Date): Promise<QueueView> {
  return (await queueViews(db, [task], now)).get(task.id) as QueueView
}

/** Mean seconds of the latest finished runs of the same kind; null without any. */
export async function typicalRunMs(
  db: Db,
  kind: { model: string; width: number; height: number; frames: number; steps: number },
): Promise<number | null> {
  const { rows } = await sql<{ ms: number | null }>`
    select avg(extract(epoch from (r.finished_at - r.started_at)) * 1000)::float8 as ms from (
      select finished_at, started_at from tasks
      where status = 'completed' and model = ${kind.model}
        and parameters->>'width' = ${String(kind.width)} and parameters->>'height' = ${String(kind.height)}
        and parameters->>'frames' = ${String(kind.frames)} and parameters->>'steps' = ${String(kind.steps)}
      order by finished_at desc limit ${RECENT_RUNS}) r`.execute(db)
  return rows[0]?.ms ?? null
}
