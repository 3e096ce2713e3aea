import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { findTaskRow, taskFromRow } from '#core/store/tasks.ts'
import type { NewTask } from '#core/task/new-task.ts'
import type { Claim, Task } from '#core/task/task.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { completionAt, newTask, openTestLifecycle, type TestLifecycle } from '#test/support/database/tasks.ts'

let database: TestDatabase
let deps: TestLifecycle
before(async () => {
  database = await createTestDatabase()
  deps = await openTestLifecycle(database.url)
})
after(async () => {
  await deps.close()
  await database.drop()
})

async function submitted(overrides: Partial<NewTask>): Promise<Task> {
  const outcome = await lifecycle.submit(deps, newTask('alpha', overrides), null)
  assert.equal(outcome.outcome, 'created')
  return (outcome as { task: Task }).task
}
const rowOf = async (id: string) => (await findTaskRow(deps.db, id))!
const reload = async (id: string): Promise<Task> => taskFromRow(await rowOf(id))
async function start(id: string, retryCount = 0): Promise<lifecycle.StartOutcome> {
  return await lifecycle.start(deps, { taskId: id, jobId: (await rowOf(id)).job_id, retryCount })
}
async function started(id: string): Promise<Claim> {
  const outcome = await start(id)
  assert.equal(outcome.outcome, 'started')
  return (outcome as { claim: Claim }).claim
}
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
  it('cancels a queued task when its time is up, not before, and once', async () => {
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

  it('cancels a running task without its worker, which then changes nothing any more', async () => {
    const task = await submitted({ cancelAfterSeconds: 60 })
    const claim = await started(task.id)
    deps.clock.advance(60_000)
    assert.deepEqual(await lifecycle.enforceDeadlines(deps), [task.id])
    assert.equal(await lifecycle.complete(deps, claim, completionAt('x/')), null)
    assert.equal(await lifecycle.acknowledgeCancel(deps, claim), null)
    assert.equal(await lifecycle.release(deps, claim), null)
    assert.equal((await reload(task.id)).error?.code, 'deadline_exceeded')
    assert.deepEqual(await ends(task.id), ['video.cancelled'])
  })

  it('cancels a task that waits for its next attempt', async () => {
    const task = await submitted({ cancelAfterSeconds: 60, startTimeoutSeconds: 10 })
    const claim = await started(task.id)
    deps.clock.advance(59_500)
    const failure = { code: 'engine_crashed', message: 'x', retryable: true }
    assert.equal((await lifecycle.fail(deps, claim, failure))?.status, 'queued')
    assert.deepEqual(await lifecycle.enforceDeadlines(deps), [])
    deps.clock.advance(500)
    assert.deepEqual(await lifecycle.enforceDeadlines(deps), [task.id])
    assert.equal((await reload(task.id)).error?.code, 'deadline_exceeded')
  })

  it('leaves a task alone that has ended in time', async () => {
    const task = await submitted({ cancelAfterSeconds: 60 })
    await lifecycle.complete(deps, await started(task.id), completionAt('x/'))
    deps.clock.advance(60_000)
    assert.deepEqual(await lifecycle.enforceDeadlines(deps), [])
    assert.equal((await reload(task.id)).status, 'completed')
  })

  it('is not the reason when the owner had cancelled before', async () => {
    const task = await submitted({ cancelAfterSeconds: 60 })
    await started(task.id)
    await lifecycle.cancel(deps, 'alpha', task.id)
    deps.clock.advance(60_000)
    assert.deepEqual(await lifecycle.enforceDeadlines(deps), [task.id])
    assert.equal((await reload(task.id)).error?.code, 'cancelled')
  })
})

describe('start_timeout_seconds', () => {
  it('cancels a task that nobody has started', async () => {
    const task = await submitted({ startTimeoutSeconds: 10, cancelAfterSeconds: 60 })
    deps.clock.advance(10_000)
    assert.deepEqual(await lifecycle.enforceDeadlines(deps), [task.id])
    const { status, error } = await reload(task.id)
    assert.deepEqual([status, error?.code], ['cancelled', 'start_timeout'])
  })

  it('does not count once it was started, however often it is retried', async () => {
    const task = await submitted({ startTimeoutSeconds: 10 })
    const claim = await started(task.id)
    deps.clock.advance(20_000)
    assert.deepEqual(await lifecycle.enforceDeadlines(deps), [])
    await lifecycle.fail(deps, claim, { code: 'engine_crashed', message: 'x', retryable: true })
    assert.deepEqual(await lifecycle.enforceDeadlines(deps), [])
    await started(task.id)
  })
})

describe('a worker that comes after the time is up', () => {
  it('does not start the task, and starts the next one instead', async () => {
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

  it('does not take over one whose worker was lost', async () => {
    const task = await submitted({ cancelAfterSeconds: 60 })
    await started(task.id)
    deps.clock.advance(60_000)
    assert.equal((await start(task.id, 1)).outcome, 'gone')
    assert.equal((await reload(task.id)).error?.code, 'deadline_exceeded')
  })

  it('leaves the place of a parked task to nobody else than those that wait', async () => {
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
