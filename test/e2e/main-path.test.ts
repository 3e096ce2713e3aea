import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import OpenAI from 'openai'
import sharp from 'sharp'
import { Webhook } from 'standardwebhooks'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { tinyModelAlone } from '#test/support/fixture-models.ts'
import { ended, startService, until, type Service, type Video } from '#test/support/processes/processes.ts'
import { openWebhookReceiver } from '#test/support/service/webhook-receiver.ts'
import { findFfmpeg } from '#worker/media/ffmpeg.ts'
import { probeVideo } from '#worker/media/probe.ts'
import { closeAfter } from '#test/support/closing.ts'

const PHOTO = path.resolve(import.meta.dirname, '..', 'fixtures', 'photo.jpg')

/** Beyond the SDK's types, which lets extra members through. */
const FEW_STEPS: object = { num_inference_steps: 2 }

/** Smaller than the sizes and lengths that the types of the SDK name, to which it shrinks them. */
const MAX_PIXELS = 160 * 96

let database: TestDatabase
let service: Service
let models: string
before(async () => {
  database = await createTestDatabase()
  models = await tinyModelAlone<{ limits: object }>((described) => ({
    ...described,
    limits: { ...described.limits, maxPixels: MAX_PIXELS },
  }))
  service = await startService({
    databaseUrl: database.url,
    env: { ENGINES: 'cpu,cpu', MODELS_DIR: models },
  })
})
after(async () => {
  await service.stop()
  await database.drop()
  await rm(models, { recursive: true })
})

describe('a photograph and a sentence', () => {
  it('A photograph and a prompt become an mp4, a thumbnail, a spritesheet and a signed webhook', async (t) => {
    const receiver = await openWebhookReceiver()
    closeAfter(t, () => receiver.close())
    const created = await service.submit({
      webhook_url: receiver.url,
      seed: '7',
      size: '160x96',
      num_frames: '9',
      num_inference_steps: '3',
    })
    assert.equal(created.status, 'queued')

    const phases = new Set<string>()
    let progress = 0
    const video = await service.videoWhen(created.id, (latest) => {
      if (latest.phase !== null) phases.add(latest.phase)
      assert.ok(latest.progress >= progress, 'progress fell')
      progress = latest.progress
      return ended(latest)
    })
    assert.equal(video.status, 'completed', JSON.stringify(video.error))
    assert.equal(video.progress, 100)
    assert.equal(video.seed, 7)
    assert.equal(video.size, '160x96')
    assert.equal(video.attempts, 1)
    assert.ok(phases.size > 0)
    for (const phase of ['encode_prompt', 'encode_image', 'denoise', 'decode', 'encode_video', 'upload'])
      assert.ok((video.timings?.[phase] ?? -1) >= 0, phase)

    const content = await service.call(`/v1/videos/${video.id}/content`)
    assert.equal(content.headers.get('content-type'), 'video/mp4')
    const mp4 = Buffer.from(await content.arrayBuffer())
    const file = path.join(service.dataDir, 'e2e.mp4')
    await writeFile(file, mp4)
    const { ffprobePath } = await findFfmpeg({})
    const probed = await promisify(execFile)(ffprobePath, [
      ...['-v', 'error', '-count_frames', '-show_streams', '-show_format', '-of', 'json', file],
    ])
    const { streams, format } = JSON.parse(probed.stdout) as {
      streams: {
        codec_name: string
        pix_fmt: string
        width: number
        height: number
        nb_read_frames: string
      }[]
      format: { duration: string }
    }
    const [stream] = streams
    assert.deepEqual(
      [stream?.codec_name, stream?.pix_fmt, stream?.width, stream?.height, stream?.nb_read_frames],
      ['h264', 'yuv420p', 160, 96, '9'],
    )
    assert.ok(Math.abs(Number(format.duration) - 9 / 16) < 0.05, format.duration)
    assert.deepEqual([video.num_frames, video.fps, Number(video.seconds)], [9, 16, 9 / 16])
    assert.ok(mp4.indexOf('moov') < mp4.indexOf('mdat'), 'the index must come first')

    const thumbnail = await service.call(`/v1/videos/${video.id}/content?variant=thumbnail`)
    assert.equal((await sharp(await thumbnail.arrayBuffer()).metadata()).format, 'webp')
    const spritesheet = await service.call(`/v1/videos/${video.id}/content?variant=spritesheet`)
    assert.equal((await sharp(await spritesheet.arrayBuffer()).metadata()).format, 'jpeg')

    const [delivered] = await receiver.waitFor(1)
    assert.ok(delivered)
    const headers = delivered.headers as Record<string, string>
    const event = new Webhook(service.webhookSecret).verify(delivered.body, headers) as {
      id: string
      type: string
      data: { id: string }
    }
    assert.deepEqual(
      [event.type, event.data.id, event.id],
      ['video.completed', video.id, headers['webhook-id']],
    )
    const client = new OpenAI({ apiKey: 'unused', webhookSecret: service.webhookSecret })
    const unwrapped = (await client.webhooks.unwrap(delivered.body, headers)) as unknown as { id: string }
    assert.equal(unwrapped.id, event.id)
    assert.ok(!delivered.body.includes('steam'), 'the body is thin')
  })

  it('One frame is a video whose file has one frame', async () => {
    const { id } = await service.submit({ num_frames: '1', num_inference_steps: '2' })
    const video = await service.videoWhen(id, ended)
    assert.equal(video.status, 'completed', JSON.stringify(video.error))
    const content = await service.call(`/v1/videos/${id}/content`)
    const file = path.join(service.dataDir, 'one.mp4')
    await writeFile(file, Buffer.from(await content.arrayBuffer()))
    const { frames, fps, durationSeconds } = await probeVideo(file, await findFfmpeg({}))
    assert.deepEqual([frames, fps, durationSeconds], [1, 16, 1 / 16])
    assert.deepEqual([video.num_frames, video.fps, Number(video.seconds)], [1, 16, 1 / 16])
  })

  it('The same seed yields the same frames, and another seed yields others', async () => {
    const submit = (seed: string): Promise<Video> =>
      service.submit({ seed, num_frames: '5', num_inference_steps: '2' })
    const videos = await Promise.all([submit('1'), submit('1'), submit('2')])
    const digests: string[] = []
    for (const { id } of videos) {
      assert.equal((await service.videoWhen(id, ended)).status, 'completed')
      const bytes = await (await service.call(`/v1/videos/${id}/content`)).arrayBuffer()
      digests.push(createHash('sha256').update(Buffer.from(bytes)).digest('hex'))
    }
    assert.equal(digests[0], digests[1])
    assert.notEqual(digests[0], digests[2])
  })

  it('The official OpenAI SDK uploads a photograph by file and by URL, downloads the video and pages through the list', async (t) => {
    const client = new OpenAI({ apiKey: service.apiKey, baseURL: `${service.baseUrl}/v1` })
    const byFile = await client.videos.create({
      model: 'wan2.1-i2v-tiny',
      prompt: 'the cup turns',
      seconds: '4',
      size: '1280x720',
      input_reference: createReadStream(PHOTO),
      ...FEW_STEPS,
    })
    const photo = await readFile(PHOTO)
    const images = await import('node:http').then(({ createServer }) =>
      createServer((_, response) =>
        response.writeHead(200, { 'content-type': 'image/jpeg' }).end(photo),
      ).listen(0, '127.0.0.1'),
    )
    closeAfter(t, () => images.close())
    await new Promise((resolve) => images.once('listening', resolve))
    const { port } = images.address() as { port: number }
    const byUrl = await client.videos.create({
      model: 'wan2.1-i2v-tiny',
      prompt: 'the cup turns back',
      input_reference: { image_url: `http://127.0.0.1:${port}/photo.jpg` },
      ...FEW_STEPS,
    })
    for (const { id } of [byFile, byUrl]) {
      const done = await service.videoWhen(id, ended, 120_000)
      assert.equal(done.status, 'completed', JSON.stringify(done.error))
      const retrieved = await client.videos.retrieve(id)
      assert.equal(retrieved.status, 'completed')
      const content = await client.videos.downloadContent(id)
      assert.equal(
        Buffer.from(await content.arrayBuffer())
          .subarray(4, 8)
          .toString(),
        'ftyp',
      )
    }
    const listed: string[] = []
    for await (const video of client.videos.list({ limit: 1 })) listed.push(video.id)
    assert.ok(listed.indexOf(byUrl.id) < listed.indexOf(byFile.id))
    assert.ok(listed.length >= 2)
    assert.deepEqual(await client.videos.delete(byUrl.id), {
      id: byUrl.id,
      object: 'video.deleted',
      deleted: true,
    })
    await assert.rejects(client.videos.retrieve(byUrl.id), OpenAI.NotFoundError)
  })

  it('Two engines run two videos at a time', async () => {
    const fields = { num_inference_steps: '40', num_frames: '9' }
    const [one, two] = await Promise.all([service.submit(fields), service.submit(fields)])
    const running = (id: string): Promise<Video> =>
      service.videoWhen(id, (video) => video.status !== 'queued')
    const [first, second] = await Promise.all([running(one.id), running(two.id)])
    assert.deepEqual([first.status, second.status], ['in_progress', 'in_progress'])
    for (const id of [first.id, second.id]) await service.call(`/v1/videos/${id}/cancel`, { method: 'POST' })
  })
})

describe('expiry', () => {
  it('An expired video loses its files and answers 410 for its content, but stays readable', async (t) => {
    const worker = await service.startWorker({ RESULT_TTL_SECONDS: '1', ENGINES: 'cpu' })
    for (const other of service.workers) if (other !== worker) await other.kill('SIGTERM')
    closeAfter(t, () => service.startWorker({ ENGINES: 'cpu,cpu' }))
    const created = await service.submit({ num_frames: '5', num_inference_steps: '1' })
    const video = await service.videoWhen(created.id, ended)
    assert.ok(video.expires_at)
    let response = await service.call(`/v1/videos/${video.id}/content`)
    await until(
      async () => {
        response = await service.call(`/v1/videos/${video.id}/content`)
        return response.status === 410
      },
      10_000,
      () => `content still answers ${response.status}`,
    )
    assert.equal(((await response.json()) as { error: { code: string } }).error.code, 'video_expired')
    const taskId = await service.db
      .selectFrom('tasks')
      .select(['id', 'assets_removed_at'])
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow()
    await until(
      async () =>
        (
          await service.db
            .selectFrom('tasks')
            .select('assets_removed_at')
            .where('id', '=', taskId.id)
            .executeTakeFirstOrThrow()
        ).assets_removed_at !== null,
      10_000,
      () => 'the files were not removed',
    )
    assert.equal((await service.video(video.id)).status, 'completed')
    await assert.rejects(readFile(path.join(service.dataDir, 'storage', 'tasks', taskId.id)))
  })
})
