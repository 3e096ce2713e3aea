import { sql, type Kysely } from 'kysely'

const OWN_TENANT = sql`tenant_id = nullif(current_setting('wan.tenant', true), '')`

/**
 * Pairs of metadata by equality. Containment of jsonb is not leakproof, so under row-level security
 * no index of `tasks` serves it; equality of uuids is.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`set local lock_timeout = '5s'`.execute(db)
  await sql`
    create table task_metadata (
      task_id uuid not null references tasks (id) on delete cascade,
      -- Digest of one pair as jsonb; two pairs may share it.
      pair uuid not null,
      tenant_id text not null,
      -- That of the task, whose pages it orders.
      created_at timestamptz not null,
      primary key (task_id, pair)
    )`.execute(db)
  await sql`
    create function metadata_pairs(metadata jsonb) returns setof uuid language sql immutable as $$
      select md5(jsonb_build_object(key, value)::text)::uuid from jsonb_each(metadata) $$`.execute(db)
  await sql`
    create function task_metadata_changed() returns trigger language plpgsql as $$ begin
      if tg_op = 'UPDATE' then
        delete from task_metadata where task_id = new.id;
      end if;
      insert into task_metadata (task_id, pair, tenant_id, created_at)
      select new.id, pair, new.tenant_id, new.created_at from metadata_pairs(new.metadata) as pair;
      return null;
    end $$`.execute(db)
  await sql`
    create trigger task_metadata_inserted after insert on tasks for each row
      when (new.metadata <> '{}') execute function task_metadata_changed();
    create trigger task_metadata_updated after update of metadata on tasks for each row
      when (new.metadata is distinct from old.metadata) execute function task_metadata_changed()`.execute(db)
  await sql`
    insert into task_metadata (task_id, pair, tenant_id, created_at)
    select t.id, pair, t.tenant_id, t.created_at from tasks t cross join metadata_pairs(t.metadata) as pair
    where t.metadata <> '{}'`.execute(db)
  await sql`
    create index task_metadata_by_pair on task_metadata (tenant_id, pair, created_at desc, task_id desc)`.execute(
    db,
  )
  await sql`
    alter table task_metadata enable row level security;
    alter table task_metadata force row level security`.execute(db)
  await sql`
    create policy of_tenant on task_metadata for select to wan_tenant using (${OWN_TENANT})`.execute(db)
  await sql`
    create policy of_service on task_metadata
      using (current_user <> 'wan_tenant') with check (current_user <> 'wan_tenant')`.execute(db)
  await sql`grant select on task_metadata to wan_tenant`.execute(db)
}
