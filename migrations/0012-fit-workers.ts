import { sql, type Kysely } from 'kysely'

/** Which workers take tasks, and which one a task should not return to at once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`set local lock_timeout = '5s'`.execute(db)
  await sql`
    alter table workers
      -- Why the worker takes no tasks now, as \`<fault>: <reason>\`. Null: it takes them.
      add column paused_reason text,
      -- What the clock of its machine is ahead of the database's.
      add column clock_skew_seconds double precision not null default 0`.execute(db)
  await sql`
    alter table tasks
      -- The worker of the current or last attempt.
      add column last_worker uuid,
      -- Until then, other workers are asked before that one.
      add column avoid_until timestamptz,
      -- Attempts that a worker gave back for faults of its own.
      add column worker_faults integer not null default 0`.execute(db)
  // The first task of each model, however many of other models wait.
  await sql`
    create index tasks_waiting_by_model on tasks (tenant_id, model, priority desc, created_at, id)
      where status = 'queued'`.execute(db)
}
