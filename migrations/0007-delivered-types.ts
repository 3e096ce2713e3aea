import { sql, type Kysely } from 'kysely'

/** The type under which an event is delivered, where the endpoint knows it by another name. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`set local lock_timeout = '5s'`.execute(db)
  // Null for the type of the event itself.
  await sql`alter table webhook_deliveries add column type text`.execute(db)
}
