import { sql, type Kysely } from 'kysely'

/** Events of tasks and batches, and their delivery to the customers' servers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // What happened, in the order it was written. An event is about a task or about a batch.
  await sql`
    create table events (
      seq bigint generated always as identity primary key,
      id text not null unique,
      tenant_id text not null,
      task_id uuid references tasks (id),
      batch_id uuid references batches (id),
      type text not null,
      -- The exact bytes that webhooks carry; null for events without a webhook.
      body text,
      created_at timestamptz not null,
      -- Place in the tenant's feed. \`seq\` is given at the write, and transactions commit in another
      -- order; the position is given at the first read, so a reader who follows it misses nothing.
      position bigint,
      constraint events_about check (num_nonnulls(task_id, batch_id) = 1)
    );
    create sequence event_positions;
    create index events_by_task on events (task_id, seq);
    create index events_by_tenant on events (tenant_id, seq);
    create unique index events_by_position on events (tenant_id, position);
    create index events_without_position on events (tenant_id, seq) where position is null;
    create index events_told_by_webhooks on events (tenant_id, created_at)
      where body is not null`.execute(db)

  // Addresses a tenant has registered for its events.
  await sql`
    create table webhook_endpoints (
      id text primary key,
      tenant_id text not null references tenants (id),
      name text not null,
      url text not null,
      event_types text[] not null,
      -- The tenant's own headers, sent with every delivery.
      headers jsonb not null default '{}',
      secret text not null,
      -- Signs beside the new secret until receivers have changed over.
      previous_secret text,
      previous_secret_until timestamptz,
      disabled boolean not null default false,
      -- 'gone': the receiver answered 410. Null when its owner disabled it.
      disabled_reason text,
      created_at timestamptz not null,
      updated_at timestamptz not null
    );
    create index webhook_endpoints_by_tenant
      on webhook_endpoints (tenant_id, created_at desc, id desc)`.execute(db)

  // One event on its way to one address.
  await sql`
    create table webhook_deliveries (
      id uuid primary key,
      event_id text not null references events (id),
      tenant_id text not null,
      task_id uuid references tasks (id),
      batch_id uuid references batches (id),
      -- Null for the address in the request that created the video.
      endpoint_id text references webhook_endpoints (id),
      url text not null,
      status text not null check (status in ('pending', 'delivered', 'failed')),
      attempts integer not null default 0,
      next_attempt_at timestamptz not null,
      created_at timestamptz not null,
      finished_at timestamptz,
      constraint webhook_deliveries_about check (num_nonnulls(task_id, batch_id) = 1)
    );
    create index webhook_deliveries_by_task on webhook_deliveries (task_id);
    create index webhook_deliveries_by_endpoint on webhook_deliveries (endpoint_id, event_id);
    create index webhook_deliveries_due on webhook_deliveries (next_attempt_at)
      where status = 'pending'`.execute(db)

  // Every try of a delivery and the receiver's answer.
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
}
