import { sql, type Kysely } from 'kysely'

// Frozen in time: imports nothing of the application.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table files (
      id text primary key,
      tenant_id text not null references tenants (id),
      -- As the client calls it.
      name text not null,
      purpose text not null,
      content_type text not null,
      size_bytes integer not null,
      sha256 text not null,
      created_at timestamptz not null,
      expires_at timestamptz not null
    )`.execute(db)
  await sql`create index files_by_tenant on files (tenant_id, created_at desc, id desc)`.execute(db)
  await sql`create index files_by_expiry on files (expires_at)`.execute(db)
  await sql`grant select on files to wan_tenant`.execute(db)
  await sql`alter table files enable row level security`.execute(db)
  await sql`alter table files force row level security`.execute(db)
  await sql`create policy of_tenant on files for select to wan_tenant
    using (tenant_id = nullif(current_setting('wan.tenant', true), ''))`.execute(db)
  await sql`create policy of_service on files
    using (current_user <> 'wan_tenant') with check (current_user <> 'wan_tenant')`.execute(db)
}
