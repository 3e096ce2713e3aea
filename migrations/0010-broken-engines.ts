import { sql, type Kysely } from 'kysely'

/** How many engines a worker was told to run and cannot. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`set local lock_timeout = '5s'`.execute(db)
  await sql`alter table workers add column broken_engines integer not null default 0`.execute(db)
}
