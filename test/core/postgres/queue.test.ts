import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Db } from '#core/postgres/db.ts'
import { openTestDatabase } from '#test/support/database/open-test-database.ts'
import { newRowId } from '#core/ids.ts'
import { openLog } from '#core/log.ts'
import { openNotifications } from '#core/postgres/notifications.ts'
import { openQueue, type Queue, type WorkedJob } from '#core/postgres/queue.ts'
import { notify } from '#core/store/notify.ts'
import { openPassage } from '#test/support/network/passage.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { closeAfter } from '#test/support/closing.ts'

const log = openLog({ level: 'silent', process: 'test' })
let database: TestDatabase
let db: Db
let queue: Queue
before(async () => {
  database = await createTestDatabase()
  db = openTestDatabase(database.url)
  queue = await openQueue({ databaseUrl: database.url, applicationName: 'test', log, worker: true })
})
after(async () => {
  await queue.close()
  await db.destroy()
  await database.drop()
})

const send = (data: { taskId: string }, options = {}): Promise<string> =>
  db.transaction().execute((trx) => queue.send(trx, 'generate', data, options))

describe('the queue', () => {
  it('A job whose transaction rolls back never runs, and one that commits wakes an idle worker', async (t) => {
    const worked: { taskId: string; at: number }[] = []
    const waiting = new Map<string, () => void>()
    const arrives = (taskId: string): Promise<void> => new Promise((resolve) => waiting.set(taskId, resolve))
    await queue.work(
      'generate',
      { heartbeatRefreshSeconds: 2 },
      async (job: WorkedJob<{ taskId: string }>) => {
        worked.push({ taskId: job.data.taskId, at: performance.now() })
        waiting.get(job.data.taskId)?.()
        await Promise.resolve()
      },
    )

    const rolledBack = db.transaction().execute(async (trx) => {
      await queue.send(trx, 'generate', { taskId: 'never' })
      throw new Error('rolled back')
    })
    await assert.rejects(rolledBack, /rolled back/)

    const latenciesMs: number[] = []
    for (let i = 0; i < 10; i += 1) {
      const taskId = newRowId()
      const arrival = arrives(taskId)
      const sentAt = performance.now()
      await send({ taskId })
      await arrival
      latenciesMs.push((worked.at(-1)?.at ?? 0) - sentAt)
    }
    const median = latenciesMs.toSorted((a, b) => a - b)[5] as number
    t.diagnostic(`pick-up by NOTIFY: median ${median.toFixed(1)} ms of 10`)
    // Polling alone takes 250 ms on average and up to 1 s.
    assert.ok(median < 200, `median ${median} ms`)
    assert.ok(worked.every((job) => job.taskId !== 'never'))
  })
})

describe('notifications', () => {
  it('Notifications arrive when their transaction commits, also after a lost connection', async (t) => {
    const notifications = openNotifications({ databaseUrl: database.url, applicationName: 'test', log })
    closeAfter(t, () => notifications.close())
    const received: string[] = []
    let wake = (): void => undefined
    notifications.on('test_channel', (payload) => {
      received.push(payload)
      wake()
    })
    const arrival = async (payload: string): Promise<void> => {
      const deadline = Date.now() + 20_000
      while (!received.includes(payload)) {
        assert.ok(Date.now() < deadline, `${payload} did not arrive`)
        // The subscription is made in the background, so what was sent before it is not heard.
        await db.transaction().execute((trx) => notify(trx, 'test_channel', payload))
        await Promise.race([
          new Promise<void>((resolve) => {
            wake = resolve
          }),
          new Promise((resolve) => setTimeout(resolve, 100)),
        ])
      }
    }
    await arrival('before')
    const { rows } = await db.executeQuery<{ pid: number }>({
      sql: `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test-listen' and datname = current_database()`,
      parameters: [],
      query: { kind: 'RawNode', sqlFragments: [], parameters: [] },
      queryId: { queryId: 'terminate' },
    })
    assert.equal(rows.length, 1)
    await arrival('after')
  })

  it('A connection that died silently is replaced', async (t) => {
    const passage = await openPassage(database.url)
    const notifications = openNotifications({ databaseUrl: passage.url, applicationName: 'test', log })
    closeAfter(t, async () => {
      await notifications.close()
      await passage.close()
    })
    let listening = Promise.withResolvers<void>()
    notifications.onListening(() => listening.resolve())
    notifications.on('test_channel', () => undefined)
    await listening.promise
    listening = Promise.withResolvers<void>()
    passage.silence({ newOnes: false })
    await listening.promise
  })
})
