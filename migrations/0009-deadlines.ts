import { sql, type Kysely } from 'kysely'

// Frozen in time: imports nothing of the application.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table tasks
      -- Cancelled when it has not ended by then.
      add column cancel_at timestamptz,
      -- Cancelled when no worker has ever started it by then.
      add column start_by timestamptz`.execute(db)
  await sql`create index tasks_by_cancel_at on tasks (cancel_at)
    where cancel_at is not null and status in ('queued', 'running')`.execute(db)
  await sql`create index tasks_by_start_by on tasks (start_by)
    where start_by is not null and status = 'queued' and fencing_token = 0`.execute(db)
}
