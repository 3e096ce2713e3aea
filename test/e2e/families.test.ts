import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { loadContract } from '#api/contract/contract.ts'
import type { components } from '#api/openapi.gen.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { ended, startService, type Service } from '#test/support/processes/processes.ts'
import { findFfmpeg } from '#worker/media/ffmpeg.ts'

type Request = components['schemas']['CreateVideoJson']
type Video = components['schemas']['Video']
type Manifest = components['schemas']['Manifest']

/** What each family's example is made with, which shows in the manifest. */
const FAMILIES: Readonly<Record<string, { served: string; fps: number; made: Partial<Manifest> }>> = {
  wan21T2v: { served: 'wan2.1-t2v-tiny', fps: 16, made: { boundary: null, schedule: 'A' } },
  wan21I2v: { served: 'wan2.1-i2v-tiny', fps: 16, made: { boundary: null, flow_shift: 3 } },
  wan21Flf2v: { served: 'wan2.1-flf2v-tiny', fps: 16, made: { boundary: null, flow_shift: 16 } },
  wan22T2vA14b: {
    served: 'wan2.2-t2v-a14b-tiny',
    fps: 16,
    made: { boundary: 0.875, flow_shift: 12, guidance_scale: 4, guidance_scale_2: 3 },
  },
  wan22T2vA14bLightning: {
    served: 'wan2.2-t2v-a14b-tiny-lightning',
    fps: 16,
    made: { boundary: 0.875, scheduler: 'euler', schedule: 'L', steps: 4, guidance_scale: 1 },
  },
  wan22I2vA14b: { served: 'wan2.2-i2v-a14b-tiny', fps: 16, made: { boundary: 0.9, flow_shift: 5 } },
  wan22I2vA14bLightning: {
    served: 'wan2.2-i2v-a14b-tiny-lightning',
    fps: 16,
    made: { boundary: 0.9, scheduler: 'euler', schedule: 'L', steps: 4, guidance_scale: 1 },
  },
  wan22Ti2v5b: { served: 'wan2.2-ti2v-5b-tiny', fps: 24, made: { boundary: null, flow_shift: 5 } },
}

/** As small as all families go, and enough steps for both experts of those that have two. */
const SMALLEST = { size: '96x64', num_frames: 5, num_inference_steps: 4 } as const

const EXAMPLES = (
  loadContract().document as {
    paths: {
      '/v1/videos': {
        post: {
          requestBody: {
            content: { 'application/json': { examples: Record<string, { value: Request }> } }
          }
        }
      }
    }
  }
).paths['/v1/videos'].post.requestBody.content['application/json'].examples

let database: TestDatabase
let service: Service
let images: Server
before(async () => {
  const photo = await readFile(path.resolve(import.meta.dirname, '..', 'fixtures', 'photo.jpg'))
  const other = await readFile(path.resolve(import.meta.dirname, '..', 'fixtures', 'photo.webp'))
  images = createServer((request, response) =>
    response.writeHead(200).end(request.url === '/harbour-at-night.jpg' ? other : photo),
  ).listen(0, '127.0.0.1')
  await once(images, 'listening')
  database = await createTestDatabase()
  service = await startService({ databaseUrl: database.url, env: { MODELS_DIR: MODELS_DIRECTORY } })
})
after(async () => {
  await service.stop()
  await database.drop()
  images.close()
})

/** The example, its images at a server that exists. */
function exampleOf(name: string): Request {
  const host = `http://127.0.0.1:${(images.address() as AddressInfo).port}`
  const text = JSON.stringify(EXAMPLES[name]?.value).replaceAll('https://images.example.com', host)
  return JSON.parse(text) as Request
}

async function submit(request: Request): Promise<Video> {
  const response = await service.call('/v1/videos', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  })
  const video = (await response.json()) as Video
  assert.equal(response.status, 200, JSON.stringify(video))
  return video
}

async function probe(videoId: string) {
  const content = await service.call(`/v1/videos/${videoId}/content`)
  assert.equal(content.headers.get('content-type'), 'video/mp4')
  const file = path.join(service.dataDir, `${videoId}.mp4`)
  await writeFile(file, Buffer.from(await content.arrayBuffer()))
  const { ffprobePath } = await findFfmpeg({})
  const probed = await promisify(execFile)(ffprobePath, [
    ...['-v', 'error', '-count_frames', '-show_streams', '-of', 'json', file],
  ])
  const { streams } = JSON.parse(probed.stdout) as {
    streams: Record<'codec_name' | 'r_frame_rate' | 'nb_read_frames', string>[] &
      { width: number; height: number }[]
  }
  const [stream] = streams
  return {
    streams: streams.length,
    codec: stream?.codec_name,
    size: `${stream?.width}x${stream?.height}`,
    frames: Number(stream?.nb_read_frames),
    rate: stream?.r_frame_rate,
  }
}

describe('the example request of each family', () => {
  it('The contract has an example request for every model that comes with the service', async () => {
    const { data } = (await (await service.call('/v1/models')).json()) as components['schemas']['ModelList']
    const served = Object.values(FAMILIES).map((family) => family.served)
    assert.deepEqual(data.map(({ id }) => id).toSorted(), served.toSorted())
    for (const [name, family] of Object.entries(FAMILIES)) {
      const model = data.find(({ id }) => id === family.served)
      assert.ok(model?.aliases.includes(EXAMPLES[name]?.value.model ?? ''), name)
    }
  })

  for (const [name, { served, fps, made }] of Object.entries(FAMILIES)) {
    it(`The example request of ${name} becomes a video of the right size, length and frame rate`, async () => {
      const example = exampleOf(name)
      const { id } = await submit({ ...example, ...SMALLEST })
      await service.videoWhen(id, ended)
      const video = (await (await service.call(`/v1/videos/${id}`)).json()) as Video
      assert.equal(video.status, 'completed', JSON.stringify(video.error))
      assert.deepEqual([video.model, video.seed, video.prompt], [served, 42, example.prompt])
      assert.deepEqual(await probe(id), {
        streams: 1,
        codec: 'h264',
        size: SMALLEST.size,
        frames: SMALLEST.num_frames,
        rate: `${fps}/1`,
      })
      const { manifest } = video
      assert.ok(manifest)
      assert.deepEqual(
        Object.fromEntries(Object.keys(made).map((key) => [key, manifest[key as keyof Manifest]])),
        made,
      )
      const { first_frame: first, last_frame: last } = manifest.inputs
      assert.deepEqual(
        [first !== null, last !== null],
        [example.input_reference !== undefined, example.last_frame !== undefined],
      )
      assert.notEqual(first ?? '', last)
    })
  }

  it('A model with optional images also makes a video from text alone, and from a first and a last frame', async () => {
    const { input_reference: _, ...text } = exampleOf('wan22Ti2v5b')
    const { input_reference: last_frame } = exampleOf('wan22I2vA14b')
    const between = { ...exampleOf('wan22I2vA14b'), ...(last_frame === undefined ? {} : { last_frame }) }
    for (const [request, pictures] of [
      [text, [false, false]],
      [between, [true, true]],
    ] as const) {
      const { id } = await submit({ ...request, ...SMALLEST })
      await service.videoWhen(id, ended)
      const { status, manifest } = (await (await service.call(`/v1/videos/${id}`)).json()) as Video
      assert.equal(status, 'completed')
      assert.deepEqual(
        [manifest?.inputs.first_frame, manifest?.inputs.last_frame].map((hash) => typeof hash === 'string'),
        pictures,
      )
    }
  })
})
