import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { videoIdOf } from '#core/ids.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { completionAt, MANIFEST } from '#test/support/database/tasks.ts'
import { lifecycleScene, kindsOf } from './scene.ts'

const { deps, jobsOf, eventsOf, jobIdOf, submitted, started, reload } = lifecycleScene()

describe('the start of a task', () => {
  it('A queued task is started once', async () => {
    const task = await submitted()
    const claim = await started(task.id)
    assert.equal(claim.fencingToken, 1)
    const again = await lifecycle.start(deps, {
      taskId: task.id,
      jobId: await jobIdOf(task.id),
      retryCount: 0,
    })
    assert.equal(again.outcome, 'gone')
  })

  it('A redelivered job gets a new fencing token, and its old holder can change nothing', async () => {
    const task = await submitted()
    const stale = await started(task.id)
    const current = await started(task.id, 1)
    assert.equal(current.fencingToken, 2)

    const patch = { phase: 'denoise' as const, step: 1, progress: 10, etaAt: null }
    assert.equal(await lifecycle.progress(deps, stale, patch), null)
    assert.equal(await lifecycle.complete(deps, stale, completionAt('stale/')), null)
    assert.equal(await lifecycle.fail(deps, stale, { code: 'x', message: 'x', retryable: false }), null)
    assert.equal(await lifecycle.release(deps, stale), null)
    assert.equal(await lifecycle.acknowledgeCancel(deps, stale), null)

    const done = await lifecycle.complete(deps, current, completionAt('current/'))
    assert.equal(done?.assets?.video.key, 'current/video.mp4')
    assert.equal((await eventsOf(task.id)).filter((event) => event.type === 'video.completed').length, 1)
  })

  it('A task that lost its last permitted worker fails', async () => {
    const task = await submitted()
    await started(task.id, 0)
    await started(task.id, 1)
    await started(task.id, 2)
    const outcome = await lifecycle.start(deps, {
      taskId: task.id,
      jobId: await jobIdOf(task.id),
      retryCount: 3,
    })
    assert.equal(outcome.outcome, 'gone')
    assert.equal((await reload(task.id)).error?.code, 'worker_lost')
  })
})

describe('the completion of a task', () => {
  it('A completion writes the state, one event, one delivery of its frozen bytes and the expiry together', async () => {
    const task = await submitted({ webhookUrl: 'https://example.com/hook' })
    const done = await lifecycle.complete(deps, await started(task.id), completionAt('x/', { denoise: 1.5 }))
    assert.equal(done?.status, 'completed')
    assert.equal(done?.progress, 100)
    assert.equal((done?.expiresAt?.getTime() ?? 0) - (done?.finishedAt?.getTime() ?? 0), 3600_000)

    const event = (await eventsOf(task.id)).at(-1)
    const body = JSON.parse(event?.body ?? '') as Record<string, unknown>
    assert.deepEqual(body, {
      id: event?.id,
      object: 'event',
      created_at: Math.floor((done?.finishedAt?.getTime() ?? 0) / 1000),
      type: 'video.completed',
      data: { id: videoIdOf(task.id) },
    })
    const deliveries = await deps.db
      .selectFrom('webhook_deliveries')
      .selectAll()
      .where('task_id', '=', task.id)
      .execute()
    assert.deepEqual(
      deliveries.map((delivery) => [delivery.event_id, delivery.url, delivery.status]),
      [[event?.id, 'https://example.com/hook', 'pending']],
    )
    const [expire] = await jobsOf(task.id, 'maintenance')
    assert.equal(expire?.data.kind, 'expire')
    assert.equal(expire?.start_after.getTime(), done?.expiresAt?.getTime())
  })
})

describe('the failure of a task', () => {
  it('A retryable failure is tried three times with doubling delays, then fails', async () => {
    const task = await submitted()
    const failure = { code: 'engine_crashed', message: 'The engine stopped.', retryable: true }
    const delays: number[] = []
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const claim = await started(task.id)
      const at = deps.clock.now().getTime()
      const after = await lifecycle.fail(deps, claim, failure)
      assert.equal(after?.status, 'queued')
      assert.equal(after?.attempts, attempt)
      const job = (await jobsOf(task.id, 'generate')).at(-1)
      delays.push(Math.round(((job?.start_after.getTime() ?? 0) - at) / 1000))
    }
    assert.deepEqual(delays, [2, 4])
    const last = await lifecycle.fail(deps, await started(task.id), failure)
    assert.equal(last?.status, 'failed')
    assert.deepEqual(last?.error, { code: 'engine_crashed', message: 'The engine stopped.' })
  })

  it('A failure that cannot succeed later is not retried', async () => {
    const task = await submitted()
    const failure = { code: 'invalid_input', message: 'no', retryable: false }
    assert.equal((await lifecycle.fail(deps, await started(task.id), failure))?.status, 'failed')
  })

  it("After a retry the task's earlier job starts nothing", async () => {
    const task = await submitted()
    const oldJob = await jobIdOf(task.id)
    await lifecycle.fail(deps, await started(task.id), { code: 'x', message: 'x', retryable: true })
    const outcome = await lifecycle.start(deps, { taskId: task.id, jobId: oldJob, retryCount: 1 })
    assert.equal(outcome.outcome, 'gone')
  })
})

describe('the release of a task', () => {
  it('A released task returns to the queue at once, and its attempt is not charged', async () => {
    const task = await submitted()
    const released = await lifecycle.release(deps, await started(task.id))
    assert.equal(released?.status, 'queued')
    assert.equal(released?.attempts, 0)
    const next = await started(task.id)
    assert.equal(next.fencingToken, 2)
  })
})

describe('the preview of a run', () => {
  const picture = (name: string) => ({
    key: name,
    contentType: 'image/webp',
    sizeBytes: 1,
    sha256: '0'.repeat(64),
  })

  it('Only the holder of the claim records a preview, which stays with a finished task', async () => {
    const task = await submitted()
    const claim = await started(task.id)
    assert.equal(await lifecycle.preview(deps, claim, picture('first')), true)
    assert.equal(await lifecycle.preview(deps, claim, picture('second')), true)
    assert.equal(await lifecycle.preview(deps, { ...claim, fencingToken: 0 }, picture('stale')), false)
    assert.equal((await reload(task.id)).preview?.key, 'second')
    await lifecycle.complete(deps, claim, completionAt('x/'))
    assert.equal((await reload(task.id)).preview?.key, 'second')
    assert.equal(await lifecycle.preview(deps, claim, picture('late')), false)
  })

  it('The preview of a run without a result is deleted with the other files of the run', async () => {
    const task = await submitted()
    const claim = await started(task.id)
    await lifecycle.preview(deps, claim, picture('first'))
    await lifecycle.fail(deps, claim, { code: 'invalid_input', message: 'No.', retryable: false })
    assert.equal((await reload(task.id)).preview, null)
    const jobs = await jobsOf(task.id, 'maintenance')
    assert.deepEqual(kindsOf(jobs), ['discard', 'expire'])
    const never = await submitted()
    await lifecycle.cancel(deps, 'alpha', never.id)
    assert.deepEqual(
      (await jobsOf(never.id, 'maintenance')).map((job) => job.data.kind),
      ['expire'],
      'nothing had run',
    )
  })
})

describe('the manifest of a completed task', () => {
  it('A completed task keeps the manifest of its run and the task that it repeats', async () => {
    const first = await submitted()
    const again = await submitted({ rerunOf: first.id })
    await lifecycle.complete(deps, await started(again.id), completionAt('x/'))
    const task = await reload(again.id)
    assert.deepEqual(task.manifest, MANIFEST)
    assert.equal(task.rerunOf, first.id)
    assert.equal(await lifecycle.hasEnded(deps, again.id), true)
    assert.equal(await lifecycle.hasEnded(deps, first.id), false)
  })
})
