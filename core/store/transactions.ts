import { sql, type CompiledQuery } from 'kysely'
import type { Db, Trx } from '#core/postgres/db.ts'
import { compiledOnce } from '#core/postgres/compiled-once.ts'
import { sendAhead } from '#core/postgres/flight.ts'

/** Asks for the id of the transaction. @returns a function that waits for the answer. */
export async function askTransactionId(trx: Trx): Promise<() => Promise<string>> {
  const answer = await sendAhead(trx, transactionId(trx))
  return async () => ((await answer())[0] as { id: string }).id
}

const transactionId = compiledOnce((db) => ({
  compile: () => sql<{ id: string }>`select pg_current_xact_id()::text as id`.compile(db),
}))

/** From then on, a statement of the transaction that waits longer for a lock fails with 55P03. */
export const waitForLocksAtMost: (trx: Trx, ms: number) => CompiledQuery = (trx, ms) =>
  boundingWaits(trx, `${ms}ms`)

const boundingWaits = compiledOnce((db, duration: string) => ({
  compile: () => sql`select set_config('lock_timeout', ${duration}, true)`.compile(db),
}))

/** What became of a recent transaction; null when Postgres has forgotten it. */
export async function transactionStatus(
  db: Db,
  id: string,
): Promise<'committed' | 'aborted' | 'in progress' | null> {
  const { rows } = await sql<{ status: 'committed' | 'aborted' | 'in progress' | null }>`
    select pg_xact_status(${id}::xid8) as status`.execute(db)
  return rows[0]?.status ?? null
}

/** Whether a task was written at this time, as its row or one of its events says. */
export async function wasTaskWritten(db: Db, taskId: string, at: Date): Promise<boolean> {
  const { rows } = await sql<{ written: boolean }>`
    select exists (select from tasks where id = ${taskId} and updated_at = ${at})
      or exists (select from events where task_id = ${taskId} and created_at = ${at}) as written`.execute(db)
  return rows[0]?.written === true
}
