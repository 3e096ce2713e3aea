import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import OpenAI, { APIError, BadRequestError, ConflictError, NotFoundError, toFile } from 'openai'
import { inputKey } from '#core/storage/asset-keys.ts'
import { taskIdOfVideo } from '#core/ids.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { rejection } from '#test/support/rejection.ts'
import { photograph, startApi, type TestApi, type VideoBody } from '#test/support/service/service.ts'

let api: TestApi
let client: OpenAI
before(async () => {
  api = await startApi()
  client = new OpenAI({ baseURL: `${api.baseUrl}/v1`, apiKey: api.key, maxRetries: 0 })
})
after(() => api?.close())

const ours = (video: OpenAI.Video): VideoBody => video as unknown as VideoBody
const taskIdOf = (video: { readonly id: string }): string => taskIdOfVideo(video.id) as string

async function create(more: object = {}): Promise<VideoBody> {
  const input = await toFile(await photograph(), 'p.jpg')
  return ours(await client.videos.create({ prompt: 'a cup', input_reference: input, ...more }))
}

async function finished(more: object = {}): Promise<VideoBody> {
  const video = await create(more)
  const bytes = { video: Buffer.from('mp4'), thumbnail: Buffer.from('w'), spritesheet: Buffer.from('j') }
  await api.complete(taskIdOf(video), bytes)
  return video
}

async function inputOf(video: VideoBody): Promise<Buffer> {
  const stored = await api.deps.storage.read(inputKey(taskIdOf(video), 'first-frame.png'))
  assert.ok(stored)
  return await buffer(stored.body)
}

describe('Remixing a video', () => {
  it('A remix changes the prompt and keeps every other setting of the finished video', async () => {
    const source = await finished({
      negative_prompt: 'blur',
      num_frames: 9,
      num_inference_steps: 11,
      guidance_scale: 3.5,
      seed: 77,
      size: '96x64',
      metadata: { order: 'A-1' },
    })
    const remix = ours(await client.videos.remix(source.id, { prompt: 'a cup in the snow' }))
    assert.equal(remix.status, 'queued')
    assert.notEqual(remix.id, source.id)
    assert.deepEqual(
      [remix.prompt, remix.remixed_from_video_id, remix.rerun_of],
      ['a cup in the snow', source.id, null],
    )
    const settings = [
      'model',
      'negative_prompt',
      'size',
      'seconds',
      'num_frames',
      'num_inference_steps',
      'guidance_scale',
      'flow_shift',
      'seed',
      'metadata',
    ] as const
    for (const field of settings) assert.deepEqual(remix[field], source[field], field)
    assert.deepEqual(await inputOf(remix), await inputOf(source))
    assert.deepEqual(await client.videos.retrieve(remix.id), remix)

    // The remix outlives its source.
    await api.call(`/v1/videos/${source.id}`, { method: 'DELETE' })
    assert.equal((await client.videos.retrieve(remix.id)).status, 'queued')
  })

  it('A remix repeated under one Idempotency-Key or as a retry makes one video', async () => {
    const source = await finished()
    const remix = (prompt: string, headers: Record<string, string>) =>
      client.videos.remix(source.id, { prompt }, { headers })
    const key = { 'Idempotency-Key': 'remix-1' }
    assert.deepEqual(await remix('y', key), await remix('y', key))
    const reused = await rejection(remix('z', key), APIError)
    assert.deepEqual([reused.status, reused.code], [422, 'idempotency_key_reused'])
    const first = await remix('w', { 'X-Stainless-Retry-Count': '0' })
    const repeat = await remix('w', { 'X-Stainless-Retry-Count': '1' })
    assert.equal(repeat.id, first.id)
  })

  it('A remix needs a prompt and a finished, unexpired video of the same tenant', async () => {
    const source = await finished()
    const { key } = await issueApiKey(api.deps.db, 'rival')
    for (const attempt of [
      () => client.withOptions({ apiKey: key }).videos.remix(source.id, { prompt: 'x' }),
      () => client.videos.remix(`video_${'0'.repeat(32)}`, { prompt: 'x' }),
    ])
      assert.equal((await rejection(attempt(), NotFoundError)).code, 'video_not_found')
    for (const prompt of ['', '  '])
      assert.equal(
        (await rejection(client.videos.remix(source.id, { prompt }), BadRequestError)).param,
        'prompt',
      )
    const long = await rejection(
      client.videos.remix(source.id, { prompt: 'x'.repeat(32_001) }),
      BadRequestError,
    )
    assert.equal(long.code, 'prompt_too_long')

    const running = await create()
    const remix = () => client.videos.remix(running.id, { prompt: 'x' })
    assert.equal((await rejection(remix(), ConflictError)).code, 'not_ready')
    await api.call(`/v1/videos/${running.id}/cancel`, { method: 'POST' })
    assert.equal((await rejection(remix(), ConflictError)).code, 'video_failed')

    const tasks = await api.countTasks()
    api.clock.advance(3601_000)
    const late = await rejection(client.videos.remix(source.id, { prompt: 'x' }), APIError)
    assert.deepEqual([late.status, late.code], [410, 'video_expired'])
    assert.equal(await api.countTasks(), tasks)
  })
})
