import { sql, type Kysely } from 'kysely'

/** Deletion of old records by age, and rows of tasks whose progress touches no index. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`set local lock_timeout = '5s'`.execute(db)
  // A running task changes several times a second. Its new version stays in its page when no index
  // holds what changed (`updated_at`) and the page has room.
  await sql`drop index tasks_running`.execute(db)
  await sql`alter table tasks set (fillfactor = 85)`.execute(db)
}

export const indexes = [
  {
    name: 'tasks_running_by_model',
    create: sql`
      create index concurrently if not exists tasks_running_by_model on tasks (model)
        where status = 'running'`,
  },
  {
    name: 'tasks_queued_by_model',
    create: sql`
      create index concurrently if not exists tasks_queued_by_model on tasks (model, created_at)
        where status = 'queued'`,
  },
  {
    name: 'tasks_ended',
    create: sql`
      create index concurrently if not exists tasks_ended on tasks (finished_at)
        where finished_at is not null`,
  },
  // Deletions look for what refers to an event or a batch.
  {
    name: 'webhook_deliveries_by_event',
    create: sql`
      create index concurrently if not exists webhook_deliveries_by_event
        on webhook_deliveries (event_id)`,
  },
  {
    name: 'webhook_deliveries_by_batch',
    create: sql`
      create index concurrently if not exists webhook_deliveries_by_batch
        on webhook_deliveries (batch_id) where batch_id is not null`,
  },
  {
    name: 'events_by_batch',
    create: sql`
      create index concurrently if not exists events_by_batch on events (batch_id)
        where batch_id is not null`,
  },
]
