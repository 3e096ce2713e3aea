import { sql } from 'kysely'
import type { Db } from '#core/postgres/db.ts'

/** Unfinished tasks past their `cancel_at` or, before their first start, past their `start_by`. */
export async function taskIdsPastDeadline(db: Db, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    (select id from tasks
      where cancel_at is not null and status in ('queued', 'running') and cancel_at <= ${now}
      order by cancel_at limit ${limit})
    union
    (select id from tasks
      where start_by is not null and status = 'queued' and fencing_token = 0 and start_by <= ${now}
      order by start_by limit ${limit})`.execute(db)
  return rows.map((row) => row.id)
}
