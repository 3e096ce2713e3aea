import { sql } from 'kysely'
import type { Db } from '#core/postgres/db.ts'

/** The time of the database, in milliseconds since 1970. */
export async function databaseTimeMs(db: Db): Promise<number> {
  const { rows } = await sql<{ ms: number }>`
    select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`.execute(db)
  return (rows[0] as { ms: number }).ms
}
