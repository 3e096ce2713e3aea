import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import OpenAI, {
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  toFile,
} from 'openai'
import { taskIdOfVideo } from '#core/ids.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { rejection } from '#test/support/rejection.ts'
import {
  photograph,
  startApi,
  TINY_MODEL,
  type TestApi,
  type VideoBody,
} from '#test/support/service/service.ts'

let api: TestApi
let client: OpenAI
before(async () => {
  api = await startApi()
  client = new OpenAI({ baseURL: `${api.baseUrl}/v1`, apiKey: api.key, maxRetries: 0 })
})
after(() => api?.close())

/** The video with the fields that this service adds to OpenAI's. */
const ours = (video: OpenAI.Video): VideoBody => video as unknown as VideoBody

describe('The official OpenAI client', () => {
  it('The OpenAI client creates a video from a file and retrieves it', async () => {
    const created = await client.videos.create({
      prompt: 'steam rises from the cup',
      seconds: '4',
      size: '1280x720',
      input_reference: await toFile(await photograph(), 'photo.jpg', { type: 'image/jpeg' }),
    })
    assert.equal(created.object, 'video')
    assert.equal(created.status, 'queued')
    assert.equal(created.size, '256x144')
    const retrieved = await client.videos.retrieve(created.id)
    assert.deepEqual(retrieved, created)
  })

  it('The OpenAI client creates a video from a URL with fields that its types lack', async () => {
    const photo = await photograph()
    const server = createServer((_request, response) => response.end(photo)).listen(0, '127.0.0.1')
    await once(server, 'listening')
    try {
      const extra = { seed: 7, num_frames: 9, metadata: { order: 'A-1' }, negative_prompt: 'blur' }
      const created = await client.videos.create({
        prompt: 'x',
        model: 'a-tiny-i2v',
        input_reference: {
          image_url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/photo.jpg`,
        },
        ...extra,
      })
      const { seed, num_frames: frames, metadata, negative_prompt: negative, adjustments } = ours(created)
      assert.deepEqual(
        { seed, frames, metadata, negative },
        { seed: 7, frames: 9, metadata: { order: 'A-1' }, negative: 'blur' },
      )
      assert.deepEqual(adjustments, [])
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })

  it('The OpenAI client pages through all videos', async () => {
    const { key } = await issueApiKey(api.deps.db, 'pager')
    const pager = client.withOptions({ apiKey: key })
    const made: string[] = []
    for (let i = 0; i < 5; i++) {
      const input = await toFile(await photograph(), 'photo.jpg')
      made.push((await pager.videos.create({ prompt: `video ${i}`, input_reference: input })).id)
      api.clock.advance(10)
    }
    const seen: string[] = []
    for await (const video of pager.videos.list({ limit: 2, order: 'asc' })) seen.push(video.id)
    assert.deepEqual(seen, made)
  })

  it('The OpenAI client downloads each variant of a video and deletes the video', async () => {
    const { id } = await client.videos.create({
      prompt: 'x',
      input_reference: await toFile(await photograph(), 'p.jpg'),
    })
    await api.complete(taskIdOfVideo(id) as string, {
      video: Buffer.from('mp4'),
      thumbnail: Buffer.from('webp'),
      spritesheet: Buffer.from('jpg'),
    })
    assert.equal(await (await client.videos.downloadContent(id)).text(), 'mp4')
    assert.equal(await (await client.videos.downloadContent(id, { variant: 'thumbnail' })).text(), 'webp')
    assert.deepEqual(await client.videos.delete(id), { id, object: 'video.deleted', deleted: true })
    await rejection(client.videos.retrieve(id), NotFoundError)
  })

  it('The OpenAI client lists models', async () => {
    const ids: string[] = []
    for await (const model of client.models.list()) ids.push(model.id)
    assert.ok(ids.includes('a-tiny-i2v'))
  })

  it('The OpenAI client raises its own error classes with code, param and request id', async () => {
    const bad = await rejection(
      client.videos.create({ prompt: 'x', size: 'huge' as '1280x720' }),
      BadRequestError,
    )
    assert.match(bad.message, /^400 `size` must be `auto`, an aspect ratio such as 16:9, or WIDTHxHEIGHT/)
    assert.deepEqual([bad.code, bad.param, bad.type], ['invalid_size', 'size', 'invalid_request_error'])
    assert.match(bad.requestID ?? '', /^req_/)

    const missing = await rejection(
      client.videos.create({ prompt: 'x', model: TINY_MODEL.id }),
      BadRequestError,
    )
    assert.deepEqual([missing.code, missing.param], ['input_reference_required', 'input_reference'])

    const unknown = await rejection(client.videos.retrieve('video_0'), NotFoundError)
    assert.equal(unknown.code, 'video_not_found')

    const early = await client.videos.create({
      prompt: 'x',
      input_reference: await toFile(await photograph(), 'p.jpg'),
    })
    const conflict = await rejection(client.videos.downloadContent(early.id), NotFoundError)
    assert.equal(conflict.code, 'not_ready')

    const stranger = client.withOptions({ apiKey: 'sk-nothing' })
    assert.equal((await rejection(stranger.videos.list(), AuthenticationError)).code, 'invalid_credentials')
    const { key } = await issueApiKey(api.deps.db, 'reader', ['videos:read'])
    const reader = client.withOptions({ apiKey: key })
    assert.equal(
      (await rejection(reader.videos.delete(early.id), PermissionDeniedError)).code,
      'insufficient_scope',
    )
  })

  it('The OpenAI client does not retry unsupported video edits and characters', async () => {
    const patient = client.withOptions({ maxRetries: 2 })
    const video = await toFile(Buffer.alloc(100_000), 'clip.mp4')
    for (const source of [{ id: `video_${'0'.repeat(32)}` }, video]) {
      const edit = await rejection(patient.videos.edit({ prompt: 'x', video: source }), InternalServerError)
      assert.deepEqual([edit.status, edit.code], [501, 'video_edits_unsupported'])
      assert.match(edit.message, /does not edit videos/)
      assert.equal(edit.headers.get('x-should-retry'), 'false')
    }
    const made = await rejection(patient.videos.createCharacter({ name: 'x', video }), NotFoundError)
    const found = await rejection(patient.videos.getCharacter('char_1'), NotFoundError)
    assert.deepEqual([made.code, found.code], ['characters_unsupported', 'characters_unsupported'])
  })

  it('The OpenAI client gets one video for two creates under one Idempotency-Key', async () => {
    const create = async () =>
      await client.videos.create(
        { prompt: 'x', input_reference: await toFile(await photograph(), 'photo.jpg') },
        { headers: { 'Idempotency-Key': 'sdk-1' } },
      )
    assert.deepEqual(await create(), await create())
  })
})
