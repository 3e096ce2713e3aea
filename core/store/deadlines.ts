import { sql } from 'kysely'
import type { Db } from '#core/postgres/db.ts'

/** Tasks whose deadline has passed, and when the next one of the others passes. */
export interface Deadlines {
  readonly passedIds: readonly string[]
  /** Null while no unfinished task has a deadline ahead. */
  readonly nextAt: Date | null
}

/** Unfinished tasks past their `cancel_at` or, before their first start, past their `start_by`. */
export async function readDeadlines(db: Db, now: Date, limit: number): Promise<Deadlines> {
  const { rows } = await sql<{ passed: string[]; next_at: Date | null }>`
    select array((select id from tasks
      where cancel_at is not null and status in ('queued', 'running') and cancel_at <= ${now}
      order by cancel_at limit ${limit})
    union
    (select id from tasks
      where start_by is not null and status = 'queued' and fencing_token = 0 and start_by <= ${now}
      order by start_by limit ${limit})) as passed,
      least(
        (select min(cancel_at) from tasks
          where cancel_at is not null and status in ('queued', 'running') and cancel_at > ${now}),
        (select min(start_by) from tasks
          where start_by is not null and status = 'queued' and fencing_token = 0
            and start_by > ${now})) as next_at`.execute(db)
  const [row] = rows
  return { passedIds: row?.passed ?? [], nextAt: row?.next_at ?? null }
}
