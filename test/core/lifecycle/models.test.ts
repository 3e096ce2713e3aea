import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterEach, describe, it } from 'node:test'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { queueView } from '#core/store/queue-view.ts'
import { openQueuedModels } from '#core/store/queued-models.ts'
import { countUnserved, type Serving } from '#core/store/serving.ts'
import { recordHeartbeat } from '#core/store/workers.ts'
import type { FittingSizes } from '#core/task/fitting-sizes.ts'
import type { Claim } from '#core/task/task.ts'
import { PARAMETERS } from '#test/support/database/tasks.ts'
import { lifecycleScene } from './scene.ts'

const { deps, jobsOf, jobIdOf, submitted, started, reload, rowOf } = lifecycleScene()

/** Offers the job to a worker that serves these models. */
const offered = async (jobId: string, models: readonly string[], o: Partial<Serving> = {}, retryCount = 0) =>
  await lifecycle.startNext(deps, { jobId, retryCount, serving: { models, ...o } })

/** A live worker that serves these models. */
async function workerOf(models: readonly string[], o: { sizes?: FittingSizes; paused?: string } = {}) {
  const id = randomUUID()
  await recordHeartbeat(
    deps.db,
    {
      id,
      host: 'here',
      devices: ['cpu'],
      deviceClasses: ['a CPU'],
      models,
      fittingSizes: Object.fromEntries(models.map((model) => [model, o.sizes ?? []])),
      startedAt: deps.clock.now(),
      pausedReason: o.paused ?? null,
    },
    deps.clock.now(),
  )
  return id
}
function claimOf(outcome: lifecycle.StartOutcome): Claim {
  assert.equal(outcome.outcome, 'started')
  return (outcome as { claim: Claim }).claim
}
const viewOf = async (id: string) =>
  (await queueView(deps.db, await reload(id), deps.clock.now(), deps.config, deps.turnLevels)).reason

afterEach(async () => {
  await deps.db.deleteFrom('workers').execute()
  await deps.db.updateTable('tasks').set({ status: 'cancelled' }).where('status', '<>', 'completed').execute()
})

it('A worker starts the next task of a model it serves, and the other task gets its job', async () => {
  const other = await submitted({ model: 'large' })
  const own = await submitted({ model: 'small' })
  const [jobOfOther, jobOfOwn] = [await jobIdOf(other.id), await jobIdOf(own.id)]
  const outcome = await offered(jobOfOther, ['small'])
  assert.equal(outcome.outcome === 'started' && outcome.task.id, own.id)
  assert.equal(await jobIdOf(other.id), jobOfOwn)

  const served = await offered(jobOfOwn, ['large'])
  assert.equal(served.outcome === 'started' && served.task.id, other.id)
})

const unserved = async () =>
  await countUnserved(deps.db, await openQueuedModels().read(deps.db), deps.clock.now())

describe('a task whose model the asked worker does not serve', () => {
  /** Milliseconds from now until the task's job is offered again. */
  async function offeredAgainIn(taskId: string): Promise<number> {
    const row = await rowOf(taskId)
    const next = (await jobsOf(taskId, 'generate')).find((job) => job.id === row.job_id)
    return (next?.start_after.getTime() ?? Number.NaN) - Date.now()
  }

  it('It stays queued, uncharged, and is offered again soon while another worker serves it', async () => {
    await workerOf(['large'])
    const task = await submitted({ model: 'large' })
    assert.equal((await offered(await jobIdOf(task.id), ['small'])).outcome, 'gone')
    const row = await rowOf(task.id)
    assert.deepEqual([row.status, row.attempts, row.parked], ['queued', 0, false])
    const waitMs = await offeredAgainIn(task.id)
    assert.ok(waitMs > 0 && waitMs < 10_000, `offered again after ${waitMs} ms`)
    assert.equal(await viewOf(task.id), null)
    assert.equal((await offered(row.job_id, ['small', 'large'])).outcome, 'started')
  })

  it('Its job comes back more seldom the more such jobs wait, and beyond 200 it waits without one', async () => {
    await workerOf(['large'])
    const task = await submitted({ model: 'large' })
    const others = await Promise.all(Array.from({ length: 99 }, () => submitted({ model: 'large' })))
    assert.equal((await offered(await jobIdOf(task.id), ['small'])).outcome, 'gone')
    const waitMs = await offeredAgainIn(task.id)
    assert.ok(waitMs > 10_000 && waitMs < 26_000, `offered again after ${waitMs} ms`)
    await Promise.all(Array.from({ length: 110 }, () => submitted({ model: 'large' })))
    const [crowded] = others
    assert.equal((await offered(await jobIdOf(crowded!.id), ['small'])).outcome, 'gone')
    assert.equal((await rowOf(crowded!.id)).parked, true)
  })

  it('It waits without a job while no live worker serves it, says so, and is offered once one does', async () => {
    await workerOf(['small'])
    await workerOf(['large'], { paused: 'folder: no space' })
    const task = await submitted({ model: 'large' })
    assert.equal(await viewOf(task.id), 'model_not_served')
    assert.deepEqual(await unserved(), [{ model: 'large', count: 1 }])
    assert.equal((await offered(await jobIdOf(task.id), ['small'])).outcome, 'gone')
    const row = await rowOf(task.id)
    assert.deepEqual([row.parked, row.attempts], [true, 0])
    assert.equal(await viewOf(task.id), 'model_not_served')

    await workerOf(['large'])
    assert.equal(await lifecycle.unparkWhereRoom(deps), 1)
    assert.equal(await viewOf(task.id), null)
    assert.deepEqual(await unserved(), [])
    assert.equal((await offered(await jobIdOf(task.id), ['large'])).outcome, 'started')
  })

  it('A run whose worker fell silent goes back to the queue', async () => {
    const task = await submitted({ model: 'large' })
    await started(task.id)
    assert.equal((await offered(await jobIdOf(task.id), ['small'], {}, 1)).outcome, 'gone')
    assert.equal((await reload(task.id)).status, 'queued')
    const outcome = await offered(await jobIdOf(task.id), ['large'])
    assert.equal(outcome.outcome === 'started' && outcome.task.attempts, 2)
  })
})

it('A card starts only sizes that it holds, and a size that no live card holds is not served', async () => {
  const small: FittingSizes = [{ frames: 81, maxPixels: 96 * 64 }]
  await workerOf(['large'], { sizes: small })
  const big = await submitted({ model: 'large', parameters: { ...PARAMETERS, width: 192 } })
  const fitting = await submitted({ model: 'large' })
  assert.deepEqual([await viewOf(big.id), await viewOf(fitting.id)], ['model_not_served', null])
  const outcome = await offered(await jobIdOf(big.id), ['large'], { fittingSizes: { large: small } })
  assert.equal(outcome.outcome === 'started' && outcome.task.id, fitting.id)
  assert.equal(
    (await offered(await jobIdOf(big.id), ['large'], { fittingSizes: { large: small } })).outcome,
    'gone',
  )
  await workerOf(['large'])
  await lifecycle.unparkWhereRoom(deps)
  assert.equal(await viewOf(big.id), null)
  assert.equal((await offered(await jobIdOf(big.id), ['large'])).outcome, 'started')
})

describe('a worker gives a task back for a fault of its own', () => {
  const fault = { code: 'storage_failed', message: 'The worker could not keep the files of the run.' }

  it('Nothing is charged, and another worker that can run it is asked first', async () => {
    const [broken, good] = [await workerOf(['large']), await workerOf(['large'])]
    const task = await submitted({ model: 'large' })
    const outcome = await offered(await jobIdOf(task.id), ['large'], { worker: broken })
    const claim = claimOf(outcome)
    const back = await lifecycle.giveBack(deps, claim, fault)
    assert.deepEqual([back?.status, back?.attempts], ['queued', 0])
    assert.equal((await lifecycle.giveBack(deps, claim, fault))?.status, 'queued')
    assert.equal((await rowOf(task.id)).worker_faults, 1)

    assert.equal((await offered(await jobIdOf(task.id), ['large'], { worker: good })).outcome, 'gone')
    deps.clock.advance(6000)
    assert.equal((await offered(await jobIdOf(task.id), ['large'], { worker: broken })).outcome, 'gone')
    assert.equal((await rowOf(task.id)).parked, false)
    assert.equal((await offered(await jobIdOf(task.id), ['large'], { worker: good })).outcome, 'started')
  })

  it('The same worker gets it when no other can run it', async () => {
    const broken = await workerOf(['large'])
    const task = await submitted({ model: 'large' })
    const outcome = await offered(await jobIdOf(task.id), ['large'], { worker: broken })
    await lifecycle.giveBack(deps, claimOf(outcome), fault)
    deps.clock.advance(6000)
    assert.equal((await offered(await jobIdOf(task.id), ['large'], { worker: broken })).outcome, 'started')
  })

  it('After ten such attempts they count, and the reason told is the fault', async () => {
    const task = await submitted({ model: 'large' })
    for (let faults = 0; faults < 13; faults++) {
      const claim = await started(task.id)
      await lifecycle.giveBack(deps, claim, fault)
      const { status, attempts } = await reload(task.id)
      if (faults < 12) assert.deepEqual([status, attempts], ['queued', Math.max(0, faults - 9)])
    }
    const ended = await reload(task.id)
    assert.deepEqual([ended.status, ended.attempts, ended.error], ['failed', 3, fault])
  })

  it('A model that cannot be loaded never counts', async () => {
    const task = await submitted({ model: 'large' })
    for (let faults = 0; faults < 15; faults++)
      await lifecycle.giveBack(deps, await started(task.id), {
        code: 'model_unavailable',
        message: 'The model could not be loaded.',
      })
    const { status, attempts } = await reload(task.id)
    assert.deepEqual([status, attempts], ['queued', 0])
  })

  it('A retry after a charged failure is for another worker, too', async () => {
    const [first, second] = [await workerOf(['large']), await workerOf(['large'])]
    const task = await submitted({ model: 'large' })
    const outcome = await offered(await jobIdOf(task.id), ['large'], { worker: first })
    await lifecycle.fail(deps, claimOf(outcome), { ...fault, retryable: true })
    deps.clock.advance(60_000)
    await deps.db.updateTable('workers').set({ seen_at: deps.clock.now() }).execute()
    assert.equal((await offered(await jobIdOf(task.id), ['large'], { worker: first })).outcome, 'gone')
    assert.equal((await offered(await jobIdOf(task.id), ['large'], { worker: second })).outcome, 'started')
  })
})
