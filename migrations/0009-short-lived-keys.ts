import { sql, type Kysely } from 'kysely'

/** Keys that expire by themselves, and codes that a browser exchanges for one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`set local lock_timeout = '5s'`.execute(db)
  await sql`
    alter table api_keys
      -- Null: until it is revoked.
      add column expires_at timestamptz,
      -- Made from this key and revoked with it.
      add column parent_id uuid references api_keys (id),
      -- Sent as a cookie to load pictures and clips; not listed.
      add column is_media_session boolean not null default false`.execute(db)
  await sql`create index api_keys_by_expiry on api_keys (expires_at) where expires_at is not null`.execute(db)
  await sql`create index api_keys_by_parent on api_keys (parent_id) where parent_id is not null`.execute(db)

  // One-time links. The code itself is shown once and never stored.
  await sql`
    create table sign_in_codes (
      code_hash bytea primary key,
      tenant_id text not null references tenants (id),
      scopes text[] not null,
      expires_at timestamptz not null
    )`.execute(db)
  await sql`alter table sign_in_codes enable row level security`.execute(db)
  await sql`alter table sign_in_codes force row level security`.execute(db)
  await sql`
    create policy of_tenant on sign_in_codes for select to wan_tenant
      using (tenant_id = nullif(current_setting('wan.tenant', true), ''))`.execute(db)
  await sql`
    create policy of_service on sign_in_codes
      using (current_user <> 'wan_tenant') with check (current_user <> 'wan_tenant')`.execute(db)
}
