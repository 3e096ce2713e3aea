import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { patient } from '#test/support/load/patience.ts'
import type { components } from '#api/openapi.gen.ts'
import { openImageServer } from '#test/support/service/image-server.ts'
import {
  json,
  photograph,
  serveModels,
  startApi,
  type ProblemBody,
  type TestApi,
} from '#test/support/service/service.ts'
import { openTenant, text, type Batch } from './tenant.ts'

type Schemas = components['schemas']

let api: TestApi
let image: string
before(async () => {
  api = await startApi({ env: { MAX_BATCH_ITEMS: '300' } })
  await serveModels(api)
  image = `data:image/jpeg;base64,${(await photograph()).toString('base64')}`
})
after(() => api?.close())

describe('Creating a batch', () => {
  it('A batch makes a video of each valid item and reports an error for the others', async () => {
    const tenant = await openTenant(api)
    const items: object[] = [
      text('first', { metadata: { n: '0' }, seed: 7 }),
      text('x', { seed: -2 }),
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

  it('A batch without a valid item is refused with a pointer to each fault', async () => {
    const tenant = await openTenant(api)
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

  it('Concurrent repeats of a batch under one Idempotency-Key get the same bytes', async () => {
    const tenant = await openTenant(api)
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
    // A client may number its attempts instead of sending a key.
    const attempt = (n: number) =>
      tenant.post('/v1/videos/batches', { items }, { 'x-stainless-retry-count': String(n) })
    const [first, again] = [await json<Batch>(await attempt(0)), await json<Batch>(await attempt(1))]
    assert.equal(again.id, first.id)
    assert.equal(await tenant.countTasks(), 4)
  })

  it('A batch counts all its videos against the limits and stores nothing if refused', async () => {
    const files = async (): Promise<number> => {
      let count = 0
      for await (const _ of api.deps.storage.list('')) count++
      return count
    }
    const queue = await openTenant(api, { max_queued: 3, max_running: 2 })
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

    const day = await openTenant(api, { gpu_seconds_per_day: api.deps.config.unmeasuredRunSeconds * 2 })
    const used = await day.post('/v1/videos/batches', { items: three })
    assert.equal((await json<ProblemBody>(used)).code, 'quota_exceeded')
    await day.submit(three.slice(1))
    assert.equal((await day.post('/v1/videos', three[0])).status, 429)
  })

  it('A batch counts as one request and fetches an image that its items share once', async () => {
    const tenant = await openTenant(api, { requests_per_minute: 60, request_burst: 2 })
    const server = await openImageServer()
    try {
      const url = `${server.url}/photo.jpg`
      const items = Array.from({ length: 6 }, (_, n) => ({
        prompt: `variant ${n}`,
        num_frames: 5,
        size: '64x64',
        input_reference: { image_url: url },
      }))
      const batch = await tenant.submit(items)
      assert.equal(batch.counts.queued, 6)
      assert.equal(server.requests.get('/photo.jpg'), 1)
    } finally {
      await server.close()
    }
  })

  it('A batch of hundreds of items is accepted within seconds', async () => {
    const tenant = await openTenant(api)
    const startedAt = performance.now()
    const batch = await tenant.submit(Array.from({ length: 300 }, (_, n) => text(`video ${n}`, { seed: n })))
    const seconds = (performance.now() - startedAt) / 1000
    assert.equal(batch.counts.queued, 300)
    assert.ok(seconds < patient(20), `${seconds} s`)
    const listed = await tenant.get<Schemas['VideoList']>(
      `/v1/videos?batch_id=${batch.id}&order=asc&limit=100`,
    )
    assert.deepEqual(
      listed.data.map(({ seed }) => seed),
      Array.from({ length: 100 }, (_, n) => n),
    )
  })
})
