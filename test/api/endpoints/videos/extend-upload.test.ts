import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import OpenAI, { toFile } from 'openai'
import { taskIdOfVideo } from '#core/ids.ts'
import { precedingVideoKey } from '#core/storage/asset-keys.ts'
import { writeClip, type ClipOptions } from '#test/support/media/clips.ts'
import {
  json,
  startApi,
  TEXT_MODEL,
  TINY_MODEL,
  type ProblemBody,
  type TestApi,
  type VideoBody,
} from '#test/support/service/service.ts'

let api: TestApi
let folder: string
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clips-'))
  api = await startApi({ models: [{ ...TINY_MODEL, takesUploads: true }, TEXT_MODEL] })
})
after(async () => {
  await api?.close()
  await rm(folder, { recursive: true, force: true })
})

const clip = async (o: ClipOptions = {}): Promise<Buffer> =>
  await readFile(await writeClip(folder, 'clip.mp4', o))

function extend(
  video: Buffer | { readonly id: string } | null,
  fields: Record<string, string> = {},
  to = api,
): Promise<Response> {
  const form = new FormData()
  for (const [name, value] of Object.entries({ prompt: 'it goes on', seconds: '1', ...fields }))
    form.set(name, value)
  if (Buffer.isBuffer(video)) form.set('video', new Blob([video], { type: 'video/mp4' }), 'clip.mp4')
  else if (video !== null) form.set('video[id]', video.id)
  return to.call('/v1/videos/extensions', { method: 'POST', body: form })
}

describe('Extending a video that the client sends', () => {
  it('The Python and Node clients’ way of sending a file queues one clip of both parts', async () => {
    const bytes = await clip({ size: '128x96', rate: '24', frames: 24 })
    const client = new OpenAI({ baseURL: `${api.baseUrl}/v1`, apiKey: api.key, maxRetries: 0 })
    const video = (await client.videos.extend({
      video: await toFile(bytes, 'clip.mp4'),
      prompt: 'it goes on',
      seconds: '1' as '4',
      ...({ seed: 7 } as object),
    })) as unknown as VideoBody
    // A second of the upload at the model's 16 frames, and 16 more.
    assert.deepEqual([video.status, video.size, video.fps, video.num_frames], ['queued', '128x96', 16, 32])
    assert.deepEqual([video.seconds, video.seed, video.extended_from_video_id], ['2', 7, null])
    assert.deepEqual([video.model, video.adjustments], [TINY_MODEL.id, []])
    const taskId = taskIdOfVideo(video.id) as string
    const { parameters } = await api.deps.db
      .selectFrom('tasks')
      .select('parameters')
      .where('id', '=', taskId)
      .executeTakeFirstOrThrow()
    assert.deepEqual([parameters.precedingFrames, parameters.precedingUpload], [16, true])
    const stored = await api.deps.storage.read(precedingVideoKey(taskId))
    assert.deepEqual(stored && (await buffer(stored.body)), bytes)

    const rerun = await json(await api.call(`/v1/videos/${video.id}/rerun`, { method: 'POST' }))
    const copy = await api.deps.storage.read(precedingVideoKey(taskIdOfVideo(rerun.id) as string))
    assert.deepEqual(copy && (await buffer(copy.body)), bytes, 'a rerun has a copy of it')
  })

  it('A size that the model does not make is scaled, which is told', async () => {
    for (const [size, used] of [
      ['100x70', '96x64'],
      ['1280x720', '256x144'],
      ['720x1280', '144x256'],
    ] as const) {
      const video = await json(await extend(await clip({ size, frames: 4 })))
      assert.equal(video.size, used)
      assert.deepEqual(
        video.adjustments.map((each) => [each.field, each.requested, each.used]),
        [['video', size, used]],
      )
    }
  })

  it('An id wins over the empty part of a file that was not chosen', async () => {
    const source = await json(
      await api.create({ model: 'c-text', prompt: 'x', num_frames: 17, size: '96x64' }),
    )
    const bytes = { video: Buffer.from('mp4'), thumbnail: Buffer.from('w'), spritesheet: Buffer.from('j') }
    await api.complete(taskIdOfVideo(source.id) as string, { ...bytes, lastFrame: Buffer.from('png') })
    for (const name of ['', 'empty.mp4']) {
      const form = new FormData()
      for (const [field, value] of Object.entries({ prompt: 'x', seconds: '1', 'video[id]': source.id }))
        form.set(field, value)
      form.set('video', new Blob([]), name)
      const answer = await api.call('/v1/videos/extensions', { method: 'POST', body: form })
      assert.equal((await json(answer)).extended_from_video_id, source.id, `the name ${JSON.stringify(name)}`)
    }
    const plain = await api.call('/v1/videos/extensions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ video: source.id, prompt: 'x', seconds: 1 }),
    })
    assert.equal((await json(plain)).extended_from_video_id, source.id, 'an id as text')
  })

  it('What cannot be continued is refused with the reason and the call that works', async () => {
    const tasks = await api.countTasks()
    for (const [answer, code, why] of [
      [await extend(Buffer.from('no video at all')), 'invalid_request', /not an mp4.*H\.264.*video\[id\]/],
      [await extend(await clip({ codec: 'mpeg4' })), 'invalid_request', /codec is mp4v/],
      [await extend(await clip({ size: '8x8' })), 'invalid_request', /8x8/],
      [await extend(await clip({ rate: '1', frames: 121, size: '16x16' })), 'invalid_request', /120 s/],
      [await extend(await clip({ rate: '1', frames: 120, size: '64x64' })), 'invalid_frame_count', /120 s/],
      [await extend(null, { video: 'clip.mp4' }), 'unsupported_parameter', /video_….*-F video=@clip\.mp4/],
      [await extend(await clip(), { seconds: '0' }), 'invalid_frame_count', /seconds/],
    ] as const) {
      const { code: told, error } = await json<ProblemBody>(answer)
      assert.equal(answer.status, 400, error.message)
      assert.equal(told, code, error.message)
      assert.match(error.message, why)
    }
    assert.equal(await api.countTasks(), tasks)
  })

  it('Without a worker that decodes uploads, the way out is named', async () => {
    const plain = await startApi({ models: [TINY_MODEL] })
    try {
      const answer = await extend(await clip(), {}, plain)
      const { code, error } = await json<ProblemBody>(answer)
      assert.deepEqual([answer.status, code, error.param], [400, 'unsupported_parameter', 'video'])
      assert.match(error.message, /"id": "video_…"/)
    } finally {
      await plain.close()
    }
  })
})
