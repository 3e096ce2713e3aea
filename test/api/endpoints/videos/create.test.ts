import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import sharp from 'sharp'
import { taskIdOfVideo } from '#core/ids.ts'
import {
  json,
  photograph,
  startApi,
  STRICT_MODEL,
  TEXT_MODEL,
  TINY_MODEL,
  type ProblemBody,
  type TestApi,
  type VideoBody,
} from '#test/support/service/service.ts'

let api: TestApi
let images: Awaited<ReturnType<typeof openImageServer>>
before(async () => {
  api = await startApi()
  images = await openImageServer()
})
after(async () => {
  await images.close()
  await api?.close()
})

/** A customer's server of images, good and bad. */
async function openImageServer() {
  const photo = await photograph()
  const server = createServer((request, response) => {
    switch (request.url) {
      case '/photo.jpg':
        return response.writeHead(200, { 'content-type': 'image/jpeg' }).end(photo)
      case '/page.html':
        return response.writeHead(200, { 'content-type': 'image/png' }).end('<html>not an image</html>')
      case '/huge':
        return response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.alloc(10_000_001))
      case '/moved':
        return response.writeHead(302, { location: '/photo.jpg' }).end()
      default:
        return response.writeHead(404).end()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const png = async (width: number, height: number): Promise<Buffer> =>
  await sharp({ create: { width, height, channels: 3, background: '#336699' } })
    .png()
    .toBuffer()
const dataUrl = (bytes: Buffer, type = 'image/png'): string =>
  `data:${type};base64,${bytes.toString('base64')}`

const adjustmentOf = (video: VideoBody, field: string) =>
  video.adjustments.find((adjustment) => adjustment.field === field)

describe('POST /v1/videos', () => {
  it('answers a form with a file by 202, a Location and a queued video with defaults and a seed', async () => {
    const response = await api.createForm({ prompt: 'steam rises' })
    const video = await json(response)
    assert.equal(response.status, 202)
    assert.equal(response.headers.get('location'), `/v1/videos/${video.id}`)
    assert.match(response.headers.get('openai-poll-after-ms') ?? '', /^\d+$/)
    assert.equal(response.headers.get('retry-after'), '1')
    assert.match(response.headers.get('x-request-id') ?? '', /^req_/)
    assert.equal(video.status, 'queued')
    assert.equal(video.model, TINY_MODEL.id)
    assert.equal(video.queue_position, 1)
    assert.equal(video.num_frames, 33)
    assert.equal(video.seconds, '2')
    assert.equal(video.negative_prompt, 'blurry')
    assert.ok(Number.isInteger(video.seed))
    assert.deepEqual(video.adjustments, [])
    const again = await json(await api.call(`/v1/videos/${video.id}`))
    assert.deepEqual(again, video)
  })

  it('keeps the image upright and in the size of the video, as a PNG of the task', async () => {
    const video = await json(await api.createForm({ prompt: 'x', size: '96x64' }))
    const taskId = taskIdOfVideo(video.id) as string
    const found = await api.deps.storage.read(`tasks/${taskId}/input/first-frame.png`)
    assert.ok(found)
    const chunks: Buffer[] = []
    for await (const chunk of found.body) chunks.push(chunk as Buffer)
    const { width, height, format } = await sharp(Buffer.concat(chunks)).metadata()
    assert.deepEqual({ width, height, format }, { width: 96, height: 64, format: 'png' })
  })

  it('takes every field from JSON and shows what it uses', async () => {
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
      seed: 9_007_199_254_740_991,
      metadata: { order: 'A-1' },
      input_reference: { image_url: `${images.url}/photo.jpg` },
      webhook_url: `${images.url}/hook`,
    })
    const video = await json(response)
    assert.equal(response.status, 202)
    assert.equal(video.model, TINY_MODEL.id)
    assert.equal(video.size, '128x96')
    assert.equal(video.num_frames, 17)
    assert.equal(video.fps, 24)
    assert.equal(video.seconds, '0.667')
    assert.equal(video.steps, 4)
    assert.equal(video.guidance_scale, 3.5)
    assert.equal(video.flow_shift, 5)
    assert.equal(video.seed, 9_007_199_254_740_991)
    assert.equal(video.negative_prompt, '')
    assert.equal(video.webhook_url, `${images.url}/hook`)
    assert.deepEqual(video.metadata, { order: 'A-1' })
    assert.deepEqual(video.adjustments, [])
  })

  it('reads numbers, nested members and JSON from the text of a form', async () => {
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
    assert.equal(asJson.status, 202)
    assert.deepEqual((await json(asJson)).metadata, { a: '1' })
  })

  it('takes the image as data URL, by bracket member, by text and in JSON', async () => {
    const url = dataUrl(await png(100, 80))
    for (const reference of [{ image_url: url }, url, JSON.stringify({ image_url: url })]) {
      const response = await api.create({ prompt: 'x', input_reference: reference })
      assert.equal(response.status, 202, await response.clone().text())
    }
    const form = new FormData()
    form.set('prompt', 'x')
    form.set('input_reference[image_url]', url)
    assert.equal((await api.call('/v1/videos', { method: 'POST', body: form })).status, 202)
  })

  it('reads numbers written as text in JSON, and turns nothing into text', async () => {
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

  it('finds the size for `auto` by the proportions of the upright image', async () => {
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

  it('tells every value that it changed, and why', async () => {
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

  it('makes a video from text alone with a model for that', async () => {
    const response = await api.create({ prompt: 'x', model: TEXT_MODEL.id })
    assert.equal(response.status, 202)
    const video = await json(response)
    assert.equal(video.size, '192x192')
    assert.equal(video.guidance_scale_2, 4)
    const own = await api.create({ prompt: 'x', model: TEXT_MODEL.id, guidance_scale_2: 3 })
    assert.equal((await json(own)).guidance_scale_2, 3)
  })
})

describe('a request that cannot be met', () => {
  const good = async () => ({ prompt: 'x', input_reference: dataUrl(await png(100, 80)) })

  async function refused(body: unknown, code: string, param: string | null): Promise<ProblemBody> {
    const before = await api.countTasks()
    const response = await api.create(body)
    const problem = await json<ProblemBody>(response)
    assert.equal(problem.code, code, JSON.stringify(problem))
    assert.equal(response.status, 400)
    assert.equal(problem.error.code, code)
    assert.equal(problem.error.param, param)
    assert.equal(response.headers.get('x-should-retry'), 'false')
    assert.equal(await api.countTasks(), before)
    return problem
  }

  it('names the field and what it permits', async () => {
    const cases: [object, string, string, RegExp][] = [
      [{ prompt: undefined }, 'invalid_request', 'prompt', /`prompt` is required/],
      [{ prompt: '  ' }, 'invalid_request', 'prompt', /1 to 32000 characters/],
      [{ prompt: 'x'.repeat(32_001) }, 'prompt_too_long', 'prompt', /1 to 32000/],
      [{ fps: 61 }, 'invalid_request', 'fps', /`fps` must be a whole number from 1 to 60, not 61/],
      [{ fps: 2.5 }, 'invalid_request', 'fps', /from 1 to 60, not 2.5/],
      [{ num_inference_steps: 0 }, 'invalid_request', 'num_inference_steps', /from 1 to 200, not 0/],
      [{ guidance_scale: 31 }, 'invalid_request', 'guidance_scale', /from 0 to 30/],
      [{ flow_shift: 0 }, 'invalid_request', 'flow_shift', /above 0 and at most 100/],
      [{ seed: -1 }, 'invalid_request', 'seed', /from 0 to 9007199254740991/],
      [{ seed: 'seven' }, 'invalid_request', 'seed', /whole number/],
      [{ size: 'large' }, 'invalid_size', 'size', /WIDTHxHEIGHT/],
      [{ size: '32x32' }, 'invalid_size', 'size', /at least 64/],
      [{ num_frames: 3 }, 'invalid_frame_count', 'num_frames', /from 5 to 33/],
      [{ seconds: '0' }, 'invalid_frame_count', 'seconds', /above 0/],
      [{ seconds: '0.1' }, 'invalid_frame_count', 'seconds', /from 0.25 to 2/],
      [{ model: 'nope' }, 'model_not_found', 'model', /a-tiny-i2v/],
      [{ metadata: { a: 'x'.repeat(513) } }, 'invalid_request', 'metadata', /512 characters/],
      [{ webhook_url: 'ftp://x' }, 'webhook_url_invalid', 'webhook_url', /http/],
      [{ webhook_url: 'http://169.254.169.254/' }, 'webhook_url_invalid', 'webhook_url', /may call/],
    ]
    for (const [change, code, param, message] of cases) {
      const problem = await refused({ ...(await good()), ...change }, code, param)
      assert.match(problem.detail, message, JSON.stringify(change).slice(0, 80))
      assert.deepEqual(
        problem.errors.map(({ pointer }) => pointer),
        [`/${param}`],
      )
    }
  })

  it('holds no text that cannot be stored', async () => {
    const bad = ['a\0b', 'a\ud800b']
    for (const text of bad) {
      await refused({ ...(await good()), prompt: text }, 'invalid_request', 'prompt')
      await refused({ ...(await good()), metadata: { [text]: 'x' } }, 'invalid_request', 'metadata')
      await refused({ ...(await good()), metadata: { x: text } }, 'invalid_request', 'metadata')
      await refused(
        { ...(await good()), webhook_url: `http://127.0.0.1/${text}` },
        'invalid_request',
        'webhook_url',
      )
      await refused({ ...(await good()), other: [{ deep: text }] }, 'invalid_request', 'other')
    }
    const form = await api.createForm({ prompt: 'x', metadata: '{"a":"\\u0000"}' })
    assert.equal((await json<ProblemBody>(form)).error.param, 'metadata')
    assert.equal((await api.create({ ...(await good()), prompt: '\u{1F600} \ufffe \u0001' })).status, 202)
  })

  it('names all wrong fields at once', async () => {
    const problem = await refused({ ...(await good()), fps: 0, seed: -5 }, 'invalid_request', 'fps')
    assert.deepEqual(problem.errors.map(({ pointer }) => pointer).toSorted(), ['/fps', '/seed'])
  })

  it('does not repeat a prompt or another text in its answer', async () => {
    const problem = await refused(
      { prompt: 'x', size: 'canary-4711', seed: 'canary-4711' },
      'invalid_size',
      'size',
    )
    assert.ok(!JSON.stringify(problem).includes('canary'))
  })

  it('is refused instead of shrunk by a model that says so', async () => {
    const body = { ...(await good()), model: STRICT_MODEL.id }
    await refused({ ...body, size: '1280x720' }, 'invalid_size', 'size')
    await refused({ ...body, num_frames: 81 }, 'invalid_frame_count', 'num_frames')
    await refused({ ...body, num_inference_steps: 51 }, 'invalid_request', 'num_inference_steps')
  })

  it('says of an image which of the many things is wrong with it, and leaves no task', async () => {
    const reference = 'input_reference'
    await refused({ prompt: 'x', model: TINY_MODEL.id }, 'input_reference_required', reference)
    const urls: [string, string][] = [
      [`${images.url}/missing.jpg`, 'input_reference_unreachable'],
      [`${images.url}/moved`, 'input_reference_unreachable'],
      ['http://127.0.0.1:1/photo.jpg', 'input_reference_unreachable'],
      [`${images.url}/huge`, 'input_reference_too_large'],
      [`${images.url}/page.html`, 'input_reference_invalid'],
      ['http://169.254.169.254/latest/meta-data', 'input_reference_forbidden_host'],
      ['http://[::ffff:169.254.169.254]/', 'input_reference_forbidden_host'],
      ['ftp://images.example/photo.jpg', 'input_reference_invalid'],
      ['photo.jpg', 'input_reference_invalid'],
      ['data:image/png;base64,!!!!', 'input_reference_invalid'],
      ['data:image/png,hello', 'input_reference_invalid'],
      [dataUrl(Buffer.from('GIF89a')), 'input_reference_invalid'],
      [dataUrl(await png(40, 40)), 'input_reference_invalid'],
      [dataUrl(Buffer.alloc(10_000_001)), 'input_reference_too_large'],
    ]
    for (const [url, code] of urls)
      await refused({ prompt: 'x', input_reference: { image_url: url } }, code, reference)
    await refused(
      { prompt: 'x', input_reference: { file_id: 'file-1', image_url: urls[0]?.[0] } },
      'input_reference_invalid',
      reference,
    )
    await refused({ prompt: 'x', input_reference: {} }, 'input_reference_invalid', reference)
    await refused({ prompt: 'x', input_reference: 7 }, 'input_reference_invalid', reference)
    await refused({ ...(await good()), model: TEXT_MODEL.id }, 'unsupported_parameter', reference)
  })

  it('refuses a file that is too large or no image', async () => {
    const before = await api.countTasks()
    for (const [bytes, code] of [
      [Buffer.alloc(10_000_001), 'input_reference_too_large'],
      [Buffer.from('%PDF-1.7'), 'input_reference_invalid'],
      [Buffer.alloc(0), 'input_reference_invalid'],
    ] as const) {
      const form = new FormData()
      form.set('prompt', 'x')
      form.set('input_reference', new Blob([bytes]), 'photo.png')
      const response = await api.call('/v1/videos', { method: 'POST', body: form })
      assert.equal((await json<ProblemBody>(response)).code, code)
    }
    assert.equal(await api.countTasks(), before)
  })

  it('is told apart by its bytes: no JSON, too deep, too large, of another kind, broken off', async () => {
    const post = (body: string, type: string) =>
      api.call('/v1/videos', { method: 'POST', headers: { 'content-type': type }, body })
    const codes: [string, string, string][] = [
      ['{"prompt":', 'application/json', 'invalid_request'],
      ['"text"', 'application/json', 'invalid_request'],
      ['[]', 'application/json', 'invalid_request'],
      ['{}', 'application/json', 'invalid_request'],
      ['', 'application/json', 'invalid_request'],
      [`{"prompt":"x","a":${'['.repeat(5000)}${']'.repeat(5000)}}`, 'application/json', 'invalid_request'],
      [`{"prompt":"x","a":[${'1,'.repeat(20_000)}1]}`, 'application/json', 'invalid_request'],
      [`{"prompt":"${'x'.repeat(28_000_001)}"}`, 'application/json', 'request_too_large'],
      ['prompt=x', 'application/x-www-form-urlencoded', 'unsupported_media_type'],
      ['prompt: x', 'text/plain', 'unsupported_media_type'],
      ['no form', 'multipart/form-data', 'invalid_request'],
      [
        '--b\r\nContent-Disposition: form-data; name="prompt"\r\n\r\nx',
        'multipart/form-data; boundary=b',
        'invalid_request',
      ],
    ]
    for (const [body, type, code] of codes) {
      const response = await post(body, type)
      assert.equal((await json<ProblemBody>(response)).code, code, `${type} ${String(body).slice(0, 40)}`)
    }
  })

  it('waits for a worker that has said what it can run', async () => {
    const empty = await startApi({ models: [] })
    try {
      const response = await empty.createForm({ prompt: 'x' })
      assert.equal(response.status, 503)
      assert.equal(response.headers.get('retry-after'), '5')
      assert.equal(response.headers.get('x-should-retry'), 'true')
    } finally {
      await empty.close()
    }
  })
})
