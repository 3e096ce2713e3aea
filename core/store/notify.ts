import { sql } from 'kysely'
import { compiledOnce } from '#core/postgres/compiled-once.ts'
import { sendAhead } from '#core/postgres/flight.ts'
import type { Trx } from '#core/postgres/db.ts'

/** Notifies every listener of the channel when the transaction commits. */
export async function notify(trx: Trx, channel: string, payload: string): Promise<void> {
  await sendAhead(trx, notifying(trx, channel, payload))
}

const notifying = compiledOnce((db, channel: string, payload: string) => ({
  compile: () => sql`select pg_notify(${channel}, ${payload})`.compile(db),
}))
