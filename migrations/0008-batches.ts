import { sql, type Kysely } from 'kysely'

// Frozen in time: imports nothing of the application.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table batches (
      id uuid primary key,
      tenant_id text not null references tenants (id),
      -- Items as they came, refused ones included.
      total integer not null,
      -- What was refused: [{index, code, message, param}].
      rejected jsonb not null default '[]',
      metadata jsonb not null default '{}',
      webhook_url text,
      created_at timestamptz not null,
      cancel_requested_at timestamptz,
      -- Set with the end of its last task, once.
      finished_at timestamptz
    )`.execute(db)
  await sql`create index batches_by_tenant on batches (tenant_id, created_at desc, id desc)`.execute(db)
  await sql`alter table tasks add column batch_id uuid references batches (id), add column batch_index integer`.execute(
    db,
  )
  await sql`create unique index tasks_by_batch on tasks (batch_id, batch_index) where batch_id is not null`.execute(
    db,
  )
  await sql`create index tasks_open_in_batch on tasks (batch_id)
    where batch_id is not null and status in ('queued', 'running')`.execute(db)

  // An event is about a task or about a batch.
  for (const table of ['events', 'webhook_deliveries']) {
    await sql`
      alter table ${sql.table(table)}
        alter column task_id drop not null,
        add column batch_id uuid references batches (id),
        add constraint ${sql.ref(`${table}_about`)} check (num_nonnulls(task_id, batch_id) = 1)`.execute(db)
  }

  await sql`grant select on batches to wan_tenant`.execute(db)
  await sql`alter table batches enable row level security`.execute(db)
  await sql`alter table batches force row level security`.execute(db)
  await sql`create policy of_tenant on batches for select to wan_tenant
    using (tenant_id = nullif(current_setting('wan.tenant', true), ''))`.execute(db)
  await sql`create policy of_service on batches
    using (current_user <> 'wan_tenant') with check (current_user <> 'wan_tenant')`.execute(db)
}
