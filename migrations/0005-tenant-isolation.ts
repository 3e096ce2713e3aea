import { sql, type Kysely, type RawBuilder } from 'kysely'

const OWN_TENANT = sql`tenant_id = nullif(current_setting('wan.tenant', true), '')`
/** The role sees its own deliveries alone, and so their attempts. */
const OWN_DELIVERY = sql`exists (
  select from webhook_deliveries d where d.id = webhook_attempts.delivery_id)`

/** Row-level security: a read on behalf of a tenant sees that tenant's rows and no others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Roles belong to the whole cluster: another database may have made this one, or be making it.
  // A service role without CREATEROLE needs two statements to be run for it once:
  //   create role wan_tenant nologin; grant wan_tenant to <service role>;
  await sql`
    do $$ begin
      if not exists (select from pg_roles where rolname = 'wan_tenant') then
        create role wan_tenant nologin;
      end if;
    exception when duplicate_object or unique_violation then null;
    end $$`.execute(db)
  // The service takes the role for such reads. The role owns nothing and may only read.
  await sql`
    do $$ begin
      if not (select rolsuper from pg_roles where rolname = current_user) then
        execute format('grant wan_tenant to %I', current_user);
      end if;
    exception when insufficient_privilege then
      if not pg_has_role(current_user, 'wan_tenant', 'member') then raise; end if;
    end $$`.execute(db)
  await sql`
    do $$ begin
      execute format('grant usage on schema %I to wan_tenant', current_schema());
    end $$`.execute(db)

  // API keys and refused attempts are never read on behalf of a tenant.
  await sql`
    grant select on tenant_usage, files, batches, tasks, idempotency_keys, events,
      webhook_endpoints, webhook_deliveries, webhook_attempts to wan_tenant`.execute(db)
  for (const table of [
    'api_keys',
    'tenant_usage',
    'files',
    'batches',
    'tasks',
    'idempotency_keys',
    'refused_attempts',
    'events',
    'webhook_endpoints',
    'webhook_deliveries',
  ])
    await isolate(db, table, OWN_TENANT)
  await isolate(db, 'webhook_attempts', OWN_DELIVERY)
}

async function isolate(db: Kysely<unknown>, table: string, own: RawBuilder<unknown>): Promise<void> {
  const name = sql.table(table)
  await sql`alter table ${name} enable row level security`.execute(db)
  await sql`alter table ${name} force row level security`.execute(db)
  await sql`create policy of_tenant on ${name} for select to wan_tenant using (${own})`.execute(db)
  // Workers and the lifecycle act for every tenant, in any other role with a right to the table.
  await sql`
    create policy of_service on ${name}
      using (current_user <> 'wan_tenant') with check (current_user <> 'wan_tenant')`.execute(db)
}
