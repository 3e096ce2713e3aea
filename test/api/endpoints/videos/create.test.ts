import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import sharp from 'sharp'
import { taskIdOfVideo } from '#core/ids.ts'
import { openImageServer, type ImageServer } from '#test/support/service/image-server.ts'
import { dataUrl, png } from '#test/support/service/images.ts'
import {
  json,
  startApi,
  TEXT_MODEL,
  TINY_MODEL,
  type TestApi,
  type VideoBody,
} from '#test/support/service/service.ts'

let api: TestApi
let images: ImageServer
before(async () => {
  api = await startApi()
  images = await openImageServer()
})
after(async () => {
  await images?.close()
  await api?.close()
})

const adjustmentOf = (video: VideoBody, field: string) =>
  video.adjustments.find((adjustment) => adjustment.field === field)

describe('Creating a video', () => {
  it('A form with an image is answered 200 with a queued video, defaults and a seed', async () => {
    const response = await api.createForm({ prompt: 'steam rises' })
    const video = await json(response)
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('location'), `/v1/videos/${video.id}`)
    assert.match(response.headers.get('openai-poll-after-ms') ?? '', /^\d+$/)
    assert.equal(response.headers.get('retry-after'), '1')
    assert.match(response.headers.get('x-request-id') ?? '', /^req_/)
    assert.equal(video.status, 'queued')
    assert.equal(video.model, TINY_MODEL.id)
    assert.equal(video.queue_position, 1)
    assert.equal(video.num_frames, 33)
    assert.equal(video.seconds, '2.0625', 'the length of the file')
    assert.equal(video.negative_prompt, 'blurry')
    assert.ok(Number.isInteger(video.seed))
    assert.deepEqual(video.adjustments, [])
    const again = await json(await api.call(`/v1/videos/${video.id}`))
    assert.deepEqual(again, video)
  })

  it('The input image is stored upright, as a PNG in the size of the video', async () => {
    const video = await json(await api.createForm({ prompt: 'x', size: '96x64' }))
    const taskId = taskIdOfVideo(video.id) as string
    const found = await api.deps.storage.read(`tasks/${taskId}/input/first-frame.png`)
    assert.ok(found)
    const chunks: Buffer[] = []
    for await (const chunk of found.body) chunks.push(chunk as Buffer)
    const { width, height, format } = await sharp(Buffer.concat(chunks)).metadata()
    assert.deepEqual({ width, height, format }, { width: 96, height: 64, format: 'png' })
  })

  it('Every field of a JSON body is accepted and shown in the video', async () => {
    const response = await api.create({
      prompt: 'waves',
      negative_prompt: '',
      model: 'Wan2.1-I2V-14B-480P',
      size: '128x96',
      num_frames: 17,
      fps: 24,
      num_inference_steps: 4,
      guidance_scale: 3.5,
      flow_shift: 5,
      seed: 4_294_967_295,
      metadata: { order: 'A-1' },
      input_reference: { image_url: `${images.url}/photo.jpg` },
      webhook_url: `${images.url}/hook`,
    })
    const video = await json(response)
    assert.equal(response.status, 200)
    assert.equal(video.model, TINY_MODEL.id)
    assert.equal(video.size, '128x96')
    assert.equal(video.num_frames, 17)
    assert.equal(video.fps, 24)
    assert.equal(video.seconds, '0.708333')
    assert.equal(video.steps, 4)
    assert.equal(video.guidance_scale, 3.5)
    assert.equal(video.flow_shift, 5)
    assert.equal(video.seed, 4_294_967_295)
    assert.equal(video.negative_prompt, '')
    assert.equal(video.webhook_url, `${images.url}/hook`)
    assert.deepEqual(video.metadata, { order: 'A-1' })
    assert.deepEqual(video.adjustments, [])
  })

  it('A form may write numbers, nested fields and JSON as text', async () => {
    const video = await json(
      await api.createForm({
        prompt: 'x',
        seed: '7',
        num_frames: '9',
        guidance_scale: '2.5',
        fps: '',
        'metadata[a]': '1',
        'metadata[b]': 'two',
      }),
    )
    assert.equal(video.seed, 7)
    assert.equal(video.num_frames, 9)
    assert.equal(video.guidance_scale, 2.5)
    assert.equal(video.fps, 16)
    assert.deepEqual(video.metadata, { a: '1', b: 'two' })

    const form = new FormData()
    form.set('prompt', 'x')
    form.set('metadata', '{"a":"1"}')
    form.set('input_reference', JSON.stringify({ image_url: `${images.url}/photo.jpg` }))
    const asJson = await api.call('/v1/videos', { method: 'POST', body: form })
    assert.equal(asJson.status, 200)
    assert.deepEqual((await json(asJson)).metadata, { a: '1' })
  })

  it('An image may be a data URL, alone or as image_url, in JSON or in a form', async () => {
    const url = dataUrl(await png(100, 80))
    for (const reference of [{ image_url: url }, url, JSON.stringify({ image_url: url })]) {
      const response = await api.create({ prompt: 'x', input_reference: reference })
      assert.equal(response.status, 200, await response.clone().text())
    }
    const form = new FormData()
    form.set('prompt', 'x')
    form.set('input_reference[image_url]', url)
    assert.equal((await api.call('/v1/videos', { method: 'POST', body: form })).status, 200)
  })

  it('An image may be base64 without the head of a data URL, or the id of a file', async () => {
    const bytes = await png(100, 80)
    const form = new FormData()
    form.set('purpose', 'vision')
    form.set('file', new Blob([bytes], { type: 'image/png' }), 'photo.png')
    const file = (await (await api.call('/v1/files', { method: 'POST', body: form })).json()) as {
      id: string
    }
    const base64 = bytes.toString('base64')
    const lines = base64.replaceAll(/.{76}/g, '$&\r\n')
    for (const reference of [base64, lines, bytes.toString('base64url'), { image_url: base64 }, file.id]) {
      const response = await api.create({ prompt: 'x', input_reference: reference })
      assert.equal(response.status, 200, await response.clone().text())
    }
  })

  it('Numbers in JSON may be written as text, and a value of a wrong type is refused', async () => {
    const reference = dataUrl(await png(100, 80))
    const video = await json(
      await api.create({ prompt: 'x', seed: '7', seconds: 1, input_reference: reference }),
    )
    assert.equal(video.seed, 7)
    assert.equal(video.num_frames, 17)
    assert.equal(
      (await json(await api.create({ prompt: 'x', seconds: '1', input_reference: reference }))).seconds,
      '1',
    )
    for (const wrong of [{ prompt: 42 }, { prompt: 'x', seed: true }, { prompt: 'x', metadata: { a: 1 } }]) {
      const response = await api.create({ ...wrong, input_reference: reference })
      assert.equal(response.status, 400, JSON.stringify(wrong))
    }
  })

  it('The size `auto` follows the proportions of the upright image', async () => {
    const sizeOf = async (width: number, height: number): Promise<string> =>
      (
        await json(
          await api.create({ prompt: 'x', size: 'auto', input_reference: dataUrl(await png(width, height)) }),
        )
      ).size
    assert.equal(await sizeOf(1280, 720), '256x144')
    assert.equal(await sizeOf(720, 1280), '144x256')
    assert.equal(await sizeOf(500, 500), '192x192')
  })

  it('Every value that the service changes is an adjustment with a reason', async () => {
    const video = await json(
      await api.create({
        prompt: 'x',
        model: 'sora-2',
        size: '1280x720',
        seconds: '4',
        num_inference_steps: 100,
        guidance_scale_2: 3,
        quality: 'standard',
        input_reference: dataUrl(await png(100, 80)),
      }),
    )
    assert.equal(video.size, '256x144')
    assert.equal(video.num_frames, 33)
    const told = Object.fromEntries(
      video.adjustments.map((each) => [each.field, [each.requested, each.used]]),
    )
    assert.deepEqual(told, {
      model: ['sora-2', TINY_MODEL.id],
      size: ['1280x720', '256x144'],
      seconds: [4, 2],
      num_inference_steps: [100, 50],
      guidance_scale_2: [3, null],
      quality: ['standard', null],
    })
    assert.ok(video.adjustments.every((each) => each.reason.length > 5))
    const rounded = await json(
      await api.create({
        prompt: 'x',
        size: '100x70',
        num_frames: 16,
        input_reference: dataUrl(await png(100, 80)),
      }),
    )
    assert.deepEqual(adjustmentOf(rounded, 'size')?.used, '96x64')
    assert.deepEqual(adjustmentOf(rounded, 'num_frames')?.used, 17)
  })

  it('A text-to-video model makes a video from a prompt alone', async () => {
    const response = await api.create({ prompt: 'x', model: TEXT_MODEL.id })
    assert.equal(response.status, 200)
    const video = await json(response)
    assert.equal(video.size, '192x192')
    assert.equal(video.guidance_scale_2, 4)
    const own = await api.create({ prompt: 'x', model: TEXT_MODEL.id, guidance_scale_2: 3 })
    assert.equal((await json(own)).guidance_scale_2, 3)
  })
})
