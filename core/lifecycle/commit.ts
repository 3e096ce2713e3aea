import { setTimeout as sleep } from 'node:timers/promises'
import { isDatabaseUnavailable } from '#core/postgres/database-errors.ts'
import type { Db, Trx } from '#core/postgres/db.ts'
import { askTransactionId, transactionStatus } from '#core/store/transactions.ts'

/** Time for the database to come back and say what became of a transaction; a caller waits. */
const ASK_FOR_MS = 5000
const ASK_EVERY_MS = 200

/**
 * Runs `work` in a transaction. When the connection is lost before the answer to COMMIT, asks the
 * database what became of the transaction: one that was committed has succeeded.
 *
 * The id of the transaction alone does not say so: after a crash Postgres gives the ids of
 * transactions that had not reached its disk to others, which may be committed.
 *
 * @param isWritten whether the database holds something that only `work` has written
 * @throws the error of the connection when the transaction was not committed, or when the database
 *   does not say so within 5 s. A caller that repeats its change must recognise it then.
 */
export async function commit<T>(
  db: Db,
  work: (trx: Trx) => Promise<T>,
  isWritten: (db: Db) => Promise<boolean>,
): Promise<T> {
  let committing: { readonly id: string; readonly result: T } | undefined
  try {
    return await db.transaction().execute(async (trx) => {
      const id = await askTransactionId(trx)
      const result = await work(trx)
      committing = { id: await id(), result }
      return result
    })
  } catch (error) {
    if (committing === undefined || !isDatabaseUnavailable(error)) throw error
    if (await hasCommitted(db, committing.id, isWritten)) return committing.result
    throw error
  }
}

async function hasCommitted(db: Db, id: string, isWritten: (db: Db) => Promise<boolean>): Promise<boolean> {
  for (const giveUpAt = performance.now() + ASK_FOR_MS; ; await sleep(ASK_EVERY_MS)) {
    try {
      const status = await transactionStatus(db, id)
      if (status !== 'in progress') return status === 'committed' && (await isWritten(db))
    } catch (error) {
      if (!isDatabaseUnavailable(error)) return false
    }
    if (performance.now() > giveUpAt) return false
  }
}
