import { sql, type Kysely } from 'kysely'

// Frozen in time: imports nothing of the application.
export async function up(db: Kysely<unknown>): Promise<void> {
  // The picture that the video ends with, where the model takes one.
  await sql`alter table tasks add column last_input_key text`.execute(db)
}
