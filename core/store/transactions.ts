import { sql } from 'kysely'
import type { Db, Trx } from '#core/postgres/db.ts'

/** Id of the transaction; null while it has written and locked nothing. */
export async function transactionId(trx: Trx): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`
    select pg_current_xact_id_if_assigned()::text as id`.execute(trx)
  return rows[0]?.id ?? null
}

/** What became of a recent transaction; null when Postgres has forgotten it. */
export async function transactionStatus(
  db: Db,
  id: string,
): Promise<'committed' | 'aborted' | 'in progress' | null> {
  const { rows } = await sql<{ status: 'committed' | 'aborted' | 'in progress' | null }>`
    select pg_xact_status(${id}::xid8) as status`.execute(db)
  return rows[0]?.status ?? null
}
