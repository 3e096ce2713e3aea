import { CompiledQuery } from 'kysely'
import type { Db } from './db.ts'
import { AHEAD, type PipeliningConnection } from './driver.ts'
import { Joint } from './joint-query.ts'

/** The rows of each statement of a flight, in their order. */
type Rows<Q extends readonly CompiledQuery[]> = {
  [I in keyof Q]: Q[I] extends CompiledQuery<infer Row> ? readonly Row[] : never
}

/**
 * Sends statements together, so that all of them cost one round trip. Each of them sees the ones
 * before it, and none is carried out after one that fails. Outside of a transaction they only read.
 *
 * @throws the error of the first statement that fails.
 */
export async function flight<const Q extends readonly CompiledQuery[]>(db: Db, queries: Q): Promise<Rows<Q>> {
  const { rows } = await db
    .getExecutor()
    .provideConnection((connection) => connection.executeQuery(together(queries)))
  return rows as unknown as Rows<Q>
}

/** Several statements in the place of one, as the client of `pool.ts` takes them. */
const together = (queries: readonly CompiledQuery[], isTransaction = false): CompiledQuery => ({
  ...CompiledQuery.raw(''),
  sql: new Joint(queries, isTransaction) as unknown as string,
})

/**
 * Sends a statement of a transaction without waiting for its answer; the next one follows at once.
 *
 * @returns once it is sent, a function that waits for its rows.
 */
export async function sendAhead<Row>(
  db: Db,
  query: CompiledQuery<Row>,
): Promise<() => Promise<readonly Row[]>> {
  const { answer } = await db.getExecutor().provideConnection(async (connection) => {
    const answered = connection.executeQuery<Row>(query)
    // The commit of the transaction fails with the error, and so does whoever asks for the rows.
    answered.catch(() => undefined)
    ;(connection as PipeliningConnection)[AHEAD]?.push(answered)
    return { answer: answered }
  })
  return async () => (await answer).rows
}

/**
 * As `flight`, as a transaction of its own, which may also write.
 *
 * @throws Error in a transaction.
 */
export async function readFlight<const Q extends readonly CompiledQuery[]>(
  db: Db,
  queries: Q,
): Promise<Rows<Q>> {
  if (db.isTransaction) throw new Error('a transaction cannot begin within another')
  const { rows } = await db
    .getExecutor()
    .provideConnection((connection) => connection.executeQuery(together(queries, true)))
  return rows as unknown as Rows<Q>
}
