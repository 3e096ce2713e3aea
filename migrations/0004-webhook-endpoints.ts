import { sql, type Kysely } from 'kysely'

// Frozen in time: imports nothing of the application.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table webhook_endpoints (
      id text primary key,
      tenant_id text not null references tenants (id),
      name text not null,
      url text not null,
      event_types text[] not null,
      -- Sent with every delivery, beside our own.
      headers jsonb not null default '{}',
      secret text not null,
      -- Signs beside the new one until receivers have changed over.
      previous_secret text,
      previous_secret_until timestamptz,
      disabled boolean not null default false,
      -- 'gone': the receiver answered 410. Null when its owner did it.
      disabled_reason text,
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`.execute(db)
  await sql`create index webhook_endpoints_by_tenant on webhook_endpoints (tenant_id, created_at desc, id desc)`.execute(
    db,
  )
  // Null for the address that a request brought with it.
  await sql`alter table webhook_deliveries add column endpoint_id text references webhook_endpoints (id)`.execute(
    db,
  )
  await sql`create index webhook_deliveries_by_endpoint on webhook_deliveries (endpoint_id, event_id)`.execute(
    db,
  )
  await sql`create index events_told_by_webhooks on events (tenant_id, created_at) where body is not null`.execute(
    db,
  )
}
