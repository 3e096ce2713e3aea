import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openImageServer, type ImageServer } from '#test/support/service/image-server.ts'
import { dataUrl, png } from '#test/support/service/images.ts'
import {
  json,
  startApi,
  STRICT_MODEL,
  TEXT_MODEL,
  TINY_MODEL,
  type ProblemBody,
  type TestApi,
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

describe('Refused requests to create a video', () => {
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

  it('A refusal names the field at fault and the values that it permits', async () => {
    const cases: [object, string, string, RegExp][] = [
      [{ prompt: undefined }, 'invalid_request', 'prompt', /`prompt` is required/],
      [{ prompt: '  ' }, 'invalid_request', 'prompt', /1 to 32000 characters/],
      [{ prompt: 'x'.repeat(32_001) }, 'prompt_too_long', 'prompt', /1 to 32000/],
      [{ fps: 61 }, 'invalid_request', 'fps', /`fps` must be a whole number from 1 to 60, not 61/],
      [{ fps: 2.5 }, 'invalid_request', 'fps', /from 1 to 60, not 2.5/],
      [{ num_inference_steps: 0 }, 'invalid_request', 'num_inference_steps', /from 1 to 200, not 0/],
      [{ guidance_scale: 31 }, 'invalid_request', 'guidance_scale', /from 0 to 30/],
      [{ flow_shift: 0 }, 'invalid_request', 'flow_shift', /above 0 and at most 100/],
      [{ seed: -2 }, 'invalid_request', 'seed', /from -1 to 9007199254740991/],
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

  it('Text that the database cannot store is refused in every field', async () => {
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
    assert.equal((await api.create({ ...(await good()), prompt: '\u{1F600} \ufffe \u0001' })).status, 200)
  })

  it('A path of a picture, and a field sent twice in a form, are told what to send', async () => {
    for (const path of ['photo.jpg', './photos/a b.png', 'C:\\photo.webp', '/tmp/x'])
      for (const input_reference of [path, { image_url: path }]) {
        const { detail } = await refused(
          { prompt: 'x', input_reference },
          'input_reference_invalid',
          'input_reference',
        )
        assert.match(detail, /-F input_reference=@photo.jpg/)
        assert.ok(!detail.includes(path) || path === 'photo.jpg')
      }
    const form = new FormData()
    for (const seed of ['1', '2']) form.append('seed', seed)
    form.set('prompt', 'x')
    const response = await api.call('/v1/videos', { method: 'POST', body: form })
    assert.match(await response.text(), /`seed` was sent 2 times; send it once\./)
    assert.equal(response.status, 400)
  })

  it('A refusal names all wrong fields at once', async () => {
    const problem = await refused({ ...(await good()), fps: 0, seed: -5 }, 'invalid_request', 'fps')
    assert.deepEqual(problem.errors.map(({ pointer }) => pointer).toSorted(), ['/fps', '/seed'])
  })

  it('A refusal repeats none of the text that it was sent', async () => {
    const problem = await refused(
      { prompt: 'x', size: 'canary-4711', seed: 'canary-4711' },
      'invalid_size',
      'size',
    )
    assert.ok(!JSON.stringify(problem).includes('canary'))
  })

  it('A strict model refuses values above its limits instead of reducing them', async () => {
    const body = { ...(await good()), model: STRICT_MODEL.id }
    await refused({ ...body, size: '1280x720' }, 'invalid_size', 'size')
    await refused({ ...body, num_frames: 81 }, 'invalid_frame_count', 'num_frames')
    await refused({ ...body, num_inference_steps: 51 }, 'invalid_request', 'num_inference_steps')
  })

  it('An unusable input image is refused with its exact fault and creates no task', async () => {
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

  it('An uploaded file that is too large or not an image is refused', async () => {
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

  it('A body that is malformed, truncated, too large or of another type is refused', async () => {
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
      ['', 'application/x-www-form-urlencoded', 'invalid_request'],
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

  it('Creating a video is answered 503 until a worker has registered a model', async () => {
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
