import { sql, type Kysely } from 'kysely'

// Frozen in time: imports nothing of the application.
export async function up(db: Kysely<unknown>): Promise<void> {
  // The task whose video this one goes on from; it may be long gone.
  await sql`alter table tasks add column extended_from uuid`.execute(db)
}
