import { sql } from 'kysely'
import type { Db, Trx } from '#core/postgres/db.ts'
import type { Assets } from '#core/task/asset.ts'

/** Numbers that a restored database leaves out: more than were given since any backup. */
const SKIPPED_NUMBERS = 1_000_000_000
/** Starts of one task that may have happened after the backup. */
const SKIPPED_TOKENS = 100_000

/** The major version of the server: 18 for 18.4. */
export async function serverMajorVersion(db: Db): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    select current_setting('server_version_num')::int / 10000 as version`.execute(db)
  return (rows[0] as { version: number }).version
}

/** A name under which other connections see what this transaction sees, while it lasts. */
export async function exportSnapshot(trx: Trx): Promise<string> {
  const { rows } = await sql<{ name: string }>`select pg_export_snapshot() as name`.execute(trx)
  return (rows[0] as { name: string }).name
}

/** Rows of each table that survives a crash, of the service and its queue, by `schema.table`. */
export async function countRows(db: Db): Promise<Record<string, number>> {
  const tables = await sql<{ schema: string; name: string }>`
    select n.nspname as schema, c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and c.relpersistence = 'p'
      and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
    order by 1, 2`.execute(db)
  const counts: Record<string, number> = {}
  for (const { schema, name } of tables.rows) {
    const { rows } = await sql<{ count: string }>`
      select count(*) as count from ${sql.id(schema, name)}`.execute(db)
    counts[`${schema}.${name}`] = Number(rows[0]?.count)
  }
  return counts
}

/** Makes the role of tenants' reads, which belongs to the cluster and is in no dump. */
export async function ensureTenantRole(db: Db): Promise<void> {
  await sql`
    do $$ begin
      if not exists (select from pg_roles where rolname = 'wan_tenant') then
        create role wan_tenant nologin;
      end if;
      if not pg_has_role(current_user, 'wan_tenant', 'member') then
        execute format('grant wan_tenant to %I', current_user);
      end if;
    end $$`.execute(db)
}

/**
 * Leaves out the numbers that were given after the backup, so that none is given twice: those of
 * sequences, and the fencing tokens of tasks that have not ended, which are in the keys of files.
 */
export async function skipGivenNumbers(trx: Trx): Promise<void> {
  await sql`
    select setval(format('%I.%I', schemaname, sequencename), coalesce(last_value, 0) + ${SKIPPED_NUMBERS}::bigint)
    from pg_sequences where schemaname = current_schema()`.execute(trx)
  await sql`
    update tasks set fencing_token = fencing_token + ${SKIPPED_TOKENS}::int
    where status in ('queued', 'running') and fencing_token > 0`.execute(trx)
}

/** Published files of videos that have not expired, in the order of ids. */
export async function publishedAfter(
  db: Db,
  after: string,
  limit: number,
): Promise<{ id: string; assets: Assets }[]> {
  const rows = await db
    .selectFrom('tasks')
    .select(['id', 'assets'])
    .where('id', '>', after)
    .where('status', '=', 'completed')
    .where('deleted_at', 'is', null)
    .where('assets_removed_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.flatMap(({ id, assets }) => (assets === null ? [] : [{ id, assets }]))
}

/** Ids of the uploaded files that have not expired. */
export async function keptFileIds(db: Db, now: Date): Promise<string[]> {
  const rows = await db.selectFrom('files').select('id').where('expires_at', '>', now).execute()
  return rows.map(({ id }) => id)
}
