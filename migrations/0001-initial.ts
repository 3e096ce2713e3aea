import { sql, type Kysely } from 'kysely'

// Frozen in time: imports nothing of the application.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table tenants (
      id text primary key,
      name text not null,
      -- Higher starts first.
      priority integer not null default 0,
      webhook_secret text not null,
      created_at timestamptz not null default now()
    )`.execute(db)

  await sql`
    create table api_keys (
      id uuid primary key,
      tenant_id text not null references tenants (id),
      name text not null,
      -- SHA-256 of the key; the key itself is shown once and never stored.
      key_hash bytea not null unique,
      key_prefix text not null,
      scopes text[] not null,
      created_at timestamptz not null default now(),
      last_used_at timestamptz,
      revoked_at timestamptz
    )`.execute(db)

  await sql`
    create table tasks (
      id uuid primary key,
      tenant_id text not null references tenants (id),
      dialect text not null,
      model text not null,
      status text not null check (status in ('queued', 'running', 'completed', 'failed', 'cancelled')),
      parameters jsonb not null,
      adjustments jsonb not null default '[]',
      metadata jsonb not null default '{}',
      input_key text,
      webhook_url text,
      priority integer not null default 0,
      job_id uuid not null,
      job_retry_count integer not null default 0,
      fencing_token integer not null default 0,
      attempts integer not null default 0,
      phase text,
      step integer not null default 0,
      progress integer not null default 0,
      eta_at timestamptz,
      timings jsonb,
      assets jsonb,
      error jsonb,
      created_at timestamptz not null,
      -- Of the current attempt.
      started_at timestamptz,
      finished_at timestamptz,
      expires_at timestamptz,
      assets_removed_at timestamptz,
      cancel_requested_at timestamptz,
      deleted_at timestamptz,
      updated_at timestamptz not null
    )`.execute(db)
  await sql`create index tasks_by_tenant on tasks (tenant_id, created_at desc, id desc) where deleted_at is null`.execute(
    db,
  )
  await sql`create index tasks_queued on tasks (priority desc, created_at, id) where status = 'queued'`.execute(
    db,
  )
  await sql`create index tasks_running on tasks (updated_at) where status = 'running'`.execute(db)
  await sql`create index tasks_expiring on tasks (expires_at) where assets_removed_at is null and expires_at is not null`.execute(
    db,
  )
  await sql`create index tasks_recent_runs on tasks (model, finished_at desc) where status = 'completed'`.execute(
    db,
  )

  await sql`
    create table events (
      seq bigint generated always as identity primary key,
      id text not null unique,
      tenant_id text not null,
      task_id uuid not null references tasks (id),
      type text not null,
      -- The exact bytes that webhooks carry; null for events that no webhook tells.
      body text,
      created_at timestamptz not null
    )`.execute(db)
  await sql`create index events_by_task on events (task_id, seq)`.execute(db)
  await sql`create index events_by_tenant on events (tenant_id, seq)`.execute(db)

  await sql`
    create table webhook_deliveries (
      id uuid primary key,
      event_id text not null references events (id),
      tenant_id text not null,
      task_id uuid not null references tasks (id),
      url text not null,
      status text not null check (status in ('pending', 'delivered', 'failed')),
      attempts integer not null default 0,
      next_attempt_at timestamptz not null,
      created_at timestamptz not null,
      finished_at timestamptz
    )`.execute(db)
  await sql`create index webhook_deliveries_by_task on webhook_deliveries (task_id)`.execute(db)
  await sql`create index webhook_deliveries_due on webhook_deliveries (next_attempt_at) where status = 'pending'`.execute(
    db,
  )

  await sql`
    create table webhook_attempts (
      delivery_id uuid not null references webhook_deliveries (id),
      attempt integer not null,
      at timestamptz not null,
      duration_ms integer not null,
      status_code integer,
      error text,
      response_excerpt text,
      primary key (delivery_id, attempt)
    )`.execute(db)

  await sql`
    create table idempotency_keys (
      tenant_id text not null,
      key text not null,
      fingerprint text not null,
      task_id uuid not null,
      response jsonb not null,
      created_at timestamptz not null,
      primary key (tenant_id, key)
    )`.execute(db)
  await sql`create index idempotency_keys_by_age on idempotency_keys (created_at)`.execute(db)

  await sql`
    create table models (
      id text primary key,
      definition jsonb not null,
      updated_at timestamptz not null
    )`.execute(db)

  await sql`
    create table workers (
      id uuid primary key,
      host text not null,
      devices text[] not null,
      models text[] not null,
      started_at timestamptz not null,
      seen_at timestamptz not null
    )`.execute(db)
}
