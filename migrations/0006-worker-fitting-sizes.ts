import { sql, type Kysely } from 'kysely'

// Frozen in time: imports nothing of the application.
export async function up(db: Kysely<unknown>): Promise<void> {
  // By the id of a model: what the worker's devices can hold of it.
  await sql`alter table workers add column fitting_sizes jsonb not null default '{}'`.execute(db)
}
