import { sql } from 'kysely'
import type { Trx } from '#core/postgres/db.ts'

/** Told to every listener when the transaction commits, and never when it does not. */
export async function notify(trx: Trx, channel: string, payload: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${payload})`.execute(trx)
}
