import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { listAttemptsOf, recordCheckpoint, recordResumption } from '#core/store/attempts.ts'
import type { Claim } from '#core/task/task.ts'
import { completionAt } from '#test/support/database/tasks.ts'
import { lifecycleScene } from './scene.ts'

const { deps, jobIdOf, submitted, started } = lifecycleScene()

const WORKER = randomUUID()
const serving = {
  worker: WORKER,
  engine: { name: 'cpu#0', deviceClass: 'x64 of the test' },
  models: ['wan2.1-i2v-tiny'],
}

describe('The attempts of a task', () => {
  const attemptsOf = (taskId: string) => listAttemptsOf(deps.db, 'alpha', taskId)
  const outcomesOf = async (taskId: string) => (await attemptsOf(taskId)).map(({ outcome }) => outcome)

  it('An attempt says on which engine it runs, and how it ended', async () => {
    const task = await submitted()
    const outcome = await lifecycle.start(deps, {
      taskId: task.id,
      jobId: await jobIdOf(task.id),
      retryCount: 0,
      serving: { ...serving, models: [task.model] },
    })
    assert.equal(outcome.outcome, 'started')
    const [running] = await attemptsOf(task.id)
    assert.deepEqual(
      [running?.worker, running?.engine, running?.deviceClass, running?.outcome, running?.endedAt],
      [WORKER, 'cpu#0', 'x64 of the test', null, null],
    )
    await lifecycle.complete(deps, (outcome as { claim: Claim }).claim, completionAt('x/'))
    const [done] = await attemptsOf(task.id)
    assert.equal(done?.outcome, 'completed')
    assert.ok(done.endedAt !== null && done.error === null)
  })

  it('A lost attempt is told from one that failed and one that was given back', async () => {
    const task = await submitted()
    await started(task.id)
    const second = await started(task.id, 1)
    await lifecycle.fail(deps, second, { code: 'storage_failed', message: 'No bucket.', retryable: true })
    const third = await started(task.id)
    await lifecycle.release(deps, third)
    assert.deepEqual(await outcomesOf(task.id), ['lost', 'failed', 'released'])
    const [, failed] = await attemptsOf(task.id)
    assert.deepEqual(failed?.error, { code: 'storage_failed', message: 'No bucket.' })
  })

  it('A worker that gives a task back for a fault of its own says which', async () => {
    const task = await submitted()
    const fault = { code: 'model_unavailable', message: 'The model could not be loaded.' }
    await lifecycle.giveBack(deps, await started(task.id), fault)
    const [attempt] = await attemptsOf(task.id)
    assert.deepEqual([attempt?.outcome, attempt?.error], ['released', fault])
  })

  it('A cancelled attempt and the last lost one are told apart', async () => {
    const cancelled = await submitted()
    const claim = await started(cancelled.id)
    await lifecycle.cancel(deps, 'alpha', cancelled.id)
    await lifecycle.acknowledgeCancel(deps, claim)
    assert.deepEqual(await outcomesOf(cancelled.id), ['cancelled'])

    const lost = await submitted()
    for (const retryCount of [0, 1, 2]) await started(lost.id, retryCount)
    await lifecycle.start(deps, { taskId: lost.id, jobId: await jobIdOf(lost.id), retryCount: 3 })
    assert.deepEqual(await outcomesOf(lost.id), ['lost', 'lost', 'lost'])
  })

  it('The newest checkpoint and the step of a resumption are kept', async () => {
    const task = await submitted()
    const first = await started(task.id)
    for (const step of [3, 7]) await recordCheckpoint(deps.db, first, step, deps.clock.now())
    const second = await started(task.id, 1)
    await recordResumption(deps.db, second, 7)
    const [before, after] = await attemptsOf(task.id)
    assert.equal(before?.checkpoint?.step, 7)
    assert.deepEqual([after?.resumedFromStep, after?.checkpoint], [7, null])
  })

  it('Another tenant reads no attempt, and a deleted task has none', async () => {
    const task = await submitted()
    await lifecycle.complete(deps, await started(task.id), completionAt('x/'))
    assert.deepEqual(await listAttemptsOf(deps.db, 'beta', task.id), [])
    assert.equal((await attemptsOf(task.id)).length, 1)
    await lifecycle.deleteTask(deps, 'alpha', task.id)
    assert.deepEqual(await attemptsOf(task.id), [])
  })
})
