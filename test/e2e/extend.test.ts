import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import OpenAI from 'openai'
import sharp from 'sharp'
import { inputKey } from '#core/storage/asset-keys.ts'
import { taskIdOfVideo } from '#core/ids.ts'
import { openFilesystemStorage } from '#core/storage/filesystem.ts'
import type { VideoBody } from '#test/support/service/service.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { writeClip } from '#test/support/media/clips.ts'
import { ended, startService, type Service, type Video } from '#test/support/processes/processes.ts'
import { decodeVideo } from '#worker/media/decode.ts'
import { decodeUpload } from '#worker/media/decode-upload.ts'
import { findFfmpeg } from '#worker/media/ffmpeg.ts'
import { probeVideo, verifyVideo } from '#worker/media/probe.ts'

let database: TestDatabase
let service: Service
let client: OpenAI
before(async () => {
  database = await createTestDatabase()
  // npm's ffmpeg is not trusted with files from outside, and makes them here itself.
  service = await startService({ databaseUrl: database.url, env: { UPLOADED_VIDEOS: 'always' } })
  client = new OpenAI({ baseURL: `${service.baseUrl}/v1`, apiKey: service.apiKey, maxRetries: 0 })
})
after(async () => {
  await service.stop()
  await database.drop()
})

const SIZE = { width: 96, height: 64 }

async function completed(id: string): Promise<Video> {
  const video = await service.videoWhen(id, ended, 120_000)
  assert.equal(video.status, 'completed', JSON.stringify(video.error))
  return video
}

async function download(id: string, name: string): Promise<string> {
  const file = path.join(service.dataDir, name)
  await writeFile(file, Buffer.from(await (await client.videos.downloadContent(id)).arrayBuffer()))
  return file
}

async function framesIn(file: string): Promise<Buffer[]> {
  const { ffmpegPath } = await findFfmpeg({})
  const frames: Buffer[] = []
  for await (const frame of decodeVideo({ path: file, ...SIZE, ffmpegPath })) frames.push(frame)
  return frames
}

describe('a finished clip', () => {
  it('A clip extended twice becomes one clip that begins with the frames of the original', async () => {
    const tools = await findFfmpeg({})
    const source = await service.submit({ num_frames: '9', num_inference_steps: '2', seed: '3' })
    await completed(source.id)
    const sourcePath = await download(source.id, 'source.mp4')
    const first = await framesIn(sourcePath)
    assert.equal(first.length, 9)

    const half = { prompt: 'the steam drifts away', seconds: '0.5' as '4' }
    const extension = await client.videos.extend({ ...half, video: { id: source.id } })
    assert.equal(extension.seconds, '1.0625', 'nine frames and half a second')
    const { seconds, num_frames: frames } = await completed(extension.id)
    assert.deepEqual([seconds, frames], ['1.0625', 17])
    const file = await download(extension.id, 'extension.mp4')
    await verifyVideo(file, { ...SIZE, fps: 16, frames: 17 }, tools)
    assert.equal((await probeVideo(file, tools)).durationSeconds, 17 / 16)
    const second = await framesIn(file)
    assert.deepEqual(second.slice(0, 9), first)
    const { manifest } = (await client.videos.retrieve(extension.id)) as unknown as VideoBody
    const sha256 = createHash('sha256')
      .update(await readFile(sourcePath))
      .digest('hex')
    assert.equal(manifest?.inputs.preceding_video, sha256)
    const spritesheet = await client.videos.downloadContent(extension.id, { variant: 'spritesheet' })
    // 17 pictures in 5 columns.
    assert.equal((await sharp(await spritesheet.arrayBuffer()).metadata()).width, 5 * SIZE.width)

    await client.videos.delete(source.id)
    const further = await client.videos.extend({ ...half, video: { id: extension.id } })
    await completed(further.id)
    const last = await download(further.id, 'further.mp4')
    await verifyVideo(last, { ...SIZE, fps: 16, frames: 25 }, tools)
    assert.deepEqual((await framesIn(last)).slice(0, 17), second)
  })

  it('An uploaded clip becomes the beginning of one clip, whose new part starts from its last frame', async () => {
    const tools = await findFfmpeg({})
    // Half a second of H.265 at another size and rate.
    const upload = await writeClip(service.dataDir, 'upload.mp4', {
      codec: 'libx265',
      size: '192x128',
      rate: '30',
      frames: 15,
    })
    const { id } = await client.videos.extend({
      video: createReadStream(upload),
      prompt: 'it goes on',
      seconds: '0.25' as '4',
      ...({ seed: 5 } as object),
    })
    const video = await completed(id)
    const [width, height] = video.size.split('x').map(Number) as [number, number]
    assert.deepEqual([video.fps, video.num_frames], [16, 12])
    const file = await download(id, 'continued.mp4')
    await verifyVideo(file, { width, height, fps: 16, frames: 12 }, tools)

    const shown: Buffer[] = []
    for await (const frame of decodeVideo({ path: file, width, height, ...tools })) shown.push(frame)
    const given: Buffer[] = []
    for await (const frame of decodeUpload({ path: upload, width, height, fps: 16, ...tools }))
      given.push(frame)
    const distance = (a: Buffer, b: Buffer): number =>
      a.reduce((sum, value, at) => sum + Math.abs(value - b[at]!), 0) / a.length
    assert.ok(distance(shown[0]!, given[0]!) < 8, 'it begins with the upload')
    assert.ok(distance(shown[7]!, given.at(-1)!) < 8, 'whose last frame is the eighth')
    const { manifest } = (await client.videos.retrieve(id)) as unknown as VideoBody
    const sha256 = createHash('sha256')
      .update(await readFile(upload))
      .digest('hex')
    assert.equal(manifest?.inputs.preceding_video, sha256)
    assert.ok(manifest?.inputs.first_frame)
  })

  it('A new video starts from the last frame of a finished one', async () => {
    const source = await service.submit({ num_frames: '5', num_inference_steps: '2' })
    await completed(source.id)
    const more: object = { num_frames: 5, num_inference_steps: 2, model: 'wan2.1-i2v-tiny', size: '96x64' }
    const members: object = { video_id: source.id, frame: 'last' }
    const next = await client.videos.create({ prompt: 'it goes on', input_reference: members, ...more })
    await completed(next.id)
    const key = inputKey(taskIdOfVideo(next.id) as string, 'first-frame.png')
    const storage = openFilesystemStorage({
      root: path.join(service.dataDir, 'storage'),
      publicBaseUrl: service.baseUrl,
      linkSecret: 'x'.repeat(32),
    })
    const stored = await storage.read(key)
    assert.ok(stored)
    const given = await sharp(await buffer(stored.body))
      .raw()
      .toBuffer()
    // Noise loses much in half the colours, but of all frames the last one stays the nearest.
    const errors = (await framesIn(await download(source.id, 'begun.mp4'))).map((shown) =>
      given.reduce((sum, value, at) => sum + Math.abs(value - (shown[at] ?? 0)), 0),
    )
    assert.equal(errors.length, 5)
    assert.equal(errors.indexOf(Math.min(...errors)), 4, errors.join())
  })
})
