import { sql, type Kysely } from 'kysely'

// Frozen in time: imports nothing of the application.
export async function up(db: Kysely<unknown>): Promise<void> {
  // Roles belong to the whole cluster: another database may have made it, or be making it now. A service role without
  // CREATEROLE needs both statements to be run for it once: create role wan_tenant nologin; grant wan_tenant to <role>.
  await sql`
    do $$ begin
      if not exists (select from pg_roles where rolname = 'wan_tenant') then
        create role wan_tenant nologin;
      end if;
    exception when duplicate_object or unique_violation then null;
    end $$`.execute(db)
  // The service puts the role on for reads on behalf of a tenant; it owns nothing and may only read.
  await sql`
    do $$ begin
      if not (select rolsuper from pg_roles where rolname = current_user) then
        execute format('grant wan_tenant to %I', current_user);
      end if;
    exception when insufficient_privilege then
      if not pg_has_role(current_user, 'wan_tenant', 'member') then raise; end if;
    end $$`.execute(db)
  await sql`do $$ begin execute format('grant usage on schema %I to wan_tenant', current_schema()); end $$`.execute(
    db,
  )
  await sql`grant select on tasks, events, webhook_deliveries, idempotency_keys to wan_tenant`.execute(db)
  for (const table of ['tasks', 'events', 'webhook_deliveries', 'idempotency_keys']) {
    await sql`alter table ${sql.table(table)} enable row level security`.execute(db)
    await sql`alter table ${sql.table(table)} force row level security`.execute(db)
    // Without a tenant the setting is null or empty, and no row is equal to that.
    await sql`create policy of_tenant on ${sql.table(table)} for select to wan_tenant
      using (tenant_id = nullif(current_setting('wan.tenant', true), ''))`.execute(db)
    // Workers and the lifecycle act for everybody, in whatever role has the right to the table.
    await sql`create policy of_service on ${sql.table(table)}
      using (current_user <> 'wan_tenant') with check (current_user <> 'wan_tenant')`.execute(db)
  }
}
