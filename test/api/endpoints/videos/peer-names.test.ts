import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
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
  api = await startApi({ models: [TINY_MODEL, TEXT_MODEL] })
  images = await openImageServer()
})
after(async () => {
  await images?.close()
  await api?.close()
})

const TEXT = { prompt: 'x', model: TEXT_MODEL.id }
interface Refusal {
  error: { code: string; param: string | null; message: string }
}

async function made(body: object): Promise<VideoBody> {
  const response = await api.create(body)
  assert.equal(response.status, 200, `${JSON.stringify(body).slice(0, 200)} ${await response.clone().text()}`)
  return await json(response)
}

async function refused(body: object): Promise<Refusal['error']> {
  const response = await api.create(body)
  assert.equal(response.status, 400, JSON.stringify(body).slice(0, 200))
  return ((await response.json()) as Refusal).error
}

describe('Pictures under names of other servers', () => {
  it('A picture by URL, as data or in a list is used whatever its name', async () => {
    const url = `${images.url}/photo.jpg`
    const bodies = [
      { image_reference: { image_url: url } },
      { image_reference: JSON.stringify({ image_url: url }) },
      { reference_url: url },
      { image: dataUrl(await png(100, 80)) },
      { image_url: url },
      { input_references: [{ image_url: url }] },
      { input_references: JSON.stringify([url]) },
      { input_reference: [url] },
      { extra_body: { image_reference: { image_url: url } } },
      { extra_params: JSON.stringify({ reference_url: url }) },
    ]
    for (const body of bodies) {
      const video = await made({ prompt: 'x', ...body })
      assert.equal(video.model, TINY_MODEL.id, JSON.stringify(body).slice(0, 100))
      assert.deepEqual(video.adjustments, [])
    }
  })

  it('A first and a last frame are used under each of the names that others give them', async () => {
    const url = `${images.url}/photo.jpg`
    const first = ['first_frame_url', 'img_url', 'init_image', 'image_urls', 'image_path', 'inputReference']
    for (const name of [...first, 'conditioning_image', 'image_base64']) {
      const base64 = (await png(100, 80)).toString('base64')
      const value = { conditioning_image: { image_url: url }, image_base64: base64 }[name] ?? url
      const video = await made({ prompt: 'x', [name]: value })
      assert.deepEqual([video.model, video.adjustments], [TINY_MODEL.id, []], name)
    }
    for (const name of ['end_frame', 'tail_image_url', 'lastFrame']) {
      const { param } = await refused({ prompt: 'x', [name]: url })
      assert.equal(param, 'input_reference', `${name} is a last frame that lacks the first one`)
    }
  })

  it('A file of a form is used under each of the names', async () => {
    const file = new Blob([await png(100, 80)], { type: 'image/png' })
    const names = ['input_reference', 'input_reference[]', 'input_reference[0]', 'input_references', 'image']
    for (const name of names) {
      const form = new FormData()
      form.set('prompt', 'x')
      form.set(name, file, 'photo.png')
      const response = await api.call('/v1/videos', { method: 'POST', body: form })
      assert.equal(response.status, 200, `${name} ${await response.clone().text()}`)
      const video = await json(response)
      assert.equal(video.model, TINY_MODEL.id)
      assert.deepEqual(video.adjustments, [])
    }
  })

  it('A picture in a part without a file name or with an empty one is used', async () => {
    const bytes = await png(100, 80)
    for (const name of ['input_reference', 'image'])
      for (const fileName of ['', '; filename=""'])
        for (const type of ['application/octet-stream', 'image/png']) {
          const head = `Content-Disposition: form-data; name="${name}"${fileName}\r\nContent-Type: ${type}`
          const body = (picture: Buffer) =>
            Buffer.concat([
              Buffer.from('--b\r\nContent-Disposition: form-data; name="prompt"\r\n\r\nx\r\n'),
              Buffer.from(`--b\r\n${head}\r\n\r\n`),
              picture,
              Buffer.from('\r\n--b--\r\n'),
            ])
          const headers = { 'content-type': 'multipart/form-data; boundary=b' }
          const send = async (picture: Buffer) =>
            await json(await api.call('/v1/videos', { method: 'POST', headers, body: body(picture) }))
          assert.equal((await send(bytes)).model, TINY_MODEL.id, head)
          assert.equal((await send(Buffer.alloc(0))).model, TEXT_MODEL.id, `${head}, not chosen`)
        }
  })

  it('Two pictures of one field are refused, be they under two names or one', async () => {
    const url = `${images.url}/photo.jpg`
    for (const body of [
      { image_reference: { image_url: url }, input_reference: url },
      { reference_url: url, image: url },
      { input_references: [url, url] },
    ]) {
      const { code, message } = await refused({ prompt: 'x', ...body })
      assert.equal(code, 'input_reference_invalid')
      assert.match(message, /more than one picture; send one, as `input_reference`/)
    }
    const form = new FormData()
    form.set('prompt', 'x')
    for (const name of ['a.png', 'b.png'])
      form.append('input_reference', new Blob([await png(100, 80)], { type: 'image/png' }), name)
    const response = await api.call('/v1/videos', { method: 'POST', body: form })
    assert.match(await response.text(), /more than one picture/)
    assert.equal(response.status, 400)
  })

  it('A picture under a name that stands for none is refused, not dropped', async () => {
    const inJson = await refused({ ...TEXT, portrait: dataUrl(await png(100, 80)) })
    assert.deepEqual([inJson.code, inJson.param], ['unsupported_parameter', 'portrait'])
    assert.match(inJson.message, /`input_reference`/)
    const form = new FormData()
    form.set('prompt', 'x')
    form.set('portrait', new Blob([await png(100, 80)], { type: 'image/png' }), 'a.png')
    const response = await api.call('/v1/videos', { method: 'POST', body: form })
    assert.equal(response.status, 400)
    assert.match(await response.text(), /`portrait` is not a field for pictures/)
  })
})

describe('Sizes, lengths and numbers under names of other servers', () => {
  it('A size is used in every spelling, and refused when two of them differ', async () => {
    for (const body of [
      { width: 160, height: 96 },
      { width: '160', height: '96' },
      { size: '160X96' },
      { size: '160*96' },
      { size: '160x96', width: 160, height: 96 },
      { video_params: { width: 160, height: 96 } },
    ]) {
      const video = await made({ ...TEXT, ...body })
      assert.equal(video.size, '160x96', JSON.stringify(body))
      assert.deepEqual(video.adjustments, [])
    }
    for (const [body, param] of [
      [{ width: 160 }, 'height'],
      [{ width: 160, height: -1 }, 'height'],
      [{ width: 'wide', height: 96 }, 'width'],
      [{ width: 160, height: 96, size: '96x160' }, 'size'],
      [{ resolution: '720p' }, 'resolution'],
    ] as const)
      assert.equal((await refused({ ...TEXT, ...body })).param, param, JSON.stringify(body))
  })

  it('An aspect ratio gives the size of that shape at the area of the model', async () => {
    const { autoArea, sizeMultiple } = TEXT_MODEL.limits
    for (const [body, ratio] of [
      [{ size: '16:9' }, 16 / 9],
      [{ aspect_ratio: '9:16' }, 9 / 16],
      [{ aspect_ratio: '1:1' }, 1],
    ] as const) {
      const video = await made({ ...TEXT, ...body })
      const [width, height] = video.size.split('x').map(Number) as [number, number]
      assert.ok(width * height <= autoArea, video.size)
      assert.ok(Math.abs(width - height * ratio) <= 2 * sizeMultiple, `${video.size} for ${ratio}`)
      assert.deepEqual(video.adjustments, [])
    }
    assert.equal((await refused({ ...TEXT, aspect_ratio: 'wide' })).param, 'size')
  })

  it('Lengths, rates and seeds are used under their other names', async () => {
    const video = await made({
      ...TEXT,
      duration: '1s',
      frame_rate: 8,
      sample_steps: 3,
      true_cfg_scale: 4.5,
      sample_shift: '6',
      base_seed: 42,
    })
    assert.deepEqual(
      [video.num_frames, video.fps, video.steps, video.guidance_scale, video.flow_shift, video.seed],
      [9, 8, 3, 4.5, 6, 42],
    )
    assert.deepEqual(video.adjustments, [])
    assert.equal((await refused({ ...TEXT, guidance_scale: 5, true_cfg_scale: 4 })).param, 'guidance_scale')
  })

  it('Sizes, lengths and rates of other programs are used, also in camel case', async () => {
    for (const [members, field, value] of [
      [{ video_length: 9 }, 'num_frames', 9],
      [{ n_frames: '9' }, 'num_frames', 9],
      [{ numFrames: 9 }, 'num_frames', 9],
      [{ extra_body: { numFrames: ' 9e0 ' } }, 'num_frames', 9],
      [{ frames: '9.0', num_frames: 9 }, 'num_frames', 9],
      [{ frames_per_second: 8 }, 'fps', 8],
      [{ duration_seconds: 1 }, 'seconds', '1'],
      [{ video_size: '160x96' }, 'size', '160x96'],
      [{ negativePrompt: 'blur' }, 'negative_prompt', 'blur'],
      [{ model: null, model_name: TEXT_MODEL.id.toUpperCase() }, 'model', TEXT_MODEL.id],
      [{ number_of_videos: 1, batch_size: '1', sampleCount: 1.0 }, 'model', TEXT_MODEL.id],
    ] as const) {
      const video = await made({ ...TEXT, ...members })
      assert.deepEqual([video[field], video.adjustments], [value, []], JSON.stringify(members))
    }
    const wide = await made({ ...TEXT, size: '16:9' })
    for (const name of ['ratio', 'aspectRatio'])
      assert.equal((await made({ ...TEXT, [name]: '16:9' })).size, wide.size, name)
  })

  it('A name that decides the video and stands for nothing here is refused with what to send', async () => {
    const url = 'https://x.example/a'
    for (const [members, way] of [
      [{ reference_images: [url] }, /`input_reference`/],
      [{ style_image: url }, /`input_reference`/],
      [{ keyframes: [{ image: url }] }, /`input_reference`/],
      [{ control_video: url }, /POST \/v1\/videos\/extensions/],
      [{ sourceVideoUrl: url }, /POST \/v1\/videos\/extensions/],
      [{ input_mask: url }, /cannot be masked/],
      [{ background_music: url }, /no sound/],
      [{ lora_url: url }, /`loras`/],
      [{ max_area: 399_360 }, /`size`/],
      [{ output_resolution: '720p' }, /`size`/],
      [{ length: 5 }, /`seconds` or `num_frames`/],
      [{ duration_ms: 5000 }, /`seconds` or `num_frames`/],
      [{ target_fps: 60 }, /`fps`/],
      [{ num_outputs: 2 }, /batch/],
      [{ sample_count: 2 }, /batch/],
      [{ numberOfVideos: 2 }, /batch/],
      [{ batch_size: 2 }, /batch/],
      [{ num_variants: 2 }, /batch/],
      [{ prompts: ['x', 'y'] }, /batch/],
      [{ extra_body: { control_video: url } }, /extensions/],
    ] as const) {
      const { code, param, message } = await refused({ ...TEXT, ...members })
      assert.equal(code, 'unsupported_parameter', message)
      assert.ok(param !== null && message.includes(`\`${param}\``), message)
      assert.match(message, way)
    }
    // Names that only sound like it.
    const harmless = {
      image_guidance_scale: 2,
      max_sequence_length: 512,
      save_video: true,
      video_format: 'mp4',
      timeout_seconds: 60,
      user: 'u-1',
      client_reference_id: 'order-17',
      cache_control: { type: 'ephemeral' },
      toString: 'x',
    }
    assert.deepEqual(
      (await made({ ...TEXT, ...harmless })).adjustments.map(({ field }) => field).toSorted(),
      Object.keys(harmless).toSorted(),
    )
  })

  it('The sampler and the boundary of two transformers are used under the names of other programs', async () => {
    const video = await made({ ...TEXT, sample_solver: 'euler', schedule: 'E', boundary_ratio: '0.875' })
    assert.deepEqual([video.scheduler, video.schedule, video.boundary_ratio], ['euler', 'E', 0.875])
    assert.deepEqual(video.adjustments, [])
    const flow = await made({ ...TEXT, extra_params: { scheduler: 'FlowMatchEulerDiscreteScheduler' } })
    assert.deepEqual([flow.scheduler, flow.schedule, flow.boundary_ratio], ['euler', 'E', null])
    const unipc = await made({ ...TEXT, scheduler: 'UniPCMultistepScheduler', sample_solver: '' })
    assert.deepEqual([unipc.scheduler, unipc.schedule], ['unipc', 'A'])
    for (const [body, param] of [
      [{ sample_solver: 'dpm++' }, 'scheduler'],
      [{ scheduler: 'euler', sample_solver: 'unipc' }, 'scheduler'],
      [{ scheduler: 'unipc', schedule: 'L' }, 'schedule'],
      [{ scheduler: 'FlowMatchEulerDiscreteScheduler', schedule: 'B' }, 'schedule'],
      [{ boundary_ratio: 2 }, 'boundary_ratio'],
    ] as const)
      assert.equal((await refused({ ...TEXT, ...body })).param, param, JSON.stringify(body))
  })

  it('The seed -1 means a random one', async () => {
    for (const seed of [-1, '-1']) {
      const video = await made({ ...TEXT, seed })
      assert.ok(video.seed >= 0)
      assert.deepEqual(video.adjustments, [])
    }
    assert.equal((await refused({ ...TEXT, seed: -2 })).param, 'seed')
  })

  it('One video per request may be said, and more than one is refused', async () => {
    assert.deepEqual((await made({ ...TEXT, n: 1, num_outputs_per_prompt: '1' })).adjustments, [])
    for (const name of ['n', 'num_outputs_per_prompt', 'num_videos_per_prompt']) {
      const { param, message } = await refused({ ...TEXT, [name]: 2 })
      assert.equal(param, name)
      assert.match(message, /POST \/v1\/videos\/batches/)
    }
  })
})

describe('Forms without files', () => {
  const post = (path: string, fields: [string, string][]) =>
    api.call(path, { method: 'POST', body: new URLSearchParams(fields) })

  it('A urlencoded form is read like a multipart one', async () => {
    const image = dataUrl(await png(100, 80))
    const response = await post('/v1/videos', [
      ['prompt', 'steam & smoke'],
      ['num_frames', '9'],
      ['fps', ''],
      ['metadata[a]', '1'],
      ['input_reference[image_url]', image],
      ['width', '160'],
      ['height', '96'],
    ])
    assert.equal(response.status, 200, await response.clone().text())
    const video = await json(response)
    assert.deepEqual(
      [video.prompt, video.num_frames, video.fps, video.metadata, video.size, video.model],
      ['steam & smoke', 9, TINY_MODEL.fps, { a: '1' }, '160x96', TINY_MODEL.id],
    )
    assert.deepEqual(video.adjustments, [])
    const twice = await post('/v1/videos', [
      ['prompt', 'x'],
      ['seed', '1'],
      ['seed', '2'],
    ])
    assert.match(await twice.text(), /`seed` was sent 2 times/)
    assert.equal((await post(`/v1/videos/${video.id}/remix`, [['prompt', 'y']])).status, 409)
  })

  it('A form that is not UTF-8 is refused, be its bytes raw or encoded', async () => {
    const type = 'application/x-www-form-urlencoded'
    for (const body of ['prompt=caf%E9', 'prompt=x&user=%c3%28', Buffer.from('prompt=caf\xe9', 'latin1')]) {
      const headers = { 'content-type': type }
      const response = await api.call('/v1/videos', { method: 'POST', headers, body })
      assert.equal(response.status, 400)
      assert.match(await response.text(), /not valid UTF-8/)
    }
    const taken = await post('/v1/videos', [['prompt', 'café 100% 🎻']])
    assert.equal((await json(taken)).prompt, 'café 100% 🎻')

    const multipart = (prompt: Buffer) => ({
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      body: Buffer.concat([
        Buffer.from('--b\r\nContent-Disposition: form-data; name="prompt"\r\n\r\n'),
        prompt,
        Buffer.from('\r\n--b--\r\n'),
      ]),
    })
    const response = await api.call('/v1/videos', multipart(Buffer.from('caf\xe9', 'latin1')))
    assert.equal(response.status, 400)
    const { error } = (await response.json()) as Refusal
    assert.deepEqual([error.code, error.param], ['invalid_request', 'prompt'])
    const video = await json(await api.call('/v1/videos', multipart(Buffer.from('café'))))
    assert.equal(video.prompt, 'café')
  })

  it('A body of another type is told which types are accepted', async () => {
    const headers = { 'content-type': 'text/plain' }
    const response = await api.call('/v1/videos', { method: 'POST', headers, body: 'prompt: x' })
    assert.equal(response.status, 415)
    const types = ['application/json', 'multipart/form-data', 'application/x-www-form-urlencoded']
    assert.equal(response.headers.get('accept'), types.join(', '))
    const text = await response.text()
    for (const type of types) assert.ok(text.includes(type), type)
  })
})

describe('Further fields of other servers', () => {
  it('Fields inside extra_body and extra_params are read, and other texts there are refused', async () => {
    for (const extra of [{ num_frames: 9, seed: 7 }, JSON.stringify({ num_frames: 9, seed: 7 })])
      for (const name of ['extra_body', 'extra_params']) {
        const video = await made({ ...TEXT, [name]: extra })
        assert.deepEqual([video.num_frames, video.seed], [9, 7])
        assert.deepEqual(video.adjustments, [])
      }
    for (const wrong of ['{"num_frames": 9', 'num_frames=9', '[1]', 5]) {
      const { code, param } = await refused({ ...TEXT, extra_params: wrong })
      assert.deepEqual([code, param], ['invalid_request', 'extra_params'])
    }
    assert.equal((await refused({ ...TEXT, seed: 1, extra_body: { seed: 2 } })).param, 'seed')
    const told = await made({ ...TEXT, extra_body: { enable_teacache: true } })
    assert.deepEqual(
      told.adjustments.map(({ field }) => field),
      ['enable_teacache'],
    )
  })

  it('Fields are read at any depth of such fields, and under their camel case', async () => {
    for (const extra of [
      { extra_body: { extra_params: { num_frames: 9, seed: 7 } } },
      { extra_params: { extra_params: { extra_body: { num_frames: 9 } }, seed: 7 } },
      { extra_body: JSON.stringify({ extra_params: JSON.stringify({ num_frames: 9, seed: 7 }) }) },
      { extraBody: { extraParams: { numFrames: 9 } }, extra_body: { seed: 7 } },
      { extra_body: { video_params: { num_frames: 9 }, extra_params: null, seed: 7 } },
    ]) {
      const video = await made({ ...TEXT, ...extra })
      assert.deepEqual([video.num_frames, video.seed, video.adjustments], [9, 7, []], JSON.stringify(extra))
    }
    assert.equal((await refused({ ...TEXT, extra_params: { extra_params: 'x' } })).param, 'extra_params')
    const twice = { ...TEXT, seed: 1, extra_body: { extra_params: { seed: 2 } } }
    assert.equal((await refused(twice)).param, 'seed')
  })

  it('What decides the video in an object that is not read is refused by its place', async () => {
    for (const [body, place] of [
      [{ parameters: { size: '160x96' } }, 'parameters.size'],
      [{ parameters: JSON.stringify({ numFrames: 9 }) }, 'parameters.numFrames'],
      [{ input: { img_url: 'https://x.example/a' } }, 'input.img_url'],
      [{ config: { inner: { n: 2 } } }, 'config.inner.n'],
      [{ config: { list: [{ x: 1 }, { target_fps: 60 }] } }, 'config.list.target_fps'],
      [{ extra_body: { options: { width: 160 } } }, 'options.width'],
    ] as const) {
      const { code, param, message } = await refused({ ...TEXT, ...body })
      assert.deepEqual([code, param], ['unsupported_parameter', place], message)
      assert.match(message, /beside `prompt`, or in `extra_body`/)
    }
    const told = await made({ ...TEXT, parameters: { watermark: true, size: null }, metadata: { size: '1' } })
    assert.deepEqual(
      told.adjustments.map(({ field }) => field),
      ['parameters'],
    )
  })

  it('What would change the video and is not available is refused by its name with the way out', async () => {
    for (const [body, way] of [
      [{ lora_path: 'style.safetensors' }, /GET \/v1\/models/],
      [{ video_reference: { video_url: 'https://x.example/v.mp4' } }, /POST \/v1\/videos\/extensions/],
      [{ audio_reference: 'https://x.example/a.wav' }, /no sound/],
      [{ generate_sound: true }, /no sound/],
      [{ mask: 'data:image/png;base64,AAAA' }, /cannot be masked/],
      [{ upscale: 2 }, /the `size`/],
      [{ enableFrameInterpolation: true }, /frames are not interpolated/],
      [{ enable_frame_interpolation: true }, /num_frames/],
      [{ extra_body: { lora_path: 'style.safetensors' } }, /GET \/v1\/models/],
    ] as const) {
      const { code, param, message } = await refused({ ...TEXT, ...body })
      assert.equal(code, 'unsupported_parameter')
      assert.ok(param !== null && message.includes(`\`${param}\``), message)
      assert.match(message, way)
    }
    const off = { lora: null, mask: '', generate_sound: false, enable_frame_interpolation: 'false' }
    assert.equal((await api.create({ ...TEXT, ...off })).status, 200)
  })

  it('Estimates and the items of batches read the same names', async () => {
    const estimate = await api.call('/v1/videos/estimate', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...TEXT, width: 160, height: 96 }),
    })
    assert.equal(((await estimate.json()) as VideoBody).size, '160x96')
    const batch = await api.call('/v1/videos/batches', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        items: [
          { ...TEXT, width: 160, height: 96 },
          { ...TEXT, n: 2 },
          { prompt: 'x', reference_url: `${images.url}/photo.jpg` },
        ],
      }),
    })
    const { items } = (await batch.json()) as { items: { status: string; video_id: string | null }[] }
    assert.deepEqual(
      items.map(({ status }) => status),
      ['queued', 'rejected', 'queued'],
    )
  })
})
