import { sql, type Kysely } from 'kysely'

// Frozen in time: imports nothing of the application.
export async function up(db: Kysely<unknown>): Promise<void> {
  // Null: the default of the settings. 0: no limit.
  await sql`
    alter table tenants
      add column max_running integer check (max_running >= 0),
      add column max_queued integer check (max_queued >= 0),
      add column gpu_seconds_per_day integer check (gpu_seconds_per_day >= 0),
      add column upload_bytes_per_day bigint check (upload_bytes_per_day >= 0),
      -- When a task of the tenant was last started: whoever was served longest ago comes first.
      add column last_started_at timestamptz`.execute(db)

  await sql`
    alter table tasks
      -- Queued without a job: one is sent when a running task of the tenant ends.
      add column parked boolean not null default false,
      -- Earliest start, while a failed attempt is waited out.
      add column not_before timestamptz,
      -- Booked on the day of creation: estimated at admission, what it took once it has ended.
      add column gpu_seconds double precision not null default 0`.execute(db)
  await sql`create index tasks_waiting on tasks (tenant_id, priority desc, created_at, id) where status = 'queued'`.execute(
    db,
  )
  await sql`create index tasks_running_by_tenant on tasks (tenant_id) where status = 'running'`.execute(db)
  await sql`create index tasks_parked on tasks (tenant_id, priority desc, created_at, id) where status = 'queued' and parked`.execute(
    db,
  )
  await sql`create index tasks_measured on tasks (model, finished_at desc) where status = 'completed'`.execute(
    db,
  )
  await sql`create index tasks_by_job on tasks (job_id) where status in ('queued', 'running')`.execute(db)

  await sql`
    create table tenant_usage (
      tenant_id text not null references tenants (id),
      -- In UTC.
      day date not null,
      gpu_seconds double precision not null default 0,
      upload_bytes bigint not null default 0,
      primary key (tenant_id, day)
    )`.execute(db)
}
