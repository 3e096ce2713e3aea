import { sql } from 'kysely'
import type { Db } from '#core/postgres/db.ts'

/**
 * Deletes tasks that ended before a time and have no files any more, the longest ended first, with
 * their events, deliveries and attempts. A task with a delivery that is still tried stays. One
 * statement; of several processes at once, each deletes others.
 *
 * @returns how many tasks were deleted
 */
export async function deleteTasksEndedBefore(db: Db, before: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    with old as materialized (
      select t.id from tasks t
      where t.finished_at < ${before} and t.assets_removed_at is not null
        and not exists (
          select from webhook_deliveries d where d.task_id = t.id and d.status = 'pending')
      order by t.finished_at limit ${limit} for update of t skip locked),
    attempts_of_deliveries as (
      delete from webhook_attempts a using webhook_deliveries d, old
      where d.task_id = old.id and a.delivery_id = d.id),
    deliveries as (delete from webhook_deliveries d using old where d.task_id = old.id),
    deleted_events as (delete from events e using old where e.task_id = old.id),
    deleted as (delete from tasks t using old where t.id = old.id returning t.id)
    select count(*) as count from deleted`.execute(db)
  return Number(rows[0]?.count ?? 0)
}

/** Deletes batches that ended before a time and have no task left, with what is about them. */
export async function deleteBatchesEndedBefore(db: Db, before: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    with old as materialized (
      select b.id from batches b
      where b.finished_at < ${before}
        and not exists (select from tasks t where t.batch_id = b.id)
        and not exists (
          select from webhook_deliveries d where d.batch_id = b.id and d.status = 'pending')
      limit ${limit} for update of b skip locked),
    attempts_of_deliveries as (
      delete from webhook_attempts a using webhook_deliveries d, old
      where d.batch_id = old.id and a.delivery_id = d.id),
    deliveries as (delete from webhook_deliveries d using old where d.batch_id = old.id),
    deleted_events as (delete from events e using old where e.batch_id = old.id),
    deleted as (delete from batches b using old where b.id = old.id returning b.id)
    select count(*) as count from deleted`.execute(db)
  return Number(rows[0]?.count ?? 0)
}

/** Deletes what tenants used on days before this one. @param day as in 2026-11-30, of UTC */
export async function deleteUsageBefore(db: Db, day: string): Promise<void> {
  await sql`delete from tenant_usage where day < ${day}::date`.execute(db)
}
