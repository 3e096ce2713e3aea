import { sql } from 'kysely'
import type { Db } from '#core/postgres/db.ts'

/** The running tasks of one model. */
export interface RunningModel {
  readonly model: string
  readonly count: number
  /** When the oldest of them was started. */
  readonly since: Date
}

export async function runningByModel(db: Db): Promise<RunningModel[]> {
  const { rows } = await sql<{ model: string; count: string; since: Date }>`
    select model, count(*) as count, min(coalesce(started_at, created_at)) as since
    from tasks where status = 'running' group by model`.execute(db)
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

/** Webhook deliveries that are not settled, and when the next attempt at one of them is due. */
export async function webhookBacklog(db: Db): Promise<{ pending: number; dueSince: Date | null }> {
  const row = await db
    .selectFrom('webhook_deliveries')
    .select((eb) => [eb.fn.countAll<string>().as('pending'), eb.fn.min('next_attempt_at').as('due')])
    .where('status', '=', 'pending')
    .executeTakeFirstOrThrow()
  return { pending: Number(row.pending), dueSince: row.due }
}

/** Since when files wait for their deletion: of expired videos, and of deleted ones. */
export async function deletionLag(
  db: Db,
  now: Date,
): Promise<{ expired: Date | null; deleted: Date | null }> {
  const { rows } = await sql<{ expired: Date | null; deleted: Date | null }>`
    select
      (select min(expires_at) from tasks
        where assets_removed_at is null and expires_at <= ${now} and deleted_at is null) as expired,
      (select min(deleted_at) from tasks
        where deleted_at is not null and assets_removed_at is null
          and status in ('completed', 'failed', 'cancelled')) as deleted`.execute(db)
  return rows[0] as { expired: Date | null; deleted: Date | null }
}
