/**
 * `npm run bench:uploads`: what another tenant and /readyz notice while one tenant uploads the
 * images that cost most to decode. Starts a Postgres and an API process of its own.
 */
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { loadConfig } from '#core/config/config.ts'
import { openDeps, type Deps } from '#core/deps.ts'
import { newTaskId, videoIdOf } from '#core/ids.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { resultKey } from '#core/storage/asset-keys.ts'
import { registerModels } from '#core/store/models.ts'
import type { Asset } from '#core/task/asset.ts'
import type { ModelDefinition } from '#core/task/model-definition.ts'
import { freeLoopbackPort } from '#infra/dev/free-port.ts'
import { startEmbeddedPostgres } from '#infra/dev/postgres/start.ts'
import { migrate } from '#migrations/migrate.ts'
import { MANIFEST, newTask } from '#test/support/database/tasks.ts'
import { spawnService } from '#test/support/processes/processes.ts'
import { issueApiKey } from '#test/support/service/auth.ts'

const UPLOADS_AT_ONCE = 24
const SAMPLES = 30
/** Of the other tenant's median under load to its median alone. */
const MOST_RATIO = 3
const VIDEO_BYTES = 2_000_000
const SECRET = 'a-secret-of-the-benchmark-that-is-long-enough'

const MODEL: ModelDefinition = {
  id: 'bench-i2v',
  aliases: [],
  title: 'Bench',
  task: 'i2v',
  inputs: { firstFrame: 'required', lastFrame: 'none' },
  fps: 16,
  defaults: {
    size: 'auto',
    frames: 33,
    steps: 8,
    guidanceScale: 5,
    guidanceScale2: null,
    flowShift: 3,
    negativePrompt: '',
  },
  limits: {
    minSide: 64,
    maxPixels: 36_864,
    autoArea: 36_864,
    sizeMultiple: 16,
    minFrames: 5,
    maxFrames: 33,
    minSteps: 1,
    maxSteps: 50,
  },
  sampling: { scheduler: 'unipc', schedule: 'A' },
  loras: [],
  oversize: 'shrink',
}

/** Images of few bytes and many pixels; the first is refused by its header. */
async function dearImages(): Promise<Record<string, Buffer>> {
  const blank = (side: number, channels: 3 | 4): Sharp =>
    sharp({ create: { width: side, height: side, channels, background: '#4466887f' } })
  return {
    '4096² 16-bit RGBA interlaced': await blank(4096, 4)
      .toColourspace('rgb16')
      .png({ progressive: true, compressionLevel: 9 })
      .toBuffer(),
    '2048² 16-bit RGBA interlaced': await blank(2048, 4)
      .toColourspace('rgb16')
      .png({ progressive: true, compressionLevel: 9 })
      .toBuffer(),
    '4096² 8-bit RGBA': await blank(4096, 4).png({ compressionLevel: 9 }).toBuffer(),
    '4096² progressive JPEG': await blank(4096, 3).jpeg({ progressive: true, quality: 30 }).toBuffer(),
    '7000² progressive JPEG': await blank(7000, 3).jpeg({ progressive: true, quality: 30 }).toBuffer(),
  }
}

/** A finished video of a tenant. @returns its id */
async function finishedVideo(deps: Deps, tenantId: string): Promise<string> {
  const task = newTask(tenantId, { id: newTaskId(), model: MODEL.id })
  await lifecycle.submit(deps, task, null)
  const { job_id: jobId } = await deps.db
    .selectFrom('tasks')
    .select('job_id')
    .where('id', '=', task.id)
    .executeTakeFirstOrThrow()
  const started = await lifecycle.start(deps, { taskId: task.id, jobId, retryCount: 0 })
  if (started.outcome !== 'started') throw new Error('the task did not start')
  const bytes = Buffer.alloc(VIDEO_BYTES, 7)
  const asset = async (name: string, contentType: string): Promise<Asset> => {
    const key = resultKey(task.id, started.claim.fencingToken, name)
    await deps.storage.put(key, bytes, { contentType })
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return { key, contentType, sizeBytes: bytes.length, sha256 }
  }
  await lifecycle.complete(deps, started.claim, {
    assets: {
      video: await asset('video.mp4', 'video/mp4'),
      thumbnail: await asset('thumbnail.webp', 'image/webp'),
      spritesheet: await asset('spritesheet.jpg', 'image/jpeg'),
    },
    timings: { denoise: 1 },
    manifest: MANIFEST,
    speed: null,
  })
  return videoIdOf(task.id)
}

/** Milliseconds until the whole answer has arrived, and its status. */
async function timed(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ ms: number; status: number }> {
  const startedAt = performance.now()
  const response = await fetch(url, { headers })
  await response.arrayBuffer()
  return { ms: performance.now() - startedAt, status: response.status }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] as number

interface Seen {
  readonly contentMs: number
  readonly slowestMs: number
  readonly ready: number
}

/** What another tenant and /readyz see now. */
async function sample(baseUrl: string, videoId: string, key: string): Promise<Seen> {
  const times: number[] = []
  let ready = 0
  for (let i = 0; i < SAMPLES; i++) {
    const content = await timed(`${baseUrl}/v1/videos/${videoId}/content`, { authorization: `Bearer ${key}` })
    if (content.status !== 200) throw new Error(`the content answered ${content.status}`)
    times.push(content.ms)
    if ((await timed(`${baseUrl}/readyz`)).status === 200) ready += 1
  }
  return { contentMs: median(times), slowestMs: Math.max(...times), ready }
}

/** Keeps so many uploads in flight until told to stop; counts the answers by status. */
function flood(baseUrl: string, key: string, images: readonly Buffer[]): () => Promise<Map<number, number>> {
  const statuses = new Map<number, number>()
  let isOver = false
  const upload = async (first: number): Promise<void> => {
    for (let i = first; !isOver; i++) {
      const form = new FormData()
      form.set('prompt', `upload ${i}`)
      form.set('input_reference', new Blob([new Uint8Array(images[i % images.length] as Buffer)]), 'x')
      const headers = { authorization: `Bearer ${key}` }
      const response = await fetch(`${baseUrl}/v1/videos`, { method: 'POST', body: form, headers })
      await response.arrayBuffer()
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1)
    }
  }
  const all = Promise.all(Array.from({ length: UPLOADS_AT_ONCE }, (_, i) => upload(i)))
  return async () => {
    isOver = true
    await all
    return statuses
  }
}

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'wan-bench-uploads-'))
  const postgres = await startEmbeddedPostgres({
    dataDir: path.join(folder, 'postgres'),
    durable: false,
    maxConnections: 60,
    log: () => undefined,
  })
  try {
    await migrate(postgres.url)
    const port = await freeLoopbackPort()
    const env = {
      DATABASE_URL: postgres.url,
      DATA_DIR: folder,
      LINK_SECRET: SECRET,
      PORT: String(port),
      LOG_LEVEL: 'error',
      RATE_LIMIT_PER_MINUTE: '0',
      UV_THREADPOOL_SIZE: '16',
    }
    const deps = await openDeps(loadConfig(env), 'api')
    const api = spawnService('api/main.ts', env)
    try {
      await registerModels(deps.db, [MODEL], new Date())
      const { key: floodKey } = await issueApiKey(deps.db, 'flood')
      const { key } = await issueApiKey(deps.db, 'other')
      const videoId = await finishedVideo(deps, 'other')
      const images = await dearImages()
      const baseUrl = `http://127.0.0.1:${port}`
      while ((await timed(`${baseUrl}/readyz`).catch(() => null))?.status !== 200)
        await new Promise((resolve) => setTimeout(resolve, 100))
      await sample(baseUrl, videoId, key)
      report(
        images,
        await sample(baseUrl, videoId, key),
        await (async () => {
          const stop = flood(baseUrl, floodKey, Object.values(images))
          await new Promise((resolve) => setTimeout(resolve, 2000))
          const seen = await sample(baseUrl, videoId, key)
          return { ...seen, statuses: await stop() }
        })(),
      )
    } finally {
      await api.kill('SIGTERM')
      await deps.close()
    }
  } finally {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function report(
  images: Readonly<Record<string, Buffer>>,
  alone: Seen,
  loaded: Seen & { readonly statuses: ReadonlyMap<number, number> },
): void {
  for (const [name, bytes] of Object.entries(images))
    console.log(`image  ${name}: ${Math.round(bytes.length / 1000)} kB`)
  const statuses = [...loaded.statuses].map(([status, count]) => `${count} × ${status}`).join(', ')
  console.log(
    `alone  content ${alone.contentMs.toFixed(1)} ms (slowest ${alone.slowestMs.toFixed(1)}), ready ${alone.ready} of ${SAMPLES}`,
  )
  console.log(
    `${UPLOADS_AT_ONCE} uploads at once  content ${loaded.contentMs.toFixed(1)} ms (slowest ${loaded.slowestMs.toFixed(1)}), ` +
      `ready ${loaded.ready} of ${SAMPLES}; answers to uploads: ${statuses}`,
  )
  const ratio = loaded.contentMs / alone.contentMs
  const isGood = ratio <= MOST_RATIO && loaded.ready === SAMPLES
  console.log(`${isGood ? 'good' : 'NOT GOOD'}: ${ratio.toFixed(2)} times as long, at most ${MOST_RATIO}`)
  if (!isGood) process.exitCode = 1
}

await main()
