import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { it } from 'node:test'
import { sql } from 'kysely'
import { openLog } from '#core/log.ts'
import { openQueue } from '#core/postgres/queue.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { openTestDatabase } from '#test/support/database/open-test-database.ts'
import { openPassage } from '#test/support/network/passage.ts'
import { closeAfter } from '#test/support/closing.ts'

/** Longer than a worker may be silent. */
const OUTAGE_MS = 14_000
/** By then, a supervisor that judges at once has taken the job, and one that waits has judged. */
const AFTERMATH_MS = 14_000

it('An outage of the database takes no job from the worker that holds it', async (t) => {
  const { url } = await createTestDatabase(t)
  const passage = await openPassage(url)
  const db = openTestDatabase(url)
  const log = openLog({ level: 'silent', process: 'test' })
  const open = () => openQueue({ databaseUrl: passage.url, applicationName: 'test', log, worker: true })
  const [holder, other] = [await open(), await open()]
  const finish = Promise.withResolvers<void>()
  closeAfter(t, async () => {
    finish.resolve()
    await passage.mend()
    await holder.close()
    await other.close()
    await db.destroy()
    await passage.close()
  })
  const deliveries: { retryCount: number; signal: AbortSignal }[] = []
  const started = Promise.withResolvers<void>()
  const work = (queue: typeof holder) =>
    queue.work('generate', { heartbeatRefreshSeconds: 6 }, async (job) => {
      deliveries.push({ retryCount: job.retryCount, signal: job.signal })
      started.resolve()
      await finish.promise
    })
  await work(holder)
  await db.transaction().execute((trx) => holder.send(trx, 'generate', { taskId: 'one' }))
  await started.promise
  await work(other)
  // Both supervisors have been in touch with the database for long enough to judge.
  await sleep(12_000)
  await passage.cut()
  await sleep(OUTAGE_MS)
  await passage.mend()
  await sleep(AFTERMATH_MS)

  assert.deepEqual(
    deliveries.map(({ retryCount, signal }) => [retryCount, signal.aborted]),
    [[0, false]],
  )
  const { rows } = await sql<{ silence: number }>`
    select extract(epoch from now() - heartbeat_on)::float8 as silence from pgboss.job
    where name = 'generate' and state = 'active'`.execute(db)
  assert.equal(rows.length, 1)
  assert.ok((rows[0]?.silence ?? Infinity) < 10, `the holder is silent for ${rows[0]?.silence} s`)
})
