import { sql, type Kysely } from 'kysely'

// Frozen in time: imports nothing of the application.
export async function up(db: Kysely<unknown>): Promise<void> {
  // `seq` is given when an event is written, which is not the order in which transactions commit. `position` is given
  // when an event is first read from its tenant's feed, so a reader that goes by it misses nothing.
  await sql`alter table events add column position bigint`.execute(db)
  await sql`create sequence event_positions`.execute(db)
  await sql`create unique index events_by_position on events (tenant_id, position)`.execute(db)
  await sql`create index events_without_position on events (tenant_id, seq) where position is null`.execute(
    db,
  )
}
