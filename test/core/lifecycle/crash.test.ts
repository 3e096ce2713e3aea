import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { commit } from '#core/lifecycle/commit.ts'
import { isDatabaseUnavailable } from '#core/postgres/database-errors.ts'
import type { Db } from '#core/postgres/db.ts'
import { transactionStatus } from '#core/store/transactions.ts'
import { openTestDatabase } from '#test/support/database/open-test-database.ts'
import { startOutsidePostgres, type OutsidePostgres } from '#test/faults/scene/outside-postgres.ts'

let folder: string
let postgres: OutsidePostgres
let db: Db
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'crash-'))
  postgres = await startOutsidePostgres({ folder })
  db = openTestDatabase(postgres.url)
})
after(async () => {
  await db?.destroy()
  await postgres?.stop()
  await rm(folder, { recursive: true, force: true })
})

const currentId = async (on: Db): Promise<string> =>
  (await sql<{ id: string }>`select pg_current_xact_id()::text as id`.execute(on)).rows[0]?.id as string

/**
 * Commits a change whose Postgres crashes before COMMIT, and where another transaction got the same
 * id and was committed before the answer is looked for.
 */
async function afterACrash(isWritten: boolean): Promise<string> {
  return await commit(
    db,
    async (trx) => {
      const lost = await currentId(trx)
      await postgres.killHard()
      await postgres.start()
      const other = openTestDatabase(postgres.url)
      const reused = await currentId(other)
      await other.destroy()
      assert.equal(reused, lost, 'the other transaction got another id')
      assert.equal(await transactionStatus(db, lost), 'committed')
      return 'made'
    },
    async () => isWritten,
  )
}

describe('a crash of Postgres between a change and its COMMIT', () => {
  it('The change has not succeeded, though another transaction has its id', async () => {
    await assert.rejects(afterACrash(false), isDatabaseUnavailable)
  })

  it('A change that the database holds has succeeded', async () => {
    assert.equal(await afterACrash(true), 'made')
  })
})
