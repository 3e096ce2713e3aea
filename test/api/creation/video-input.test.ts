import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import OpenAI, { APIError, BadRequestError, ConflictError, NotFoundError, toFile } from 'openai'
import sharp from 'sharp'
import { inputKey } from '#core/storage/asset-keys.ts'
import { taskIdOfVideo } from '#core/ids.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { rejection } from '#test/support/rejection.ts'
import { photograph, startApi, type TestApi } from '#test/support/service/service.ts'

let api: TestApi
let client: OpenAI
let lastFrame: Buffer
before(async () => {
  api = await startApi()
  client = new OpenAI({ baseURL: `${api.baseUrl}/v1`, apiKey: api.key, maxRetries: 0 })
  lastFrame = await sharp({ create: { width: 160, height: 96, channels: 3, background: '#264' } })
    .png()
    .toBuffer()
})
after(() => api?.close())

const taskIdOf = (video: { readonly id: string }): string => taskIdOfVideo(video.id) as string
const create = async (): Promise<OpenAI.Video> =>
  await client.videos.create({ prompt: 'x', input_reference: await toFile(await photograph(), 'p.jpg') })
const assets = { video: Buffer.from('mp4'), thumbnail: Buffer.from('w'), spritesheet: Buffer.from('j') }

async function finished(): Promise<OpenAI.Video> {
  const video = await create()
  await api.complete(taskIdOf(video), { ...assets, lastFrame })
  return video
}

/** Members that the SDK's types lack; the SDK sends them unchanged. */
const reference = (members: object): OpenAI.ImageInputReferenceParam => members
const goOn = (members: object, from = client, more: object = {}) =>
  from.videos.create({ prompt: 'y', input_reference: reference(members), ...more })

describe('Inputs that name a video', () => {
  it('An input that names a video uses its exact last frame and no upload quota', async () => {
    const source = await finished()
    const usage = async () =>
      await api.deps.db
        .selectFrom('tenant_usage')
        .select('upload_bytes')
        .where('tenant_id', '=', 'acme')
        .executeTakeFirstOrThrow()
    const before = await usage()
    for (const members of [{ video_id: source.id, frame: 'last' }, { video_id: source.id }]) {
      const next = await goOn(members, client, { size: '160x96' })
      assert.deepEqual([next.status, next.size, next.remixed_from_video_id], ['queued', '160x96', null])
      const stored = await api.deps.storage.read(inputKey(taskIdOf(next), 'first-frame.png'))
      assert.ok(stored)
      const pixels = async (png: Buffer) => await sharp(png).raw().toBuffer()
      assert.deepEqual(await pixels(await buffer(stored.body)), await pixels(lastFrame))
    }
    // As with any image, `auto` follows only its aspect ratio.
    assert.equal((await goOn({ video_id: source.id })).size, '240x144')
    assert.deepEqual(await usage(), before)
  })

  it('An input video that is unknown, foreign, unfinished, failed or expired is refused', async () => {
    const source = await finished()
    const { key } = await issueApiKey(api.deps.db, 'rival')
    for (const attempt of [
      () => goOn({ video_id: source.id }, client.withOptions({ apiKey: key })),
      () => goOn({ video_id: `video_${'0'.repeat(32)}` }),
      () => goOn({ video_id: 'nonsense' }),
    ]) {
      const error = await rejection(attempt(), NotFoundError)
      assert.deepEqual([error.code, error.param], ['video_not_found', 'input_reference'])
    }
    const running = await create()
    const early = await rejection(goOn({ video_id: running.id }), ConflictError)
    assert.deepEqual([early.code, early.param], ['not_ready', 'input_reference'])
    assert.ok(Number(early.headers.get('retry-after')) >= 1)
    await api.call(`/v1/videos/${running.id}/cancel`, { method: 'POST' })
    assert.equal((await rejection(goOn({ video_id: running.id }), ConflictError)).code, 'video_failed')

    const tasks = await api.countTasks()
    api.clock.advance(3601_000)
    const late = await rejection(goOn({ video_id: source.id }), APIError)
    assert.deepEqual([late.status, late.code, late.param], [410, 'video_expired', 'input_reference'])
    assert.equal(await api.countTasks(), tasks)
  })

  it('An input video excludes other sources and frames other than the last', async () => {
    const { id } = await finished()
    for (const members of [
      { video_id: id, file_id: 'file-1' },
      { video_id: id, frame: 'middle' },
      { image_url: 'https://images.example.com/a.jpg', frame: 'last' },
      { frame: 'last' },
    ])
      assert.equal((await rejection(goOn(members), BadRequestError)).code, 'input_reference_invalid')
  })
})
