import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import { isDatabaseUnavailable } from '#core/postgres/database-errors.ts'
import { openDatabase, type Db } from '#core/postgres/db.ts'
import { openLog } from '#core/log.ts'
import { openQueue } from '#core/postgres/queue.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { openTestDatabase, PATIENT_CONNECT_MS } from '#test/support/database/open-test-database.ts'
import { openPassage } from '#test/support/network/passage.ts'
import { closeAfter } from '#test/support/closing.ts'

const one = async (db: Db): Promise<number | undefined> =>
  (await sql<{ one: number }>`select 1 as one`.execute(db)).rows[0]?.one

describe('A connection of the pool', () => {
  it('A connection lost between two statements of a transaction fails the transaction, not the process', async (t) => {
    const { url } = await createTestDatabase(t)
    const db = openTestDatabase(url, 2)
    closeAfter(t, () => db.destroy())
    const failed = db.transaction().execute(async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(db)
      // The error of the connection arrives while no statement runs on it.
      await new Promise((resolve) => setTimeout(resolve, 200))
      await sql`select 1`.execute(trx)
    })
    await assert.rejects(failed, isDatabaseUnavailable)
    assert.equal(await one(db), 1)
  })

  it('A statement that gets no answer fails, and its connection is never lent again', async (t) => {
    const { url } = await createTestDatabase(t)
    const passage = await openPassage(url)
    const db = openDatabase({
      url: passage.url,
      poolSize: 1,
      applicationName: 'test',
      connectTimeoutMs: PATIENT_CONNECT_MS,
      statementTimeoutMs: 500,
      onIdleError: () => undefined,
    })
    closeAfter(t, async () => {
      await db.destroy()
      await passage.close()
    })
    const pid = async (): Promise<number | undefined> =>
      (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows[0]?.pid
    const before = await pid()
    passage.silence()
    await assert.rejects(one(db), isDatabaseUnavailable)
    await passage.mend()
    const after = await pid()
    assert.ok(after !== undefined && after !== before, `${after} is the silent connection`)
  })

  it('While every connection is busy, a statement fails soon as unavailable, and later ones succeed', async (t) => {
    const { url } = await createTestDatabase(t)
    const db = openDatabase({
      url,
      poolSize: 2,
      applicationName: 'test',
      connectTimeoutMs: PATIENT_CONNECT_MS,
      poolWaitMs: 300,
      onIdleError: () => undefined,
    })
    closeAfter(t, () => db.destroy())
    const { promise: freed, resolve: free } = Promise.withResolvers<void>()
    let held = 0
    const holders = [1, 2].map(() =>
      db.transaction().execute(async (trx) => {
        await sql`select 1`.execute(trx)
        held += 1
        await freed
      }),
    )
    while (held < 2) await new Promise((resolve) => setTimeout(resolve, 10))
    const startedAt = performance.now()
    await assert.rejects(one(db), isDatabaseUnavailable)
    assert.ok(performance.now() - startedAt > 250)
    free()
    await Promise.all(holders)
    // A connection that came too late for its caller went back to the pool.
    for (let i = 0; i < 5; i++) assert.deepEqual(await Promise.all([one(db), one(db)]), [1, 1])
  })

  it('A statement that gets no answer fails its transaction as a whole', async (t) => {
    const { url } = await createTestDatabase(t)
    const passage = await openPassage(url)
    const db = openDatabase({
      url: passage.url,
      poolSize: 1,
      applicationName: 'test',
      connectTimeoutMs: PATIENT_CONNECT_MS,
      statementTimeoutMs: 500,
      onIdleError: () => undefined,
    })
    closeAfter(t, async () => {
      await db.destroy()
      await passage.close()
    })
    const failed = db.transaction().execute(async (trx) => {
      await sql`select 1`.execute(trx)
      passage.silence()
      await sql`select 1`.execute(trx)
    })
    await assert.rejects(failed, isDatabaseUnavailable)
    await passage.mend()
    assert.equal(await one(db), 1)
  })
})

describe('The connections of the queue', () => {
  it('They survive the end of every backend', async (t) => {
    const { url } = await createTestDatabase(t)
    const db = openTestDatabase(url)
    const log = openLog({ level: 'silent', process: 'test' })
    const queue = await openQueue({ databaseUrl: url, applicationName: 'test', log, worker: true })
    closeAfter(t, async () => {
      await queue.close()
      await db.destroy()
    })
    const worked: string[] = []
    await queue.work('generate', { heartbeatRefreshSeconds: 2 }, async (job) => {
      worked.push(job.data.taskId)
      await Promise.resolve()
    })
    for (let round = 0; round < 5; round += 1) {
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'test-queue'`.execute(db)
      await new Promise((resolve) => setTimeout(resolve, 150))
    }
    await db.transaction().execute((trx) => queue.send(trx, 'generate', { taskId: 'after' }))
    while (!worked.includes('after')) await new Promise((resolve) => setTimeout(resolve, 50))
    assert.deepEqual(worked, ['after'])
  })
})
