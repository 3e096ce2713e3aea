import assert from 'node:assert/strict'
import { request as httpRequest } from 'node:http'
import { after, before, describe, it } from 'node:test'
import { videoIdOf } from '#core/ids.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import {
  json,
  photograph,
  startApi,
  type ProblemBody,
  type TestApi,
  type VideoBody,
} from '#test/support/service/service.ts'
import { newestTask } from '#test/api/dialects/golden.ts'
import { until } from '#test/support/processes/processes.ts'

const MP4 = Buffer.from('mp4 of the run')
const FILES = { video: MP4, thumbnail: Buffer.from('t'), spritesheet: Buffer.from('s') }
const TEXT = { model: 'c-text', prompt: 'waves' }

let api: TestApi
before(async () => {
  api = await startApi({ env: { CONTENT_DELIVERY: 'redirect' } })
})
after(() => api?.close())

const sync = (body: object, headers: Record<string, string> = {}, to = api): Promise<Response> =>
  to.call('/v1/videos/sync', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

/** The task that the request which is under way has made. */
async function taskAfter(count: number, of = api): Promise<string> {
  await until(
    async () => (await of.countTasks()) > count,
    30_000,
    () => 'no task was made',
  )
  const { id } = await newestTask(of)
  await of.watched(id)
  return id
}

const statusOf = async (id: string, of = api): Promise<string> =>
  (await of.deps.db.selectFrom('tasks').select('status').where('id', '=', id).executeTakeFirstOrThrow())
    .status

describe('POST /v1/videos/sync', () => {
  it('The answer is the mp4 once the video is finished, with its id, model and times', async () => {
    const form = new FormData()
    for (const [name, value] of Object.entries({ prompt: 'steam', size: '64x64' })) form.set(name, value)
    form.set('input_reference', new Blob([await photograph()], { type: 'image/jpeg' }), 'photo.jpg')
    const answer = api.call('/v1/videos/sync', {
      method: 'POST',
      // Neither may turn the answer to a POST into a part or into nothing.
      headers: { range: 'bytes=0-1', 'if-none-match': '*' },
      body: form,
    })
    const id = await taskAfter(0)
    const warnings: string[] = []
    const note = ({ message }: Error): number => warnings.push(message)
    process.on('warning', note)
    await api.complete(id, FILES)
    const response = await answer
    assert.equal(response.status, 200)
    assert.deepEqual(Buffer.from(await response.arrayBuffer()), MP4)
    const { headers } = response
    assert.deepEqual(
      ['content-type', 'content-length', 'x-model', 'x-video-id', 'content-location'].map((name) =>
        headers.get(name),
      ),
      ['video/mp4', String(MP4.length), 'a-tiny-i2v', videoIdOf(id), `/v1/videos/${videoIdOf(id)}/content`],
    )
    assert.ok(Number(headers.get('x-inference-time-s')) > 0)
    assert.deepEqual(JSON.parse(headers.get('x-stage-durations') ?? ''), { denoise: 1.5 })
    assert.ok(headers.get('ratelimit'))
    // Warnings come a turn later.
    await new Promise((resolve) => setImmediate(resolve))
    process.off('warning', note)
    assert.deepEqual(warnings, [])
  })

  it('A failed video is answered 500 when the service failed, and 409 when it was cancelled', async () => {
    const tasks = await api.countTasks()
    const answer = sync(TEXT)
    const id = await taskAfter(tasks)
    const { job_id: jobId } = await api.deps.db
      .selectFrom('tasks')
      .select('job_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const started = await lifecycle.start(api.deps, { taskId: id, jobId, retryCount: 0 })
    assert.ok(started.outcome === 'started')
    await lifecycle.fail(api.deps, started.claim, {
      code: 'encode_failed',
      message: 'No ffmpeg.',
      retryable: false,
    })
    const failed = await answer
    assert.deepEqual([failed.status, (await json<ProblemBody>(failed)).code], [500, 'video_failed'])

    const second = sync(TEXT)
    await lifecycle.cancel(api.deps, 'acme', await taskAfter(tasks + 1))
    const cancelled = await second
    assert.deepEqual([cancelled.status, (await json<ProblemBody>(cancelled)).code], [409, 'video_failed'])
  })

  it('A request that is not valid makes no video', async () => {
    const tasks = await api.countTasks()
    const refused = await sync({ model: 'c-text' })
    assert.deepEqual([refused.status, (await json<ProblemBody>(refused)).code], [400, 'invalid_request'])
    assert.equal((await sync(TEXT, { authorization: 'Bearer nonsense' })).status, 401)
    assert.equal(await api.countTasks(), tasks)
  })

  it('The video of a client that leaves is cancelled, and one with an Idempotency-Key goes on', async () => {
    for (const [headers, status] of [
      [{}, 'cancelled'],
      [{ 'idempotency-key': 'kept' }, 'queued'],
    ] as const) {
      const tasks = await api.countTasks()
      const client = httpRequest(`${api.baseUrl}/v1/videos/sync`, {
        method: 'POST',
        headers: { authorization: `Bearer ${api.key}`, 'content-type': 'application/json', ...headers },
      })
      client.on('error', () => undefined).end(JSON.stringify({ ...TEXT, prompt: 'a client that leaves' }))
      const id = await taskAfter(tasks)
      client.destroy()
      const hasEnded = async (): Promise<boolean> => (await statusOf(id)) === status
      await until(hasEnded, 30_000, () => `the task is not ${status}`)
    }
    const { id } = await newestTask(api)
    const tasks = await api.countTasks()
    const body = { ...TEXT, prompt: 'a client that leaves' }
    const polled = await api.create(body, { 'idempotency-key': 'kept' })
    assert.equal((await json<VideoBody>(polled)).id, videoIdOf(id), 'the key finds it in the other operation')
    const repeated = sync(body, { 'idempotency-key': 'kept' })
    await api.complete(id, FILES)
    const answer = await repeated
    assert.equal(answer.headers.get('idempotent-replayed'), 'true')
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), MP4)
    assert.equal(await api.countTasks(), tasks)
  })

  it('A video that takes too long is answered 504 and cancelled, unless the request has a key', async () => {
    const hasty = await startApi({ env: { SYNC_WAIT_SECONDS: '1' } })
    try {
      for (const [headers, status] of [
        [{}, 'cancelled'],
        [{ 'idempotency-key': 'again' }, 'queued'],
      ] as const) {
        const late = await sync(TEXT, headers, hasty)
        assert.equal(late.status, 504)
        assert.equal((await json<ProblemBody>(late)).code, 'wait_timeout')
        assert.equal(late.headers.get('x-should-retry'), 'false')
        assert.equal(await statusOf((await newestTask(hasty)).id, hasty), status)
      }
    } finally {
      await hasty.close()
    }
  })

  it('A request that waits while the process stops is answered 503', async () => {
    const stopping = await startApi({ app: { isDraining: () => true } })
    try {
      const answer = sync(TEXT, {}, stopping)
      await taskAfter(0, stopping)
      stopping.stopWatching()
      const stopped = await answer
      assert.deepEqual(
        [stopped.status, (await json<ProblemBody>(stopped)).code],
        [503, 'service_unavailable'],
      )
      assert.ok(stopped.headers.get('retry-after'))
    } finally {
      await stopping.close()
    }
  })
})
