import { sql, type Kysely } from 'kysely'

// Frozen in time: imports nothing of the application.
export async function up(db: Kysely<unknown>): Promise<void> {
  // The task whose settings this one has with other words; it may be long gone.
  await sql`alter table tasks add column remixed_from uuid`.execute(db)
}
