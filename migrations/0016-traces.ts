import { sql, type Kysely } from 'kysely'

/** What the creation of a task belongs to, so that one trace leads from it to the last webhook. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`set local lock_timeout = '5s'`.execute(db)
  // W3C Trace Context; null: nobody traces.
  await sql`alter table tasks add column traceparent text`.execute(db)
}
