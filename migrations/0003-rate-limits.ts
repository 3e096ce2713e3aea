import { sql, type Kysely } from 'kysely'

// Frozen in time: imports nothing of the application.
export async function up(db: Kysely<unknown>): Promise<void> {
  // Unlogged: one write a request, and a crash that forgets them only gives every caller a full burst.
  await sql`
    create unlogged table rate_limits (
      key text primary key,
      -- Theoretical arrival time of the next request of an even stream, in ms since 1970.
      arrival_ms double precision not null,
      -- Whether the last request was within the limit.
      allowed boolean not null
    ) with (fillfactor = 50)`.execute(db)

  // Null: the default of the settings.
  await sql`
    alter table tenants
      add column requests_per_minute integer check (requests_per_minute >= 0),
      add column request_burst integer check (request_burst >= 1)`.execute(db)
}
