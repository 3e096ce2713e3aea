import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { completionAt } from '#test/support/database/tasks.ts'
import { lifecycleScene, code } from './scene.ts'

const { deps, eventsOf, jobIdOf, submitted, started, reload } = lifecycleScene()

describe('the cancel of a task', () => {
  it('A cancel ends a queued task at once, with one event, and its job starts nothing', async () => {
    const task = await submitted()
    const job = await jobIdOf(task.id)
    assert.equal((await lifecycle.cancel(deps, 'alpha', task.id)).status, 'cancelled')
    assert.equal((await lifecycle.cancel(deps, 'alpha', task.id)).status, 'cancelled')
    const outcome = await lifecycle.start(deps, { taskId: task.id, jobId: job, retryCount: 0 })
    assert.equal(outcome.outcome, 'gone')
    assert.deepEqual(
      (await eventsOf(task.id)).map((event) => event.type),
      ['video.queued', 'video.cancelled'],
    )
  })

  it('A cancel of a running task reaches its worker with the next progress and ends the task on acknowledgement', async () => {
    const task = await submitted()
    const claim = await started(task.id)
    assert.equal((await lifecycle.cancel(deps, 'alpha', task.id)).status, 'running')
    const told = await lifecycle.progress(deps, claim, {
      phase: 'denoise',
      step: 1,
      progress: 20,
      etaAt: null,
    })
    assert.deepEqual(told, { cancelRequested: true })
    assert.equal((await lifecycle.acknowledgeCancel(deps, claim))?.status, 'cancelled')
  })

  it('A cancel wins over a retry, a release and a lost worker', async () => {
    const failure = { code: 'engine_crashed', message: 'x', retryable: true }
    const one = await submitted()
    const claimOne = await started(one.id)
    await lifecycle.cancel(deps, 'alpha', one.id)
    assert.equal((await lifecycle.fail(deps, claimOne, failure))?.status, 'cancelled')

    const two = await submitted()
    const claimTwo = await started(two.id)
    await lifecycle.cancel(deps, 'alpha', two.id)
    assert.equal((await lifecycle.release(deps, claimTwo))?.status, 'cancelled')

    const three = await submitted()
    await started(three.id)
    await lifecycle.cancel(deps, 'alpha', three.id)
    await lifecycle.start(deps, { taskId: three.id, jobId: await jobIdOf(three.id), retryCount: 1 })
    assert.equal((await reload(three.id)).status, 'cancelled')
  })

  it("A cancel of a finished video is refused, and another tenant's video does not exist", async () => {
    const task = await submitted()
    await assert.rejects(lifecycle.cancel(deps, 'beta', task.id), code('video_not_found'))
    await lifecycle.complete(deps, await started(task.id), completionAt('x/'))
    await assert.rejects(lifecycle.cancel(deps, 'alpha', task.id), code('not_cancellable'))
  })

  it('A cancel that races a completion leaves exactly one end', async () => {
    for (let round = 0; round < 20; round += 1) {
      const task = await submitted()
      const claim = await started(task.id)
      const [cancelled, completed] = await Promise.allSettled([
        lifecycle.cancel(deps, 'alpha', task.id),
        lifecycle.complete(deps, claim, completionAt('x/')),
      ])
      // A cancel requested before the completion does not undo it: the video is complete.
      assert.equal(completed.status, 'fulfilled')
      assert.equal((await reload(task.id)).status, 'completed')
      assert.ok(cancelled.status === 'fulfilled' || code('not_cancellable')(cancelled.reason))
      const ends = (await eventsOf(task.id)).filter((event) => event.body !== null)
      assert.equal(ends.length, 1)
    }
  })
})
