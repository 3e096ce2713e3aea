import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { findRunSpeed, recordRunSpeed, type RunKind } from '#core/store/run-speeds.ts'
import { queueView } from '#core/store/queue-view.ts'
import { deleteWorker, recordHeartbeat } from '#core/store/workers.ts'
import type { RunSpeed } from '#core/task/run.ts'
import type { Task } from '#core/task/task.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import {
  completionAt,
  newTask,
  openTestLifecycle,
  PARAMETERS,
  type TestLifecycle,
} from '#test/support/database/tasks.ts'
import { closeAfter } from '#test/support/closing.ts'

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

const kindOf = (model: string, steps = 4): RunKind => ({ model, width: 96, height: 64, frames: 9, steps })
const speed = (stepSeconds: number, deviceClass = 'fast'): RunSpeed => ({
  deviceClass,
  stepSeconds,
  leadSeconds: 1,
  tailSeconds: 2,
})
const record = (kind: RunKind, measured: RunSpeed) =>
  deps.db.transaction().execute((trx) => recordRunSpeed(trx, kind, measured, deps.clock.now()))

describe('the speed of runs', () => {
  it('The speed of a kind of run is an average in which the latest runs weigh most', async () => {
    const kind = kindOf('average')
    const found = async () => (await findRunSpeed(deps.db, kind, 'fast'))?.stepSeconds
    assert.equal(await found(), undefined)
    await record(kind, speed(2))
    assert.equal(await found(), 2)
    await record(kind, speed(4))
    assert.equal(await found(), 3)
    await record(kind, speed(6))
    assert.equal(await found(), 4)
    for (let i = 0; i < 30; i++) await record(kind, speed(10))
    assert.ok(Math.abs(((await found()) as number) - 10) < 0.01)
    assert.deepEqual(await findRunSpeed(deps.db, kind, 'fast'), {
      ...speed((await found()) as number),
    })
  })

  it('The speed of a run is that of its model, size, frames and device class, if need be with other steps', async () => {
    const kind = kindOf('kinds')
    await record(kind, speed(2))
    assert.equal(await findRunSpeed(deps.db, { ...kind, model: 'other' }, 'fast'), null)
    assert.equal(await findRunSpeed(deps.db, kind, 'slow'), null)
    assert.equal((await findRunSpeed(deps.db, { ...kind, steps: 50 }, 'fast'))?.stepSeconds, 2)
    await record({ ...kind, steps: 50 }, speed(3))
    assert.equal((await findRunSpeed(deps.db, { ...kind, steps: 50 }, 'fast'))?.stepSeconds, 3)
    assert.equal((await findRunSpeed(deps.db, kind, 'fast'))?.stepSeconds, 2)
  })

  it('The speed of a size that was never run is that of another size in proportion to the pixels of all frames', async () => {
    const kind = kindOf('sizes')
    await record(kind, speed(2))
    const larger = { ...kind, width: 192, height: 128, frames: 27 }
    const found = await findRunSpeed(deps.db, larger, 'fast')
    const { leadSeconds, tailSeconds } = speed(2)
    assert.deepEqual(found, { ...speed(2), stepSeconds: 24, leadSeconds, tailSeconds: 12 * tailSeconds })
    await record({ ...kind, width: 112 }, speed(7))
    assert.equal((await findRunSpeed(deps.db, kind, 'fast'))?.stepSeconds, 2)
  })
})

describe('the estimate of a queued task', () => {
  const submitted = async (model: string): Promise<Task> => {
    const outcome = await lifecycle.submit(deps, newTask('alpha', { model }), null)
    return (outcome as { task: Task }).task
  }
  const started = async (task: Task) => {
    const { job_id: jobId } = await deps.db
      .selectFrom('tasks')
      .select('job_id')
      .where('id', '=', task.id)
      .executeTakeFirstOrThrow()
    const outcome = await lifecycle.start(deps, { taskId: task.id, jobId, retryCount: 0 })
    return (outcome as Extract<lifecycle.StartOutcome, { outcome: 'started' }>).claim
  }
  const etaOf = async (task: Task) =>
    (await queueView(deps.db, task, deps.clock.now(), deps.config, deps.turnLevels)).etaSeconds

  it('The estimate of a queued task averages measured runs over the live device classes, or is null', async (t) => {
    const worker = (deviceClasses: string[]) => ({
      id: randomUUID(),
      host: 'here',
      devices: deviceClasses.map(() => 'cpu'),
      deviceClasses,
      models: ['estimate'],
      startedAt: deps.clock.now(),
    })
    const [fast, slow] = [worker(['fast']), worker(['slow'])]
    closeAfter(t, () => Promise.all([fast, slow].map(({ id }) => deleteWorker(deps.db, id))))
    await recordHeartbeat(deps.db, fast, deps.clock.now())

    const first = await submitted('estimate')
    assert.equal(await etaOf(first), null)
    await lifecycle.complete(deps, await started(first), { ...completionAt('x/'), speed: speed(5) })

    // 1 s, 4 steps of 5 s, 2 s; a free engine takes it at once.
    const queued = await submitted('estimate')
    assert.equal(await etaOf(queued), 23)
    const behind = await submitted('estimate')
    assert.equal(await etaOf(behind), 46)
    const claim = await started(queued)
    assert.equal(await etaOf(behind), 46)
    // A second engine is free, of a class without measurement: it does not change the duration of a
    // run.
    await recordHeartbeat(deps.db, slow, deps.clock.now())
    assert.equal(await etaOf(behind), 23)
    await record({ model: 'estimate', ...PARAMETERS }, speed(10, 'slow'))
    assert.equal(await etaOf(behind), 33)
    await deleteWorker(deps.db, fast.id)
    await deleteWorker(deps.db, slow.id)
    assert.equal(await etaOf(behind), null)
    await lifecycle.complete(deps, claim, completionAt('x/'))
  })
})
