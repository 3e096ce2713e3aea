import { sql, type Kysely } from 'kysely'

const OWN_TENANT = sql`tenant_id = nullif(current_setting('wan.tenant', true), '')`

/** What became of each attempt, on which engine; and what each engine of a worker does. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`set local lock_timeout = '5s'`.execute(db)
  await sql`
    create table attempts (
      task_id uuid not null references tasks (id) on delete cascade,
      -- The claim under which the worker ran it.
      fencing_token integer not null,
      tenant_id text not null references tenants (id),
      worker uuid,
      engine text,
      -- As in run_speeds.
      device_class text,
      started_at timestamptz not null,
      -- Steps that were taken from the checkpoint of an earlier attempt. Null: none.
      resumed_from_step integer,
      -- The newest state that another attempt could resume from.
      checkpoint_step integer,
      checkpoint_at timestamptz,
      ended_at timestamptz,
      outcome text check (outcome in ('completed', 'failed', 'cancelled', 'released', 'lost')),
      error jsonb,
      primary key (task_id, fencing_token)
    )`.execute(db)
  await sql`
    alter table attempts enable row level security;
    alter table attempts force row level security`.execute(db)
  await sql`
    create policy of_tenant on attempts for select to wan_tenant using (${OWN_TENANT})`.execute(db)
  await sql`
    create policy of_service on attempts
      using (current_user <> 'wan_tenant') with check (current_user <> 'wan_tenant')`.execute(db)
  await sql`grant select on attempts to wan_tenant`.execute(db)
  // One element per engine, as the last heartbeat told.
  await sql`alter table workers add column engine_states jsonb not null default '[]'`.execute(db)
}
