import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Webhook } from 'standardwebhooks'
import type { components } from '#api/openapi.gen.ts'
import { modelRevision } from '#core/task/cache-key.ts'
import { taskIdOfVideo } from '#core/ids.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { setModelRevision } from '#core/store/model-revisions.ts'
import { MANIFEST } from '#test/support/database/tasks.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { json, serveModels, startApi, type TestApi } from '#test/support/service/service.ts'
import { deliverPending } from '#test/support/service/deliver-webhooks.ts'
import { openWebhookReceiver } from '#test/support/service/webhook-receiver.ts'
import { end, openTenant, start, text, videos } from './tenant.ts'

type Schemas = components['schemas']

let api: TestApi
before(async () => {
  api = await startApi()
  await serveModels(api)
})
after(() => api?.close())

describe('The completion of a batch', () => {
  it('A batch completes with its last video and announces its completion once', async () => {
    const tenant = await openTenant(api)
    const receiver = await openWebhookReceiver()
    const registered = await openWebhookReceiver()
    try {
      const endpoint = await json<Schemas['WebhookEndpointWithSecret']>(
        await tenant.post('/v1/webhook_endpoints', {
          name: 'batches',
          url: registered.url,
          event_types: ['batch.completed'],
        }),
      )
      const batch = await tenant.submit([text('a'), text('b'), text('c'), { prompt: '' }], {
        webhook_url: receiver.url,
      })
      const [a, b, c] = videos(batch) as [string, string, string]
      await end(api, a, 'complete')
      await end(api, b, 'fail')
      const meanwhile = await tenant.batch(batch.id)
      assert.deepEqual([meanwhile.status, meanwhile.completed_at], ['in_progress', null])
      assert.ok(!(await tenant.feed()).some(({ type }) => type === 'batch.completed'))
      await tenant.post(`/v1/videos/${batch.items[2]?.video_id}/cancel`, {})
      const ended = await tenant.batch(batch.id)
      assert.equal(ended.status, 'completed')
      assert.ok(ended.completed_at !== null)
      assert.deepEqual(
        ended.items.map(({ status }) => status),
        ['completed', 'failed', 'cancelled', 'rejected'],
      )
      assert.deepEqual(ended.items.map(({ error }) => error?.code ?? null).slice(0, 3), [
        null,
        'encode_failed',
        'cancelled',
      ])
      assert.deepEqual(ended.counts, {
        ...{ total: 4, queued: 0, in_progress: 0, completed: 1, failed: 1 },
        ...{ cancelled: 1, rejected: 1, deleted: 0 },
      })
      const told = (await tenant.feed()).filter(({ type }) => type === 'batch.completed')
      assert.deepEqual(
        told.map(({ data }) => data),
        [{ id: batch.id }],
      )
      assert.ok(c)

      await deliverPending(api.deps)
      assert.deepEqual([receiver.received.length, registered.received.length], [1, 1])
      const { body, headers } = registered.received[0] as (typeof registered.received)[number]
      const event = new Webhook(endpoint.signing_secret).verify(body, headers as Record<string, string>)
      assert.deepEqual(event, told[0])
      const attempts = await tenant.get<Schemas['WebhookAttemptList']>(
        `/v1/webhook_endpoints/${endpoint.id}/attempts`,
      )
      assert.deepEqual(
        attempts.data.map(({ event_type: type, video_id: video, batch_id: id }) => [type, video, id]),
        [['batch.completed', null, batch.id]],
      )
      assert.equal(
        (await tenant.post(`/v1/webhook_endpoints/${endpoint.id}/test`, { event_type: 'batch.completed' }))
          .status,
        200,
      )
      const types = await tenant.get<{ data: string[] }>('/v1/webhook_event_types')
      assert.ok(types.data.includes('batch.completed'))
    } finally {
      await receiver.close()
      await registered.close()
    }
  })

  it('A batch completes exactly once when all its videos end at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const tenant = await openTenant(api)
      const batch = await tenant.submit(Array.from({ length: 8 }, (_, n) => text(`${n}`)))
      const ids = videos(batch)
      const claims = await Promise.all(ids.slice(0, 5).map((id) => start(api, id)))
      await Promise.all([
        ...claims.map((claim) =>
          lifecycle.fail(api.deps, claim, { code: 'encode_failed', message: 'x', retryable: false }),
        ),
        ...ids.slice(5).map((id) => lifecycle.cancel(api.deps, tenant.id, id)),
      ])
      const { status, counts } = await tenant.batch(batch.id)
      assert.deepEqual([status, counts.failed, counts.cancelled], ['completed', 5, 3])
      const told = (await tenant.feed()).filter(({ type }) => type === 'batch.completed')
      assert.equal(told.length, 1)
    }
  })

  it('A batch uses cached results, and completes at once when every item has one', async () => {
    const tenant = await openTenant(api, { max_running: 1 })
    await setModelRevision(api.deps.db, 'c-text', modelRevision(MANIFEST), api.clock.now())
    const items = [text('cached', { seed: 1 }), text('cached', { seed: 2 })]
    for (const id of videos(await tenant.submit(items))) await end(api, id, 'complete')
    const mixed = await tenant.submit([items[0], text('new', { seed: 3 }), text('newer', { seed: 4 })])
    assert.deepEqual([mixed.counts.completed, mixed.counts.queued, mixed.status], [1, 2, 'in_progress'])
    const listed = await tenant.get<Schemas['VideoList']>(`/v1/videos?batch_id=${mixed.id}&order=asc`)
    assert.deepEqual(
      listed.data.map((video) => video.queue_reason),
      [null, null, 'concurrency_limit'],
    )
    const whole = await tenant.submit(items)
    assert.deepEqual([whole.counts.completed, whole.status], [2, 'completed'])
    const told = (await tenant.feed()).filter(({ type }) => type === 'batch.completed')
    assert.equal(told.filter(({ data }) => data.id === whole.id).length, 1)
    assert.equal(told.filter(({ data }) => data.id === mixed.id).length, 0)
  })

  it('A batch counts a deleted video as deleted and completes without it', async () => {
    const tenant = await openTenant(api)
    const batch = await tenant.submit([text('a'), text('b')])
    const [first, second] = batch.items.map(({ video_id: id }) => id as string) as [string, string]
    await api.call(`/v1/videos/${first}`, {
      method: 'DELETE',
      headers: { authorization: (await issueApiKey(api.deps.db, tenant.id)).key.replace(/^/, 'Bearer ') },
    })
    const shown = await tenant.batch(batch.id)
    assert.deepEqual([shown.counts.deleted, shown.counts.queued, shown.status], [1, 1, 'in_progress'])
    assert.equal(shown.items[0]?.status, 'deleted')
    await end(api, taskIdOfVideo(second) as string, 'complete')
    assert.equal((await tenant.batch(batch.id)).status, 'completed')
  })
})
