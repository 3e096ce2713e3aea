import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import { isDatabaseUnavailable } from '#core/postgres/db.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { openTestDatabase } from '#test/support/database/open-test-database.ts'

describe('A connection of the pool', () => {
  it('A connection lost between two statements of a transaction fails the transaction, not the process', async (t) => {
    const { url } = await createTestDatabase(t)
    const db = openTestDatabase(url, 2)
    t.after(() => db.destroy())
    const failed = db.transaction().execute(async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(db)
      // The error of the connection arrives while no statement runs on it.
      await new Promise((resolve) => setTimeout(resolve, 200))
      await sql`select 1`.execute(trx)
    })
    await assert.rejects(failed, isDatabaseUnavailable)
    const { rows } = await sql<{ one: number }>`select 1 as one`.execute(db)
    assert.equal(rows[0]?.one, 1)
  })
})
