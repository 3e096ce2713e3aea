import { sql, type Kysely } from 'kysely'

// Frozen in time: imports nothing of the application.
export async function up(db: Kysely<unknown>): Promise<void> {
  // Every table that names a tenant, whichever migration before this one made it.
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
      and not exists (select from pg_policy p where p.polrelid = c.oid)
    order by c.relname`.execute(db)
  for (const { name } of rows)
    await protect(db, name, sql`tenant_id = nullif(current_setting('wan.tenant', true), '')`)
  // An attempt belongs to whom its delivery belongs, and the role sees its own deliveries alone.
  await protect(
    db,
    'webhook_attempts',
    sql`exists (select from webhook_deliveries d where d.id = webhook_attempts.delivery_id)`,
  )
  // What is read on behalf of a tenant; keys and refused attempts never are.
  await sql`grant select on webhook_endpoints, webhook_attempts, tenant_usage to wan_tenant`.execute(db)
}

async function protect(db: Kysely<unknown>, table: string, own: ReturnType<typeof sql>): Promise<void> {
  await sql`alter table ${sql.table(table)} enable row level security`.execute(db)
  await sql`alter table ${sql.table(table)} force row level security`.execute(db)
  await sql`create policy of_tenant on ${sql.table(table)} for select to wan_tenant using (${own})`.execute(
    db,
  )
  await sql`create policy of_service on ${sql.table(table)}
    using (current_user <> 'wan_tenant') with check (current_user <> 'wan_tenant')`.execute(db)
}
