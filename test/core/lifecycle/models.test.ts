import assert from 'node:assert/strict'
import { it } from 'node:test'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { lifecycleScene } from './scene.ts'

const { deps, jobsOf, jobIdOf, submitted, started, reload, rowOf } = lifecycleScene()

/** Offers the job to a worker that serves these models. */
const offered = async (jobId: string, models: readonly string[], retryCount = 0) =>
  await lifecycle.startNext(deps, { jobId, retryCount, models })

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

it('A task that its worker cannot serve stays queued, uncharged, and is offered again soon', async () => {
  const task = await submitted({ model: 'large' })
  const offeredAt = Date.now()
  assert.equal((await offered(await jobIdOf(task.id), ['small'])).outcome, 'gone')
  const row = await rowOf(task.id)
  assert.deepEqual([row.status, row.attempts, row.parked], ['queued', 0, false])
  const next = (await jobsOf(task.id, 'generate')).find((job) => job.id === row.job_id)
  const waitMs = (next?.start_after.getTime() ?? 0) - offeredAt
  assert.ok(waitMs > 500 && waitMs < 10_000, `offered again after ${waitMs} ms`)
  assert.equal((await offered(row.job_id, ['small', 'large'])).outcome, 'started')
})

it('A run whose worker fell silent goes back to the queue when a worker without its model is asked', async () => {
  const task = await submitted({ model: 'large' })
  await started(task.id)
  assert.equal((await offered(await jobIdOf(task.id), ['small'], 1)).outcome, 'gone')
  assert.equal((await reload(task.id)).status, 'queued')
  const outcome = await offered(await jobIdOf(task.id), ['large'])
  assert.equal(outcome.outcome === 'started' && outcome.task.attempts, 2)
})

it('A task that is released with a delay waits for it', async () => {
  const task = await submitted({ model: 'large' })
  const claim = await started(task.id)
  const released = await lifecycle.release(deps, claim, 5)
  assert.deepEqual([released?.status, released?.attempts], ['queued', 0])
  assert.equal((await offered(await jobIdOf(task.id), ['large'])).outcome, 'gone')
  deps.clock.advance(5000)
  assert.equal((await offered(await jobIdOf(task.id), ['large'])).outcome, 'started')
})
