import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import OpenAI, { APIError, BadRequestError, ConflictError, NotFoundError, toFile } from 'openai'
import sharp from 'sharp'
import { inputKey, precedingVideoKey } from '#core/storage/asset-keys.ts'
import { taskIdOfVideo } from '#core/ids.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { rejection } from '#test/support/rejection.ts'
import {
  photograph,
  startApi,
  TEXT_MODEL,
  type TestApi,
  type VideoBody,
} from '#test/support/service/service.ts'

let api: TestApi
let client: OpenAI
let lastFrame: Buffer
before(async () => {
  api = await startApi()
  client = new OpenAI({ baseURL: `${api.baseUrl}/v1`, apiKey: api.key, maxRetries: 0 })
  lastFrame = await sharp({ create: { width: 96, height: 64, channels: 3, background: '#264' } })
    .png()
    .toBuffer()
})
after(() => api?.close())

const ours = (video: OpenAI.Video): VideoBody => video as unknown as VideoBody
const taskIdOf = (video: { readonly id: string }): string => taskIdOfVideo(video.id) as string
const MP4 = Buffer.from('the source')

async function create(more: object = {}): Promise<VideoBody> {
  const input = await toFile(await photograph(), 'p.jpg')
  const given = { size: '96x64', num_frames: 17, input_reference: input, ...more }
  return ours(await client.videos.create({ prompt: 'a cup', ...(given as object) }))
}

async function finish<V extends { readonly id: string }>(video: V): Promise<V> {
  const bytes = { video: MP4, thumbnail: Buffer.from('w'), spritesheet: Buffer.from('j'), lastFrame }
  await api.complete(taskIdOf(video), bytes)
  return video
}
const finished = async (more: object = {}): Promise<VideoBody> => await finish(await create(more))

/**
 * Extends a video by one second. The SDK's types permit only 4, 8 and 12 seconds, more than the
 * tiny model makes at once.
 */
const extend = async (id: string, more: object = {}, options = {}): Promise<VideoBody> => {
  const asked = { video: { id }, prompt: 'steam rises', seconds: '1' as '4', ...more }
  return ours(await client.videos.extend(asked, options))
}

async function stored(key: string): Promise<Buffer> {
  const found = await api.deps.storage.read(key)
  assert.ok(found, key)
  return await buffer(found.body)
}

describe('Extending a video', () => {
  it('An extension is a new video that continues the source from its last frame', async () => {
    const settings = { num_inference_steps: 11, guidance_scale: 3.5, negative_prompt: 'blur', seed: 7 }
    const source = await finished({ ...settings, metadata: { order: 'A-1' } })
    const video = await extend(source.id)
    assert.equal(video.status, 'queued')
    assert.deepEqual(
      [video.prompt, video.extended_from_video_id, video.remixed_from_video_id, video.rerun_of],
      ['steam rises', source.id, null, null],
    )
    // 17 frames, and 16 more of one second.
    assert.deepEqual([video.size, video.fps, video.num_frames, video.seconds], ['96x64', 16, 33, '2.0625'])
    assert.deepEqual(
      [video.model, video.num_inference_steps, video.guidance_scale, video.negative_prompt],
      [source.model, 11, 3.5, 'blur'],
    )
    assert.deepEqual([video.metadata, video.adjustments], [{ order: 'A-1' }, []])
    assert.notEqual(video.seed, 7)
    assert.equal((await extend(source.id, { seed: 9 })).seed, 9)
    assert.deepEqual(await stored(inputKey(taskIdOf(video), 'first-frame.png')), lastFrame)
    assert.deepEqual(await stored(precedingVideoKey(taskIdOf(video))), MP4)
    assert.deepEqual(ours(await client.videos.retrieve(video.id)), video)

    // An extension has its own copy of the inputs, so it outlives its source.
    await client.videos.delete(source.id)
    await finish(video)
    const further = await extend(video.id)
    assert.deepEqual([further.num_frames, further.seconds], [49, '3.0625'])
    assert.equal(further.extended_from_video_id, video.id)
    const remix = ours(await client.videos.remix(video.id, { prompt: 'smoke rises' }))
    assert.deepEqual(
      [remix.num_frames, remix.extended_from_video_id, remix.remixed_from_video_id],
      [33, source.id, video.id],
    )
    assert.deepEqual(await stored(precedingVideoKey(taskIdOf(remix))), MP4)
  })

  it('Whole seconds stay whole when an extension is added to them', async () => {
    const source = await finished({ num_frames: undefined, seconds: '1' })
    assert.equal(source.seconds, '1')
    const { seconds, num_frames: frames } = await extend(source.id)
    assert.deepEqual([seconds, frames], ['2', 33])
  })

  it('An extension takes JSON, with the source video as an object or as JSON text', async () => {
    const { id } = await finished()
    for (const video of [{ id }, JSON.stringify({ id })]) {
      const response = await api.call('/v1/videos/extensions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ video, prompt: 'x', seconds: 1 }),
      })
      assert.equal(response.status, 200)
      assert.match(response.headers.get('location') ?? '', /^\/v1\/videos\/video_/)
    }
  })

  it('An extension of a text-to-video source takes another model and says so', async () => {
    const source = await finished({ model: TEXT_MODEL.id, input_reference: undefined })
    const video = await extend(source.id)
    assert.equal(video.model, 'a-tiny-i2v')
    assert.deepEqual(
      video.adjustments.map(({ field, requested, used }) => [field, requested, used]),
      [['model', TEXT_MODEL.id, 'a-tiny-i2v']],
    )
    assert.equal(video.guidance_scale_2, null)
  })

  it('An extension that adds fewer seconds than requested lists the adjustment', async () => {
    const { id } = await finished()
    const video = await extend(id, { seconds: '4' })
    assert.equal(video.seconds, '3.0625')
    assert.deepEqual(
      video.adjustments.map(({ field, requested, used }) => [field, requested, used]),
      [['seconds', 4, 2]],
    )
  })

  it('An extension repeated under one Idempotency-Key or as a retry makes one video', async () => {
    const { id } = await finished()
    const keyed = { headers: { 'Idempotency-Key': 'extend-1' } }
    assert.deepEqual(await extend(id, {}, keyed), await extend(id, {}, keyed))
    const reused = await rejection(extend(id, { seconds: '2' }, keyed), APIError)
    assert.deepEqual([reused.status, reused.code], [422, 'idempotency_key_reused'])
    const attempt = (n: number) =>
      extend(id, { prompt: 'w' }, { headers: { 'X-Stainless-Retry-Count': String(n) } })
    const first = await attempt(0)
    assert.equal((await attempt(1)).id, first.id)
  })

  it('A missing, foreign, unfinished, failed or expired video cannot be extended', async () => {
    const source = await finished()
    const { key } = await issueApiKey(api.deps.db, 'rival')
    const asked = { video: { id: source.id }, prompt: 'x', seconds: '4' as const }
    for (const attempt of [
      () => client.withOptions({ apiKey: key }).videos.extend(asked),
      () => extend(`video_${'0'.repeat(32)}`),
      () => extend('nonsense'),
    ]) {
      const error = await rejection(attempt(), NotFoundError)
      assert.deepEqual([error.code, error.param], ['video_not_found', 'video'])
    }
    const running = await create()
    const early = await rejection(extend(running.id), ConflictError)
    assert.deepEqual([early.code, early.param], ['not_ready', 'video'])
    await api.call(`/v1/videos/${running.id}/cancel`, { method: 'POST' })
    assert.equal((await rejection(extend(running.id), ConflictError)).code, 'video_failed')

    const tasks = await api.countTasks()
    api.clock.advance(3601_000)
    const late = await rejection(extend(source.id), APIError)
    assert.deepEqual([late.status, late.code, late.param], [410, 'video_expired', 'video'])
    assert.equal(await api.countTasks(), tasks)
  })

  it('A refused extension names the field at fault', async () => {
    const { id } = await finished()
    const clip = await toFile(Buffer.alloc(5000), 'clip.mp4')
    const cases: [object, string, string][] = [
      [{ video: clip }, 'invalid_request', 'video'],
      [{ video: 'a.mp4' }, 'unsupported_parameter', 'video'],
      [{ video: {} }, 'invalid_request', 'video'],
      [{ video: undefined }, 'invalid_request', 'video'],
      [{ prompt: '' }, 'invalid_request', 'prompt'],
      [{ seconds: undefined }, 'invalid_request', 'seconds'],
      [{ seconds: '0' }, 'invalid_frame_count', 'seconds'],
      [{ seconds: 'long' }, 'invalid_frame_count', 'seconds'],
      [{ seconds: '0.01' }, 'invalid_frame_count', 'seconds'],
    ]
    for (const [more, code, param] of cases) {
      const error = await rejection(extend(id, more), BadRequestError)
      assert.deepEqual([error.code, error.param], [code, param], JSON.stringify(more))
    }
  })

  it('An extension is limited to two minutes and to sizes that a model can continue', async () => {
    const source = await finished()
    const change = async (parameters: object) => {
      const { parameters: before } = await api.deps.db
        .selectFrom('tasks')
        .select('parameters')
        .where('id', '=', taskIdOf(source))
        .executeTakeFirstOrThrow()
      await api.deps.db
        .updateTable('tasks')
        .set({ parameters: JSON.stringify({ ...before, ...parameters }) })
        .where('id', '=', taskIdOf(source))
        .execute()
    }
    await change({ frames: 119 * 16 + 1 })
    assert.equal((await extend(source.id)).seconds, '120.0625')
    await change({ frames: 119 * 16 + 5 })
    const long = await rejection(extend(source.id), BadRequestError)
    assert.deepEqual([long.code, long.param], ['invalid_frame_count', 'seconds'])
    await change({ frames: 17, width: 1280, height: 720 })
    const large = await rejection(extend(source.id), BadRequestError)
    assert.deepEqual([large.code], ['invalid_size'])
    await change({ frames: 17, width: 90, height: 64 })
    assert.equal((await rejection(extend(source.id), BadRequestError)).code, 'invalid_size')
  })
})
