import { sql, type Kysely } from 'kysely'

/** What lies in the models directory of a worker and is not served, with the reasons. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`set local lock_timeout = '5s'`.execute(db)
  // A list of {folder, reason}.
  await sql`alter table workers add column unavailable jsonb not null default '[]'`.execute(db)
}
