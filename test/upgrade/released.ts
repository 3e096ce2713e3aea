import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { runPostgresProgram } from '#infra/backup/postgres-programs.ts'
import type { Knowledge } from './customer.ts'
import type { Ground } from './version.ts'

/** A filled database of the last release, its files, and what its customer knows. */
const FOLDER = path.join(import.meta.dirname, 'released')
const DATABASE = path.join(FOLDER, 'database.sql')
const KNOWLEDGE = path.join(FOLDER, 'knowledge.json')
const STORAGE = path.join(FOLDER, 'storage')
/** Where the webhooks of the fixture went: nobody listens there. */
export const NOWHERE = 'http://127.0.0.1:9/hook'

interface Released {
  readonly dumpedAt: string
  readonly known: Knowledge
}

/** Writes the fixture. @param searchPath folders with pg_dump */
export async function dumpReleased(
  { databaseUrl, dataDir }: Ground,
  known: Knowledge,
  searchPath: string,
): Promise<void> {
  await rm(FOLDER, { recursive: true, force: true })
  await mkdir(FOLDER)
  const args = ['--no-owner', '--inserts', '--rows-per-insert=100']
  const sql = await runPostgresProgram('pg_dump', args, { databaseUrl, searchPath })
  // Lines that only psql understands.
  await writeFile(DATABASE, sql.replaceAll(/^\\.*\n/gm, ''))
  const released: Released = { dumpedAt: new Date().toISOString(), known }
  await writeFile(KNOWLEDGE, `${JSON.stringify(released, null, 2)}\n`)
  await cp(path.join(dataDir, 'storage'), STORAGE, { recursive: true })
}

/**
 * Loads the fixture into an empty database and a folder, as if it had been dumped just now.
 *
 * @param webhookUrl takes the place of the address that nobody listens at
 */
export async function loadReleased(ground: Ground, webhookUrl: string): Promise<Knowledge> {
  const here = (text: string): string => text.replaceAll(NOWHERE, webhookUrl)
  const { dumpedAt, known } = JSON.parse(here(await readFile(KNOWLEDGE, 'utf8'))) as Released
  const client = new pg.Client({ connectionString: ground.databaseUrl })
  await client.connect()
  try {
    await client.query(here(await readFile(DATABASE, 'utf8')))
    // A dump leaves a session without a search path, and triggers would see the moves as changes.
    await client.query('reset all; set session_replication_role = replica')
    await client.query(MAKE_YOUNG)
    await client.query(`select pg_temp.make_young($1)`, [`${Date.now() - Date.parse(dumpedAt)} milliseconds`])
  } finally {
    await client.end()
  }
  await cp(STORAGE, path.join(ground.dataDir, 'storage'), { recursive: true })
  return known
}

/** Moves every moment in every table: what was to expire in an hour expires in an hour. */
const MAKE_YOUNG = `
create function pg_temp.make_young(age interval) returns void language plpgsql as $$
declare place record;
begin
  for place in
    select table_schema, table_name,
      string_agg(format('%1$I = %1$I + $1', column_name), ', ') as assignments
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'
      and data_type = 'timestamp with time zone' and is_generated = 'NEVER'
      -- The rows of a partition are moved with its table.
      and not (select relispartition from pg_class where oid = format('%I.%I', table_schema, table_name)::regclass)
    group by table_schema, table_name
  loop
    execute format('update %I.%I set %s', place.table_schema, place.table_name, place.assignments)
      using age;
  end loop;
end $$`
