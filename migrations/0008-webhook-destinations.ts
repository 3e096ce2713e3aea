import { sql, type Kysely } from 'kysely'

/** Where deliveries go, who delivers there at the moment, and how it has answered lately. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`set local lock_timeout = '5s'`.execute(db)
  // The endpoint, or for the address of a request its tenant and origin.
  await sql`
    alter table webhook_deliveries add column destination text not null generated always as (
      coalesce(endpoint_id, tenant_id || ' ' || lower(coalesce(substring(url from '^[^/]*//[^/?#]*'), url)))
    ) stored`.execute(db)
  await sql`
    create index webhook_deliveries_by_destination on webhook_deliveries (destination, next_attempt_at)
      where status = 'pending'`.execute(db)
  await sql`drop index webhook_deliveries_due`.execute(db)

  // An event may be about an endpoint, which may be deleted before its events are.
  await sql`
    alter table events add column endpoint_id text, drop constraint events_about,
      add constraint events_about check (num_nonnulls(task_id, batch_id, endpoint_id) = 1)`.execute(db)

  await sql`
    create table webhook_destinations (
      id text primary key,
      tenant_id text not null,
      -- The process that delivers there until \`held_until\`, unless it renews.
      holder uuid,
      held_until timestamptz not null default '-infinity',
      -- Attempts that failed since the last success, and when the first of them did.
      failures integer not null default 0,
      failing_since timestamptz,
      -- No attempt before then, and afterwards one at a time until one succeeds. Null: no pause.
      paused_until timestamptz
    ) with (fillfactor = 50)`.execute(db)
  await sql`grant select on webhook_destinations to wan_tenant`.execute(db)
  await sql`alter table webhook_destinations enable row level security`.execute(db)
  await sql`alter table webhook_destinations force row level security`.execute(db)
  await sql`
    create policy of_tenant on webhook_destinations for select to wan_tenant
      using (tenant_id = nullif(current_setting('wan.tenant', true), ''))`.execute(db)
  await sql`
    create policy of_service on webhook_destinations
      using (current_user <> 'wan_tenant') with check (current_user <> 'wan_tenant')`.execute(db)
}
