import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { openLog } from '#core/log.ts'
import { CANCEL_CHANNEL, openNotifications } from '#core/postgres/notifications.ts'
import { notify } from '#core/store/notify.ts'
import { completionAt } from '#test/support/database/tasks.ts'
import { lifecycleScene } from './scene.ts'

const { deps, databaseUrl, rowOf, submitted, start, started, reload, fenceRejections } = lifecycleScene()

const ends = async (id: string): Promise<string[]> =>
  (
    await deps.db
      .selectFrom('events')
      .select('type')
      .where('task_id', '=', id)
      .where('body', 'is not', null)
      .execute()
  ).map((event) => event.type)

describe('Cancel-After', () => {
  it('A queued task is cancelled once, when its Cancel-After has passed and not before', async () => {
    const task = await submitted({ cancelAfterSeconds: 60 })
    assert.equal(task.cancelAt!.getTime() - task.createdAt.getTime(), 60_000)
    deps.clock.advance(59_000)
    assert.deepEqual(await lifecycle.enforceDeadlines(deps), [])
    deps.clock.advance(1000)
    const both = await Promise.all([lifecycle.enforceDeadlines(deps), lifecycle.enforceDeadlines(deps)])
    assert.deepEqual(both.flat(), [task.id])
    const { status, error } = await reload(task.id)
    assert.deepEqual([status, error?.code], ['cancelled', 'deadline_exceeded'])
    assert.deepEqual(await ends(task.id), ['video.cancelled'])
  })

  it('A running task past its Cancel-After is cancelled without its worker, which can change nothing afterwards', async () => {
    const task = await submitted({ cancelAfterSeconds: 60 })
    const claim = await started(task.id)
    deps.clock.advance(60_000)
    assert.deepEqual(await lifecycle.enforceDeadlines(deps), [task.id])
    assert.equal(await lifecycle.complete(deps, claim, completionAt('x/')), null)
    assert.equal((await lifecycle.acknowledgeCancel(deps, claim))?.status, 'cancelled')
    assert.equal((await lifecycle.release(deps, claim))?.status, 'cancelled')
    assert.equal((await reload(task.id)).error?.code, 'deadline_exceeded')
    assert.deepEqual(await ends(task.id), ['video.cancelled'])
  })

  it('A task that waits for its next attempt is cancelled when its Cancel-After has passed', async () => {
    const task = await submitted({ cancelAfterSeconds: 60, startTimeoutSeconds: 10 })
    const claim = await started(task.id)
    deps.clock.advance(30_000)
    const failure = { code: 'engine_crashed', message: 'x', retryable: true }
    assert.equal((await lifecycle.fail(deps, claim, failure))?.status, 'queued')
    assert.deepEqual(await lifecycle.enforceDeadlines(deps), [])
    deps.clock.advance(30_000)
    assert.deepEqual(await lifecycle.enforceDeadlines(deps), [task.id])
    assert.equal((await reload(task.id)).error?.code, 'deadline_exceeded')
  })

  it('A task that ended in time keeps its state after its Cancel-After', async () => {
    const task = await submitted({ cancelAfterSeconds: 60 })
    await lifecycle.complete(deps, await started(task.id), completionAt('x/'))
    deps.clock.advance(60_000)
    assert.deepEqual(await lifecycle.enforceDeadlines(deps), [])
    assert.equal((await reload(task.id)).status, 'completed')
  })

  it('A task that its owner had cancelled before its deadline ends as cancelled, not as late', async () => {
    const task = await submitted({ cancelAfterSeconds: 60 })
    await started(task.id)
    await lifecycle.cancel(deps, 'alpha', task.id)
    deps.clock.advance(60_000)
    assert.deepEqual(await lifecycle.enforceDeadlines(deps), [task.id])
    assert.equal((await reload(task.id)).error?.code, 'cancelled')
  })
})

describe('the worker of a task that a deadline ended', () => {
  it('A running worker is notified of a passed deadline at once', async () => {
    const notifications = openNotifications({
      databaseUrl: databaseUrl(),
      applicationName: 'test',
      log: openLog({ level: 'silent', process: 'test' }),
    })
    try {
      const notified: string[] = []
      const listening = new Promise<void>((resolve) => {
        notifications.onListening(resolve)
      })
      const arrived = Promise.withResolvers<void>()
      const queued = await submitted({ cancelAfterSeconds: 60 })
      const task = await submitted({ cancelAfterSeconds: 60 })
      await started(task.id)
      notifications.on(CANCEL_CHANNEL, (id) => {
        notified.push(id)
        if (id === 'end') arrived.resolve()
      })
      await listening
      deps.clock.advance(60_000)
      assert.equal((await lifecycle.enforceDeadlines(deps)).length, 2)
      // Notifications arrive in order, so all that the deadlines sent are in before this one.
      await deps.db.transaction().execute((trx) => notify(trx, CANCEL_CHANNEL, 'end'))
      await arrived.promise
      assert.ok(notified.includes(task.id), 'the running task is notified')
      assert.ok(!notified.includes(queued.id), 'a queued task has no worker to notify')
    } finally {
      await notifications.close()
    }
  })

  it('The next progress or preview of a worker whose task was ended by a deadline says that its claim is lost', async () => {
    const task = await submitted({ cancelAfterSeconds: 60 })
    const claim = await started(task.id)
    const patch = { phase: 'denoise' as const, step: 1, progress: 10, etaAt: null }
    assert.deepEqual(await lifecycle.progress(deps, claim, patch), { cancelRequested: false })
    deps.clock.advance(60_000)
    await lifecycle.enforceDeadlines(deps)
    const before = await fenceRejections()
    assert.equal(await lifecycle.progress(deps, claim, patch), null)
    const asset = { key: 'x', contentType: 'image/webp', sizeBytes: 1, sha256: '0'.repeat(64) }
    assert.equal(await lifecycle.preview(deps, claim, asset), false)
    assert.equal((await fenceRejections()) - before, 2)
  })
})

describe('start_timeout_seconds', () => {
  it('A task that no worker started is cancelled after start_timeout_seconds', async () => {
    const task = await submitted({ startTimeoutSeconds: 10, cancelAfterSeconds: 60 })
    deps.clock.advance(10_000)
    assert.deepEqual(await lifecycle.enforceDeadlines(deps), [task.id])
    const { status, error } = await reload(task.id)
    assert.deepEqual([status, error?.code], ['cancelled', 'start_timeout'])
  })

  it('A task that was started once is not cancelled by start_timeout_seconds, however often it is retried', async () => {
    const task = await submitted({ startTimeoutSeconds: 10 })
    const claim = await started(task.id)
    deps.clock.advance(20_000)
    assert.deepEqual(await lifecycle.enforceDeadlines(deps), [])
    await lifecycle.fail(deps, claim, { code: 'engine_crashed', message: 'x', retryable: true })
    assert.deepEqual(await lifecycle.enforceDeadlines(deps), [])
    await started(task.id)
  })
})

describe('a worker that arrives after a deadline', () => {
  it('A worker that arrives after a start deadline starts the next task instead', async () => {
    await deps.db.deleteFrom('events').execute()
    await deps.db.deleteFrom('tasks').execute()
    const late = await submitted({ startTimeoutSeconds: 10 })
    const next = await submitted({})
    deps.clock.advance(10_000)
    const startNext = async (id: string) =>
      await lifecycle.startNext(deps, { jobId: (await rowOf(id)).job_id, retryCount: 0 })
    const outcome = await startNext(next.id)
    assert.equal(outcome.outcome === 'started' && outcome.task.id, next.id)
    assert.equal((await reload(late.id)).error?.code, 'start_timeout')
    assert.equal((await startNext(late.id)).outcome, 'gone')

    const own = await submitted({ startTimeoutSeconds: 10 })
    deps.clock.advance(10_000)
    assert.equal((await startNext(own.id)).outcome, 'gone')
    assert.equal((await reload(own.id)).error?.code, 'start_timeout')
  })

  it('A redelivered job does not start a task that is past its deadline', async () => {
    const task = await submitted({ cancelAfterSeconds: 60 })
    await started(task.id)
    deps.clock.advance(60_000)
    assert.equal((await start(task.id, 1)).outcome, 'gone')
    assert.equal((await reload(task.id)).error?.code, 'deadline_exceeded')
  })

  it('A parked task that is cancelled by its deadline frees no place for another', async () => {
    await deps.db.deleteFrom('events').execute()
    await deps.db.deleteFrom('tasks').execute()
    await deps.db.updateTable('tenants').set({ max_running: 1 }).where('id', '=', 'alpha').execute()
    const running = await submitted({})
    const claim = await started(running.id)
    const parked = await submitted({ startTimeoutSeconds: 10 })
    const waiting = await submitted({})
    assert.equal(parked.queueReason, 'concurrency_limit')
    deps.clock.advance(10_000)
    await lifecycle.enforceDeadlines(deps)
    assert.equal((await reload(parked.id)).status, 'cancelled')
    assert.equal((await rowOf(waiting.id)).parked, true)
    await lifecycle.complete(deps, claim, completionAt('x/'))
    assert.equal((await rowOf(waiting.id)).parked, false)
    await deps.db.updateTable('tenants').set({ max_running: null }).where('id', '=', 'alpha').execute()
  })
})
