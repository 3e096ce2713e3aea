import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { taskIdOfVideo } from '#core/ids.ts'
import { json, startApi, TEXT_MODEL, TINY_MODEL, type TestApi } from '#test/support/service/service.ts'

let api: TestApi
let source: string
before(async () => {
  api = await startApi({ models: [TINY_MODEL, TEXT_MODEL] })
  const video = await json(
    await api.create({ model: TEXT_MODEL.id, prompt: 'x', num_frames: 17, size: '96x64' }),
  )
  const bytes = { video: Buffer.from('mp4'), thumbnail: Buffer.from('w'), spritesheet: Buffer.from('j') }
  await api.complete(taskIdOfVideo(video.id) as string, { ...bytes, lastFrame: Buffer.from('png') })
  source = video.id
})
after(() => api?.close())

const post = (path: string, body: object) =>
  api.call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const operations = {
  remix: (more: object) => post(`/v1/videos/${source}/remix`, { prompt: 'y', ...more }),
  extension: (more: object) =>
    post('/v1/videos/extensions', { video: { id: source }, prompt: 'y', seconds: 1, ...more }),
} as const

interface Refusal {
  error: { code: string; param: string | null; message: string }
}

describe('Fields that a remix or an extension does not take', () => {
  const url = 'https://x.example/a'
  const deciding: readonly (readonly [object, string])[] = [
    [{ size: '320x192' }, 'size'],
    [{ width: 320, height: 192 }, 'width'],
    [{ aspectRatio: '16:9' }, 'aspectRatio'],
    [{ model: 'nope' }, 'model'],
    [{ num_frames: 9 }, 'num_frames'],
    [{ video_length: 9 }, 'video_length'],
    [{ fps: 8 }, 'fps'],
    [{ input_reference: url }, 'input_reference'],
    [{ image_url: url }, 'image_url'],
    [{ last_frame: url }, 'last_frame'],
    [{ loras: [{ name: 'style' }] }, 'loras'],
    [{ lora: { name: 'style' } }, 'lora'],
    [{ n: 2 }, 'n'],
    [{ mask: 'x' }, 'mask'],
    [{ control_video: url }, 'control_video'],
    [{ extra_body: 'nojson' }, 'extra_body'],
    [{ extra_body: { size: '320x192' } }, 'size'],
  ]
  for (const [name, call] of Object.entries(operations)) {
    for (const [members, param] of deciding)
      it(`${JSON.stringify(members)} is refused by a ${name}`, async () => {
        const tasks = await api.countTasks()
        const response = await call(members)
        assert.equal(response.status, 400)
        const { error } = (await response.json()) as Refusal
        assert.equal(error.param, param, error.message)
        assert.equal(await api.countTasks(), tasks)
      })

    it(`What changes nothing is an adjustment of a ${name}, or none where it says the same`, async () => {
      const told = await json(await call({ user: 'u-1', quality: 'high' }))
      assert.deepEqual(
        told.adjustments.map(({ field }) => field).filter((field) => field !== 'model'),
        ['user', 'quality'],
      )
      const same = await json(await call({ n: 1, size: null, model: '', mask: '' }))
      assert.deepEqual(
        same.adjustments.filter(({ field }) => field !== 'model'),
        [],
      )
    })
  }

  it('A picture as a file is refused by a remix and by an extension', async () => {
    for (const [path, field] of [
      [`/v1/videos/${source}/remix`, 'input_reference'],
      ['/v1/videos/extensions', 'image'],
    ] as const) {
      const form = new FormData()
      for (const [name, value] of Object.entries({ prompt: 'y', seconds: '1', 'video[id]': source }))
        if (name === 'prompt' || path.endsWith('extensions')) form.set(name, value)
      form.set(field, new Blob(['x'], { type: 'image/png' }), 'a.png')
      const response = await api.call(path, { method: 'POST', body: form })
      const { error } = (await response.json()) as Refusal
      assert.deepEqual([response.status, error.code, error.param], [400, 'unsupported_parameter', field])
    }
  })

  it('A remix keeps the length of its source', async () => {
    const { error } = (await (await operations.remix({ seconds: 2 })).json()) as Refusal
    assert.deepEqual([error.code, error.param], ['unsupported_parameter', 'seconds'])
    assert.match(error.message, /`POST \/v1\/videos`/)
  })
})

describe('The source of an extension', () => {
  it('An id is taken under its other names, and a length as `duration`', async () => {
    for (const members of [{ video_id: source }, { video: source }, { source_video: { id: source } }]) {
      const video = await json(
        await post('/v1/videos/extensions', { prompt: 'y', duration: '1s', ...members }),
      )
      assert.equal(video.extended_from_video_id, source, JSON.stringify(members))
    }
  })

  it('Without a video, or with two, the error names the call that works', async () => {
    for (const members of [{}, { video: null }, { video: source, video_id: source }]) {
      const response = await post('/v1/videos/extensions', { prompt: 'y', seconds: 1, ...members })
      const { error } = (await response.json()) as Refusal
      assert.deepEqual([response.status, error.param], [400, 'video'])
      assert.match(error.message, /"video": \{"id".*-F video=@clip\.mp4/)
    }
  })

  it('A file is read under its other names', async () => {
    for (const name of ['video', 'video[]', 'file', 'video_file']) {
      const form = new FormData()
      for (const [field, value] of Object.entries({ prompt: 'y', seconds: '1' })) form.set(field, value)
      form.set(name, new Blob([Buffer.from('no video')], { type: 'video/mp4' }), 'clip.mp4')
      const response = await api.call('/v1/videos/extensions', { method: 'POST', body: form })
      assert.equal(response.status, 400)
      assert.match(await response.text(), /cannot be continued: .*not an mp4/, name)
    }
  })
})
