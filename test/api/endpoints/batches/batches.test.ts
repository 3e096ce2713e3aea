import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { Webhook } from 'standardwebhooks'
import type { components } from '#api/openapi.gen.ts'
import { modelRevision } from '#core/task/cache-key.ts'
import { batchIdOf, taskIdOfVideo } from '#core/ids.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { setModelRevision } from '#core/store/model-revisions.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import {
  json,
  photograph,
  startApi,
  STRICT_MODEL,
  TEXT_MODEL,
  TINY_MODEL,
  type ProblemBody,
  type TestApi,
} from '#test/support/service/service.ts'
import { MANIFEST } from '#test/support/database/tasks.ts'
import { openWebhookReceiver } from '#test/support/service/webhook-receiver.ts'
import { deliverWebhook } from '#worker/jobs/deliver-webhook.ts'

type Schemas = components['schemas']
type Batch = Schemas['VideoBatch']

let api: TestApi
let image: string
before(async () => {
  api = await startApi({ models: [TINY_MODEL, STRICT_MODEL, TEXT_MODEL], env: { MAX_BATCH_ITEMS: '300' } })
  image = `data:image/jpeg;base64,${(await photograph()).toString('base64')}`
})
after(() => api?.close())

let tenants = 0
/** Every test has a tenant of its own. */
async function asTenant(o: object = {}) {
  const id = `tenant-${++tenants}`
  const { key } = await issueApiKey(api.deps.db, id, ['videos:read', 'videos:write', 'webhooks:write'])
  await api.deps.db
    .updateTable('tenants')
    .set({ name: id, ...o })
    .where('id', '=', id)
    .execute()
  const authorization = `Bearer ${key}`
  const post = (pathname: string, body: unknown, headers: Record<string, string> = {}) =>
    api.call(pathname, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const get = async <T>(pathname: string): Promise<T> =>
    await json<T>(await api.call(pathname, { headers: { authorization } }))
  return {
    id,
    post,
    get,
    submit: async (items: unknown[], fields: object = {}, headers: Record<string, string> = {}) => {
      const answer = await post('/v1/videos/batches', { items, ...fields }, headers)
      assert.equal(answer.status, 202, await answer.clone().text())
      return await json<Batch>(answer)
    },
    batch: (batchId: string) => get<Batch>(`/v1/videos/batches/${batchId}`),
    cancel: (batchId: string) => post(`/v1/videos/batches/${batchId}/cancel`, {}),
    feed: async () => (await get<Schemas['EventList']>('/v1/events?limit=1000')).data,
    countTasks: async () =>
      (await api.deps.db.selectFrom('tasks').select('id').where('tenant_id', '=', id).execute()).length,
  }
}

const text = (prompt: string, fields: object = {}) => ({ prompt, model: 'c-text', ...fields })
const videos = (batch: Batch): string[] =>
  batch.items.flatMap(({ video_id: id }) => (id === null ? [] : [taskIdOfVideo(id) as string]))

/** Ends a task as a worker does. */
async function end(taskId: string, how: 'complete' | 'fail'): Promise<void> {
  if (how === 'complete') {
    const bytes = Buffer.from('x')
    return await api.complete(taskId, { video: bytes, thumbnail: bytes, spritesheet: bytes })
  }
  const claim = await start(taskId)
  await lifecycle.fail(api.deps, claim, { code: 'encode_failed', message: 'It broke.', retryable: false })
}
async function start(taskId: string) {
  const row = await api.deps.db
    .selectFrom('tasks')
    .select('job_id')
    .where('id', '=', taskId)
    .executeTakeFirstOrThrow()
  const started = await lifecycle.start(api.deps, { taskId, jobId: row.job_id, retryCount: 0 })
  assert.ok(started.outcome === 'started')
  return started.claim
}

describe('POST /v1/videos/batches', () => {
  it('makes a video of every good item and says of each bad one, in its place, what create says of it', async () => {
    const tenant = await asTenant()
    const items: object[] = [
      text('first', { metadata: { n: '0' }, seed: 7 }),
      text('x', { seed: -1 }),
      { prompt: 'from a picture', num_frames: 9, input_reference: { image_url: image } },
      text('x', { model: 'nope' }),
      { prompt: '' },
      { prompt: 'no picture', model: 'a-tiny-i2v' },
      { prompt: 'x', input_reference: { file_id: 'a', image_url: image } },
      text('numbers as text', { num_frames: '9', seconds: '2', metadata: '{"a":"b"}' }),
      text('x', { seconds: '1001' }),
    ]
    const batch = await tenant.submit(items, { metadata: { campaign: 'spring' } })
    assert.equal(batch.status, 'in_progress')
    assert.deepEqual(batch.metadata, { campaign: 'spring' })
    const { counts } = batch
    assert.deepEqual([counts.total, counts.queued, counts.rejected], [9, 3, 6])
    assert.deepEqual(
      batch.items.map(({ index }) => index),
      [0, 1, 2, 3, 4, 5, 6, 7, 8],
    )
    for (const { index, status, error } of batch.items) {
      const alone = await tenant.post('/v1/videos?dry_run=true', items[index])
      assert.equal(status === 'queued', alone.status === 200, `item ${index}`)
      if (alone.status === 200) continue
      const { code, detail, error: wire } = await json<ProblemBody>(alone)
      assert.deepEqual(error, { code, message: detail, param: wire.param }, `item ${index}`)
    }
    assert.equal(await tenant.countTasks(), 3)
    const listed = await tenant.get<Schemas['VideoList']>(`/v1/videos?batch_id=${batch.id}&order=asc`)
    assert.deepEqual(
      listed.data.map((video) => [video.prompt, video.batch_id, video.num_frames]),
      [
        ['first', batch.id, 33],
        ['from a picture', batch.id, 9],
        ['numbers as text', batch.id, 9],
      ],
    )
    assert.deepEqual(
      [listed.data[0]?.seed, listed.data[0]?.metadata, listed.data[2]?.metadata],
      [7, { n: '0' }, { a: 'b' }],
    )
    assert.deepEqual(await tenant.batch(batch.id), batch)
  })

  it('is refused as a whole when no item can be made, with the places at fault', async () => {
    const tenant = await asTenant()
    const answer = await tenant.post('/v1/videos/batches', {
      items: [{ prompt: '' }, text('x', { fps: 99 })],
    })
    assert.equal(answer.status, 400)
    const { code, errors } = await json<ProblemBody>(answer)
    assert.equal(code, 'invalid_request')
    assert.deepEqual(
      errors.map(({ pointer }) => pointer),
      ['/items/0/prompt', '/items/1/fps'],
    )
    for (const [body, param] of [
      [{}, 'items'],
      [{ items: [] }, 'items'],
      [{ items: 'x' }, 'items'],
      [{ items: [7] }, 'items'],
      [{ items: Array.from({ length: 301 }, () => text('x')) }, 'items'],
      [{ items: [text('x')], webhook_url: 'ftp://example.com' }, 'webhook_url'],
      [{ items: [text('x')], metadata: { a: 1 } }, 'metadata'],
      [{ items: [text('x')], priority: 1 }, 'priority'],
    ] as const) {
      const refused = await tenant.post('/v1/videos/batches', body)
      assert.equal(refused.status, 400, JSON.stringify(body).slice(0, 80))
      assert.equal((await json<ProblemBody>(refused)).error.param, param)
    }
    assert.equal(await tenant.countTasks(), 0)
  })

  it('answers a repeat under one Idempotency-Key with the same bytes, also when many come at once', async () => {
    const tenant = await asTenant()
    const items = [text('a'), text('b'), { prompt: '' }]
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        tenant.post('/v1/videos/batches', { items }, { 'idempotency-key': 'one' }),
      ),
    )
    const bodies = new Set(await Promise.all(answers.map((answer) => answer.text())))
    assert.equal(bodies.size, 1)
    assert.equal(answers.filter((answer) => answer.headers.get('idempotent-replayed') === 'true').length, 5)
    assert.equal(await tenant.countTasks(), 2)
    const other = await tenant.post(
      '/v1/videos/batches',
      { items: [text('c')] },
      { 'idempotency-key': 'one' },
    )
    assert.equal(other.status, 422)
    assert.equal((await tenant.post('/v1/videos', text('a'), { 'idempotency-key': 'one' })).status, 422)
    // A client that numbers its attempts in place of a key.
    const attempt = (n: number) =>
      tenant.post('/v1/videos/batches', { items }, { 'x-stainless-retry-count': String(n) })
    const [first, again] = [await json<Batch>(await attempt(0)), await json<Batch>(await attempt(1))]
    assert.equal(again.id, first.id)
    assert.equal(await tenant.countTasks(), 4)
  })

  it('counts as all of its videos for the limits, and leaves nothing behind when they do not fit', async () => {
    const files = async (): Promise<number> => {
      let count = 0
      for await (const _ of api.deps.storage.list('')) count++
      return count
    }
    const queue = await asTenant({ max_queued: 3, max_running: 2 })
    const before = await files()
    const three = [1, 2, 3].map((n) => text(`video ${n}`))
    const withImage = { prompt: 'x', input_reference: { image_url: image } }
    const full = await queue.post(
      '/v1/videos/batches',
      { items: [...three, withImage] },
      { 'idempotency-key': 'k' },
    )
    assert.equal(full.status, 429)
    assert.equal((await json<ProblemBody>(full)).code, 'queue_full')
    assert.deepEqual([await queue.countTasks(), await queue.feed()], [0, []])
    for (let waited = 0; (await files()) > before && waited < 100; waited++)
      await new Promise((resolve) => setTimeout(resolve, 10))
    assert.equal(await files(), before)
    const fitting = await queue.submit(three, {}, { 'idempotency-key': 'k' })
    const parked = await queue.get<Schemas['VideoList']>(`/v1/videos?batch_id=${fitting.id}&order=asc`)
    assert.deepEqual(
      parked.data.map((video) => video.queue_reason),
      [null, null, 'concurrency_limit'],
    )

    const day = await asTenant({ gpu_seconds_per_day: api.deps.config.unmeasuredRunSeconds * 2 })
    const used = await day.post('/v1/videos/batches', { items: three })
    assert.equal((await json<ProblemBody>(used)).code, 'quota_exceeded')
    await day.submit(three.slice(1))
    assert.equal((await day.post('/v1/videos', three[0])).status, 429)
  })

  it('counts as one request, and fetches a picture that many items have only once', async () => {
    const tenant = await asTenant({ requests_per_minute: 60, request_burst: 2 })
    const photo = await photograph()
    let fetches = 0
    const server = createServer((_req, res) => {
      fetches++
      res.end(photo)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/photo.jpg`
      const items = Array.from({ length: 6 }, (_, n) => ({
        prompt: `variant ${n}`,
        num_frames: 5,
        size: '64x64',
        input_reference: { image_url: url },
      }))
      const batch = await tenant.submit(items)
      assert.equal(batch.counts.queued, 6)
      assert.equal(fetches, 1)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  it('takes hundreds of items within seconds', async () => {
    const tenant = await asTenant()
    const startedAt = performance.now()
    const batch = await tenant.submit(Array.from({ length: 300 }, (_, n) => text(`video ${n}`, { seed: n })))
    const seconds = (performance.now() - startedAt) / 1000
    assert.equal(batch.counts.queued, 300)
    assert.ok(seconds < 20, `${seconds} s`)
    const listed = await tenant.get<Schemas['VideoList']>(
      `/v1/videos?batch_id=${batch.id}&order=asc&limit=100`,
    )
    assert.deepEqual(
      listed.data.map(({ seed }) => seed),
      Array.from({ length: 100 }, (_, n) => n),
    )
  })
})

describe('a batch', () => {
  it('is completed with its last video, whichever way they ended, and tells so once', async () => {
    const tenant = await asTenant()
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
      await end(a, 'complete')
      await end(b, 'fail')
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

      const due = await api.deps.db
        .selectFrom('webhook_deliveries')
        .select('id')
        .where('tenant_id', '=', tenant.id)
        .where('status', '=', 'pending')
        .execute()
      for (const { id } of due)
        await deliverWebhook(api.deps, {
          id,
          data: { deliveryId: id },
          retryCount: 0,
          signal: new AbortController().signal,
        })
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

  it('ends exactly once when all of its videos end at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const tenant = await asTenant()
      const batch = await tenant.submit(Array.from({ length: 8 }, (_, n) => text(`${n}`)))
      const ids = videos(batch)
      const claims = await Promise.all(ids.slice(0, 5).map(start))
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

  it('is cancelled as a whole: queued videos at once, running ones when they notice, ended ones not', async () => {
    const tenant = await asTenant({ max_running: 2 })
    const batch = await tenant.submit(Array.from({ length: 130 }, (_, n) => text(`${n}`)))
    const single = await json<Schemas['Video']>(await tenant.post('/v1/videos', text('on its own')))
    const [done, running] = videos(batch) as [string, string]
    await end(done, 'complete')
    const claim = await start(running)
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
    // What waited behind the batch has its turn.
    const shown = await tenant.get<Schemas['Video']>(`/v1/videos/${single.id}`)
    assert.deepEqual([shown.status, shown.queue_reason], ['queued', null])
    const finished = await tenant.submit([text('x')])
    await end(videos(finished)[0] as string, 'complete')
    const late = await tenant.cancel(finished.id)
    assert.equal(late.status, 409)
    assert.equal((await json<ProblemBody>(late)).code, 'not_cancellable')
  })

  it('is cancelled to the end when the process died in the middle of it', async () => {
    const tenant = await asTenant()
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

  it('ends once when it is cancelled while its videos end by themselves, twice at a time', async () => {
    for (let round = 0; round < 4; round++) {
      const tenant = await asTenant({
        max_running: 6,
        gpu_seconds_per_day: round % 2 === 0 ? null : 1_000_000,
      })
      const batch = await tenant.submit(Array.from({ length: 60 }, (_, n) => text(`${n}`)))
      const claims = await Promise.all(videos(batch).slice(0, 6).map(start))
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

  it('takes results that are there already, and has ended at once when all of them are', async () => {
    const tenant = await asTenant({ max_running: 1 })
    await setModelRevision(api.deps.db, 'c-text', modelRevision(MANIFEST), api.clock.now())
    const items = [text('cached', { seed: 1 }), text('cached', { seed: 2 })]
    for (const id of videos(await tenant.submit(items))) await end(id, 'complete')
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

  it('counts a deleted video as such, and ends without it', async () => {
    const tenant = await asTenant()
    const batch = await tenant.submit([text('a'), text('b')])
    const [first, second] = batch.items.map(({ video_id: id }) => id as string) as [string, string]
    await api.call(`/v1/videos/${first}`, {
      method: 'DELETE',
      headers: { authorization: (await issueApiKey(api.deps.db, tenant.id)).key.replace(/^/, 'Bearer ') },
    })
    const shown = await tenant.batch(batch.id)
    assert.deepEqual([shown.counts.deleted, shown.counts.queued, shown.status], [1, 1, 'in_progress'])
    assert.equal(shown.items[0]?.status, 'deleted')
    await end(taskIdOfVideo(second) as string, 'complete')
    assert.equal((await tenant.batch(batch.id)).status, 'completed')
  })

  it('is not there for another tenant, nor under an id that is none', async () => {
    const owner = await asTenant()
    const rival = await asTenant()
    const batch = await owner.submit([text('a')])
    for (const id of [batch.id, `batch_${'0'.repeat(32)}`, 'nonsense', 'content']) {
      for (const answer of [
        await api.call(`/v1/videos/batches/${id}`, {
          headers: { authorization: `Bearer ${(await issueApiKey(api.deps.db, rival.id)).key}` },
        }),
        await rival.cancel(id),
      ]) {
        assert.equal(answer.status, 404, id)
        assert.equal((await json<ProblemBody>(answer)).code, 'batch_not_found')
      }
    }
    assert.deepEqual(await rival.get(`/v1/videos?batch_id=${batch.id}`), {
      ...{ object: 'list', data: [], first_id: null, last_id: null, has_more: false },
    })
    assert.equal((await owner.batch(batch.id)).counts.queued, 1)
    assert.equal(await rival.countTasks(), 0)
    assert.ok(batchIdOf(batch.id))
  })
})
