import { sql, type Kysely } from 'kysely'

// Frozen in time: imports nothing of the application.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table tenants
      -- Signs beside the new one until receivers have changed over.
      add column previous_webhook_secret text,
      add column previous_webhook_secret_until timestamptz`.execute(db)
  await sql`
    alter table api_keys
      -- Networks that the key may be used from; empty: from anywhere.
      add column allowed_cidrs text[] not null default '{}'`.execute(db)
  await sql`create index api_keys_by_tenant on api_keys (tenant_id, created_at)`.execute(db)
}
