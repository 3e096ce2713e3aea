import { sql, type Kysely } from 'kysely'

/** Tasks, and the workers and models that serve them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // One video that was asked for, from its creation to the tombstone of a deleted one.
  await sql`
    create table tasks (
      id uuid primary key,
      tenant_id text not null references tenants (id),
      -- Random and unrelated to every other id of the task: whoever knows it may download the video.
      public_id uuid,
      batch_id uuid references batches (id),
      batch_index integer,
      dialect text not null,

      -- What was asked for.
      model text not null,
      parameters jsonb not null,
      adjustments jsonb not null default '[]',
      metadata jsonb not null default '{}',
      -- The first and the last frame, in the storage.
      input_key text,
      last_input_key text,
      webhook_url text,
      -- The tasks this one was made from; they may have been deleted since.
      rerun_of uuid,
      remixed_from uuid,
      extended_from uuid,

      -- Where it stands.
      status text not null
        check (status in ('queued', 'running', 'completed', 'failed', 'cancelled')),
      priority integer not null default 0,
      -- Queued without a job: one is sent when a running task of the tenant ends.
      parked boolean not null default false,
      -- Earliest start after a failed attempt.
      not_before timestamptz,
      job_id uuid not null,
      job_retry_count integer not null default 0,
      -- Rises with every claim; a worker that lost the task holds an older one.
      fencing_token integer not null default 0,
      attempts integer not null default 0,
      phase text,
      step integer not null default 0,
      progress integer not null default 0,
      eta_at timestamptz,
      -- Booked on the day of creation: an estimate at first, the measured time once it has ended.
      gpu_seconds double precision not null default 0,

      -- What was made.
      timings jsonb,
      assets jsonb,
      -- The latest preview image of the run, as an asset.
      preview jsonb,
      -- Everything that decided the frames, to make them again; set at completion.
      manifest jsonb,
      error jsonb,
      -- Digest of everything that decides the frames; null: never reused.
      cache_key text,
      -- Revision of the model in the key; a run with other model files is not reused.
      cache_revision text,
      -- The task whose result was reused; it may have been deleted since.
      cached_from uuid,

      created_at timestamptz not null,
      -- Start of the current attempt.
      started_at timestamptz,
      finished_at timestamptz,
      -- Cancelled if it has not ended by then.
      cancel_at timestamptz,
      -- Cancelled if no worker has started it by then.
      start_by timestamptz,
      cancel_requested_at timestamptz,
      expires_at timestamptz,
      assets_removed_at timestamptz,
      deleted_at timestamptz,
      updated_at timestamptz not null
    )`.execute(db)

  // Lists of a tenant. None for metadata: containment of jsonb is not leakproof, so Postgres does
  // not use an index for it under row-level security. As a filter it costs 1.5 ms per 1000 misses.
  await sql`
    create index tasks_by_tenant on tasks (tenant_id, created_at desc, id desc)
      where deleted_at is null;
    create index tasks_by_status on tasks (tenant_id, status, created_at desc, id desc)
      where deleted_at is null;
    create index tasks_by_model on tasks (tenant_id, model, created_at desc, id desc)
      where deleted_at is null;
    create unique index tasks_by_public_id on tasks (public_id) where public_id is not null;
    create unique index tasks_by_batch on tasks (batch_id, batch_index) where batch_id is not null;
    create index tasks_open_in_batch on tasks (batch_id)
      where batch_id is not null and status in ('queued', 'running');
    create index tasks_by_cache_key on tasks (tenant_id, cache_key)
      where cache_key is not null and status = 'completed'
        and deleted_at is null and assets_removed_at is null`.execute(db)

  // Turns, limits and estimates.
  await sql`
    create index tasks_queued on tasks (priority desc, created_at, id) where status = 'queued';
    create index tasks_waiting on tasks (tenant_id, priority desc, created_at, id)
      where status = 'queued';
    create index tasks_parked on tasks (tenant_id, priority desc, created_at, id)
      where status = 'queued' and parked;
    create index tasks_running on tasks (updated_at) where status = 'running';
    create index tasks_running_by_tenant on tasks (tenant_id) where status = 'running';
    create index tasks_by_job on tasks (job_id) where status in ('queued', 'running');
    create index tasks_measured on tasks (model, finished_at desc) where status = 'completed'`.execute(db)

  // Deadlines and the removal of files.
  await sql`
    create index tasks_by_cancel_at on tasks (cancel_at)
      where cancel_at is not null and status in ('queued', 'running');
    create index tasks_by_start_by on tasks (start_by)
      where start_by is not null and status = 'queued' and fencing_token = 0;
    create index tasks_expiring on tasks (expires_at)
      where assets_removed_at is null and expires_at is not null;
    create index tasks_to_purge on tasks (deleted_at)
      where deleted_at is not null and assets_removed_at is null`.execute(db)

  // Models as the workers last described them.
  await sql`
    create table models (
      id text primary key,
      definition jsonb not null,
      updated_at timestamptz not null
    )`.execute(db)

  // Digest of each model's files, for the cache of results.
  await sql`
    create table model_revisions (
      model text primary key,
      revision text not null,
      updated_at timestamptz not null
    )`.execute(db)

  // Worker processes and their heartbeats.
  await sql`
    create table workers (
      id uuid primary key,
      host text not null,
      devices text[] not null,
      device_classes text[] not null default '{}',
      models text[] not null,
      -- By model id: the sizes that fit the worker's devices.
      fitting_sizes jsonb not null default '{}',
      started_at timestamptz not null,
      seen_at timestamptz not null
    )`.execute(db)

  // Measured speeds, for estimates.
  await sql`
    create table run_speeds (
      model text not null,
      width integer not null,
      height integer not null,
      frames integer not null,
      steps integer not null,
      device_class text not null,
      -- Seconds of one denoising step, and of all before the first and after the last one.
      step_seconds double precision not null,
      lead_seconds double precision not null,
      tail_seconds double precision not null,
      runs integer not null,
      updated_at timestamptz not null,
      primary key (model, width, height, frames, steps, device_class)
    )`.execute(db)
}
