import { sql, type Kysely } from 'kysely'

// Frozen in time: imports nothing of the application.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table tasks
      -- Digest of everything that decides the frames; null when the result is not to be found by it.
      add column cache_key text,
      -- Of the model, in the key; a run that found other files is not found by it.
      add column cache_revision text,
      -- The task whose result this one got, which may be long gone.
      add column cached_from uuid`.execute(db)
  await sql`create index tasks_by_cache_key on tasks (tenant_id, cache_key)
    where cache_key is not null and status = 'completed' and deleted_at is null and assets_removed_at is null`.execute(
    db,
  )
  await sql`
    create table model_revisions (
      model text primary key,
      revision text not null,
      updated_at timestamptz not null
    )`.execute(db)
}
