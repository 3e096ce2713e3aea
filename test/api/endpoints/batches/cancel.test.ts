import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { components } from '#api/openapi.gen.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { json, serveModels, startApi, type ProblemBody, type TestApi } from '#test/support/service/service.ts'
import { end, openTenant, start, text, videos, type Batch } from './tenant.ts'

type Schemas = components['schemas']

let api: TestApi
before(async () => {
  api = await startApi()
  await serveModels(api)
})
after(() => api?.close())

describe('Cancelling a batch', () => {
  it('Cancelling a batch cancels its unfinished videos and keeps its completed ones', async () => {
    const tenant = await openTenant(api, { max_running: 2 })
    const batch = await tenant.submit(Array.from({ length: 130 }, (_, n) => text(`${n}`)))
    const single = await json<Schemas['Video']>(await tenant.post('/v1/videos', text('on its own')))
    const [done, running] = videos(batch) as [string, string]
    await end(api, done, 'complete')
    const claim = await start(api, running)
    const answer = await tenant.cancel(batch.id)
    assert.equal(answer.status, 200)
    const { counts, status, cancel_requested_at: at } = await json<Batch>(answer)
    assert.deepEqual([counts.completed, counts.in_progress, counts.cancelled], [1, 1, 128])
    assert.equal(status, 'in_progress')
    assert.ok(at !== null)
    assert.equal(
      (await lifecycle.progress(api.deps, claim, { phase: 'denoise', step: 1, progress: 5, etaAt: null }))
        ?.cancelRequested,
      true,
    )
    await lifecycle.fail(api.deps, claim, { code: 'cancelled', message: 'x', retryable: false })
    const ended = await tenant.batch(batch.id)
    assert.deepEqual([ended.status, ended.counts.cancelled], ['completed', 129])
    assert.equal((await tenant.feed()).filter(({ type }) => type === 'batch.completed').length, 1)
    assert.equal((await tenant.cancel(batch.id)).status, 200)
    // A video that waited behind the batch gets its turn.
    const shown = await tenant.get<Schemas['Video']>(`/v1/videos/${single.id}`)
    assert.deepEqual([shown.status, shown.queue_reason], ['queued', null])
    const finished = await tenant.submit([text('x')])
    await end(api, videos(finished)[0] as string, 'complete')
    const late = await tenant.cancel(finished.id)
    assert.equal(late.status, 409)
    assert.equal((await json<ProblemBody>(late)).code, 'not_cancellable')
  })

  it('A batch cancellation that a crash interrupted is finished later', async () => {
    const tenant = await openTenant(api)
    const batch = await tenant.submit(['a', 'b', 'c'].map((prompt) => text(prompt)))
    const asked = api.clock.now()
    await api.deps.db
      .updateTable('batches')
      .set({ cancel_requested_at: asked })
      .where('tenant_id', '=', tenant.id)
      .execute()
    assert.deepEqual(await lifecycle.finishBatchCancels(api.deps, asked), [], 'it may be going on now')
    const ids = await lifecycle.finishBatchCancels(api.deps, new Date(asked.getTime() + 1))
    assert.equal(ids.length, 1)
    const { status, counts } = await tenant.batch(batch.id)
    assert.deepEqual([status, counts.cancelled], ['completed', 3])
    assert.deepEqual(await lifecycle.finishBatchCancels(api.deps, new Date(asked.getTime() + 1)), [])
  })

  it('A batch cancelled twice while its videos end completes exactly once', async () => {
    for (let round = 0; round < 4; round++) {
      const tenant = await openTenant(api, {
        max_running: 6,
        gpu_seconds_per_day: round % 2 === 0 ? null : 1_000_000,
      })
      const batch = await tenant.submit(Array.from({ length: 60 }, (_, n) => text(`${n}`)))
      const claims = await Promise.all(
        videos(batch)
          .slice(0, 6)
          .map((id) => start(api, id)),
      )
      const outcomes = await Promise.all([
        tenant.cancel(batch.id),
        ...claims.map((claim) =>
          lifecycle.fail(api.deps, claim, { code: 'encode_failed', message: 'x', retryable: false }),
        ),
        tenant.cancel(batch.id),
      ])
      assert.ok(outcomes.every((outcome) => !(outcome instanceof Response) || outcome.status === 200))
      const { status, counts } = await tenant.batch(batch.id)
      assert.equal(status, 'completed')
      assert.equal(counts.failed + counts.cancelled, 60)
      assert.equal((await tenant.feed()).filter(({ type }) => type === 'batch.completed').length, 1)
    }
  })
})
