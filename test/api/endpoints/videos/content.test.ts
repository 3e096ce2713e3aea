import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { previewKey } from '#core/storage/asset-keys.ts'
import { taskIdOfVideo } from '#core/ids.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { json, startApi, type ProblemBody, type TestApi } from '#test/support/service/service.ts'
import { completionAt } from '#test/support/database/tasks.ts'

const VIDEO = Buffer.from('0123456789'.repeat(10_000))
const THUMBNAIL = Buffer.from('a webp')
const SPRITESHEET = Buffer.from('a jpg')
const ETAG = `"${createHash('sha256').update(VIDEO).digest('hex')}"`

async function finished(api: TestApi): Promise<string> {
  const { id } = await json(await api.createForm({ prompt: 'x', size: '64x64', num_frames: '5' }))
  await api.complete(taskIdOfVideo(id) as string, {
    video: VIDEO,
    thumbnail: THUMBNAIL,
    spritesheet: SPRITESHEET,
  })
  return id
}

const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer())

describe('Video content served by the API', () => {
  let api: TestApi
  let id: string
  let content: string
  before(async () => {
    api = await startApi()
    id = await finished(api)
    content = `/v1/videos/${id}/content`
  })
  after(() => api.close())

  it('A completed video shows its timings, its expiry and the addresses of its files', async () => {
    const video = await json(await api.call(`/v1/videos/${id}`))
    assert.equal(video.status, 'completed')
    assert.equal(video.progress, 100)
    assert.equal(video.expires_at, (video.completed_at as number) + 3600)
    assert.deepEqual(video.timings, { denoise: 1.5 })
    assert.equal(video.urls?.thumbnail, `${api.baseUrl}${content}?variant=thumbnail`)
  })

  it('Each variant has its own type, length and name, whatever the client accepts', async () => {
    for (const [variant, bytes, type, name] of [
      ['video', VIDEO, 'video/mp4', `${id}.mp4`],
      // As clients of SGLang count the files.
      ['0', VIDEO, 'video/mp4', `${id}.mp4`],
      ['thumbnail', THUMBNAIL, 'image/webp', `${id}.webp`],
      ['spritesheet', SPRITESHEET, 'image/jpeg', `${id}.jpg`],
    ] as const) {
      const response = await api.call(`${content}?variant=${variant}`, {
        headers: { accept: 'application/binary' },
      })
      assert.equal(response.status, 200)
      assert.equal(response.headers.get('content-type'), type)
      assert.equal(response.headers.get('content-length'), String(bytes.length))
      assert.equal(response.headers.get('content-disposition'), `attachment; filename="${name}"`)
      assert.deepEqual(await bytesOf(response), bytes)
    }
    assert.equal((await api.call(content)).headers.get('etag'), ETAG)
    assert.equal((await api.call(`${content}?variant=poster`)).status, 400)
  })

  it('HEAD on video content answers the headers of GET without a body', async () => {
    const response = await api.call(content, { method: 'HEAD' })
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('content-length'), String(VIDEO.length))
    assert.equal(response.headers.get('etag'), ETAG)
    assert.equal(response.headers.get('accept-ranges'), 'bytes')
    assert.equal((await bytesOf(response)).length, 0)
  })

  it('A single byte range is served from the start, the middle or the end of a video', async () => {
    const size = VIDEO.length
    for (const [range, start, end] of [
      ['bytes=0-9', 0, 9],
      ['bytes=99990-', 99_990, size - 1],
      ['bytes=-5', size - 5, size - 1],
      ['bytes=5-999999999', 5, size - 1],
    ] as const) {
      const response = await api.call(content, { headers: { range } })
      assert.equal(response.status, 206, range)
      assert.equal(response.headers.get('content-range'), `bytes ${start}-${end}/${size}`)
      assert.deepEqual(await bytesOf(response), VIDEO.subarray(start, end + 1))
    }
  })

  it('A range beyond the file is answered 416, and an unreadable range is ignored', async () => {
    const outside = await api.call(content, { headers: { range: 'bytes=100000-' } })
    assert.equal(outside.status, 416)
    assert.equal(outside.headers.get('content-range'), `bytes */${VIDEO.length}`)
    for (const range of ['bytes=9-0', 'lines=1-2', 'bytes=0-1,5-6', 'nonsense']) {
      const response = await api.call(content, { headers: { range } })
      assert.ok(response.status === 200 || (range === 'bytes=9-0' && response.status === 416), range)
      await response.arrayBuffer()
    }
  })

  it('A matching If-None-Match is answered 304, and If-Range guards a byte range', async () => {
    assert.equal((await api.call(content, { headers: { 'if-none-match': ETAG } })).status, 304)
    assert.equal((await api.call(content, { headers: { 'if-none-match': '"other"' } })).status, 200)
    const range = { range: 'bytes=0-9' }
    assert.equal((await api.call(content, { headers: { ...range, 'if-range': ETAG } })).status, 206)
    assert.equal((await api.call(content, { headers: { ...range, 'if-range': '"old"' } })).status, 200)
  })

  it('The content of an unfinished video is answered 404 at once, with the wait in its text', async () => {
    const { id: queued } = await json(await api.createForm({ prompt: 'x' }))
    const response = await api.call(`/v1/videos/${queued}/content`)
    assert.equal(response.status, 404)
    const { code, detail } = await json<ProblemBody>(response)
    assert.equal(code, 'not_ready')
    assert.match(detail, /Ask again in \d+ s\./)
    // Official clients would wait without a word.
    assert.equal(response.headers.get('x-should-retry'), 'false')
    assert.equal(response.headers.get('retry-after'), null)
  })

  it('A running video serves its latest preview, which stays after completion', async () => {
    const { id: running } = await json(await api.createForm({ prompt: 'x', size: '64x64', num_frames: '5' }))
    const taskId = taskIdOfVideo(running) as string
    const address = `/v1/videos/${running}/content?variant=preview`
    const early = await api.call(address)
    assert.equal(early.status, 404)
    assert.match((await json<ProblemBody>(early)).detail, /no preview yet/)
    const { job_id: jobId } = await api.deps.db
      .selectFrom('tasks')
      .select('job_id')
      .where('id', '=', taskId)
      .executeTakeFirstOrThrow()
    const started = await lifecycle.start(api.deps, { taskId, jobId, retryCount: 0 })
    assert.ok(started.outcome === 'started')
    const bytes = Buffer.from('a rough picture')
    const key = previewKey(taskId, started.claim.fencingToken, 3)
    const stored = await api.deps.storage.put(key, bytes, { contentType: 'image/webp' })
    const asset = { key, contentType: 'image/webp', sizeBytes: bytes.length, sha256: stored.sha256 as string }
    assert.ok(await lifecycle.preview(api.deps, started.claim, asset))

    const video = await json(await api.call(`/v1/videos/${running}`))
    assert.equal(video.preview_url, api.baseUrl + address)
    const response = await api.call(address)
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('content-type'), 'image/webp')
    assert.deepEqual(await bytesOf(response), bytes)
    assert.equal((await api.call(`/v1/videos/${running}/content`)).status, 404)

    await lifecycle.complete(api.deps, started.claim, completionAt('nowhere/'))
    assert.deepEqual(await bytesOf(await api.call(address)), bytes)
    // A run of one step has no preview; the thumbnail stands in.
    assert.deepEqual(await bytesOf(await api.call(`${content}?variant=preview`)), THUMBNAIL)
  })

  it('Lost or expired content is answered 410, while the video itself stays readable', async () => {
    const lost = await finished(api)
    const row = await api.deps.db
      .selectFrom('tasks')
      .select('assets')
      .where('id', '=', taskIdOfVideo(lost) as string)
      .executeTakeFirstOrThrow()
    await api.deps.storage.remove([(row.assets as { video: { key: string } }).video.key])
    for (const method of ['GET', 'HEAD']) {
      const response = await api.call(`/v1/videos/${lost}/content`, { method })
      assert.equal(response.status, 410)
      assert.equal(response.headers.get('etag'), null)
    }

    api.clock.advance(3_600_000)
    const expired = await api.call(content)
    assert.equal(expired.status, 410)
    assert.equal((await json<ProblemBody>(expired)).code, 'video_expired')
    assert.equal((await json(await api.call(`/v1/videos/${id}`))).status, 'completed')
  })
})

describe('Video content served by redirect', () => {
  let api: TestApi
  before(async () => {
    api = await startApi({ env: { CONTENT_DELIVERY: 'redirect' } })
  })
  after(() => api.close())

  it('A signed content link needs no credentials, expires and refuses any alteration', async () => {
    const id = await finished(api)
    const redirect = await api.call(`/v1/videos/${id}/content`)
    assert.equal(redirect.status, 302)
    const link = redirect.headers.get('location') as string
    const whole = await fetch(link)
    assert.equal(whole.status, 200)
    assert.equal(whole.headers.get('content-type'), 'video/mp4')
    assert.equal(whole.headers.get('content-disposition'), `attachment; filename="${id}.mp4"`)
    assert.deepEqual(await bytesOf(whole), VIDEO)
    const part = await fetch(link, { headers: { range: 'bytes=1-3' } })
    assert.equal(part.status, 206)
    assert.equal(await part.text(), '123')

    const elsewhere = link.replace('/video.mp4', '/thumbnail.webp')
    for (const changed of [
      elsewhere,
      `${link}&more=1`,
      link.replace(/signature=(.)/, (_, first) => `signature=${first === 'A' ? 'B' : 'A'}`),
      link.split('?')[0] as string,
    ]) {
      const { pathname, search } = new URL(changed)
      const response = await api.call(pathname + search)
      assert.equal(response.status, 403, changed)
    }
    api.clock.advance(3_601_000)
    const { pathname, search } = new URL(link)
    assert.equal((await api.call(pathname + search)).status, 403)
  })
})
