/** `npm run demo`: one video from an image and a prompt, over HTTP alone. See --help. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { loadConfig, processEnvironment } from '#core/config/config.ts'
import { PHASES } from '#core/task/run.ts'
import { findFfmpeg } from '#worker/media/ffmpeg.ts'
import { probeVideo } from '#worker/media/probe.ts'
import { callApi, type Video } from './api.ts'
import { showProgress } from './progress.ts'
import { findOrStartService } from './service.ts'
import { openSignedReceiver } from './receiver.ts'
import type { DevelopmentAccess } from '#infra/dev/service/development-tenant.ts'
import { describeError, SetupError, systemErrorCode } from '#infra/dev/setup-error.ts'

const HELP = `npm run demo [-- options]

Submits an image and a prompt to the service on this machine, shows the progress, receives and
verifies the signed webhook, and saves the mp4 under DATA_DIR/demo. If no service is running, it
starts one and stops it at the end.

  --image <file>      JPEG, PNG or WebP (default: test/fixtures/photo.jpg)
  --prompt <text>     what happens in the video
  --model <id>        model (default: wan2.1-i2v-tiny)
  --size <WxH>        size, or auto (default: 320x192)
  --seconds <n>       duration (default: 2)
  --steps <n>         denoising steps (default: the model's)
  --seed <n>          seed (default: random)
  --timeout <s>       longest time to wait for the video (default: 600)
  --help              this text
`

const PHOTO = path.resolve(import.meta.dirname, '..', '..', '..', 'test', 'fixtures', 'photo.jpg')
/** The first delivery attempt follows the end within a second, the second one 5 s later. */
const WEBHOOK_TIMEOUT_MS = 30_000
const LONGEST_POLL_MS = 20_000

const say = (line: string): void => console.log(line)

function readOptions() {
  const { values } = parseArgs({
    options: {
      image: { type: 'string', default: PHOTO },
      prompt: { type: 'string', default: 'Steam rises from the cup while the camera slowly moves closer' },
      model: { type: 'string', default: 'wan2.1-i2v-tiny' },
      size: { type: 'string', default: '320x192' },
      seconds: { type: 'string', default: '2' },
      steps: { type: 'string' },
      seed: { type: 'string' },
      timeout: { type: 'string', default: '600' },
      help: { type: 'boolean', default: false },
    },
  })
  const timeoutMs = Number(values.timeout) * 1000
  if (!(timeoutMs > 0))
    throw new SetupError(`--timeout must be a number of seconds above 0, not ${values.timeout}`)
  return { ...values, timeoutMs }
}
type Options = ReturnType<typeof readOptions>

/**
 *  1 submit · 2 poll at the service's pace · 3 wait for the signed webhook · 4 download · 5 check
 *
 * @returns the lines of the summary
 * @throws SetupError when a step fails or takes too long
 */
async function makeVideo(access: DevelopmentAccess, dataDir: string, options: Options): Promise<string[]> {
  const config = loadConfig(processEnvironment())
  const receiver = await openSignedReceiver(access.webhook_secret)
  try {
    const startedAt = performance.now()
    const submitted = await submit(access, receiver.url, options)
    say(
      `submitted ${submitted.id}: ${submitted.size}, ${submitted.num_frames} frames, seed ${submitted.seed}`,
    )
    for (const { field, requested, used, reason } of submitted.adjustments)
      say(`  ${field}: ${String(requested)} became ${String(used)} (${reason})`)

    const video = await untilEnded(access, submitted, options.timeoutMs)
    if (video.status === 'failed')
      throw new SetupError(`the video failed: ${video.error?.message} (${video.error?.code})`)
    const event = await receiver.eventOf(video.id, WEBHOOK_TIMEOUT_MS)
    if (event.type !== 'video.completed')
      throw new SetupError(`the webhook reports ${event.type} instead of video.completed`)
    say(`webhook ${event.type} received, signature verified (${event.webhookId})`)

    const content = await callApi(access, `/v1/videos/${video.id}/content`)
    const file = path.join(dataDir, 'demo', `${video.id}.mp4`)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, Buffer.from(await content.arrayBuffer()))
    const { ffprobePath } = await findFfmpeg(config)
    const probe = await probeVideo(file, { ffprobePath })
    if (probe.frames !== video.num_frames)
      throw new SetupError(`${file} has ${probe.frames} frames instead of ${video.num_frames}`)
    return [
      `video     ${path.relative(process.cwd(), file)}`,
      `size      ${probe.width}x${probe.height}, ${(probe.sizeBytes / 1000).toFixed(1)} kB, ${probe.codec}`,
      `duration  ${probe.durationSeconds.toFixed(2)} s, ${probe.frames} frames at ${probe.fps} per second`,
      ...PHASES.filter((phase) => video.timings?.[phase] !== undefined).map((phase) =>
        duration(phase, video.timings?.[phase] ?? 0),
      ),
      duration('total', (performance.now() - startedAt) / 1000),
    ]
  } finally {
    await receiver.close()
  }
}

const duration = (name: string, seconds: number): string =>
  `${name.padEnd(13)} ${seconds.toFixed(2).padStart(7)} s`

async function submit(access: DevelopmentAccess, webhookUrl: string, options: Options): Promise<Video> {
  const { image, prompt, model, size, seconds, steps, seed } = options
  const bytes = await readFile(image).catch((error: unknown) => {
    throw new SetupError(`--image ${image} cannot be read (${systemErrorCode(error)})`)
  })
  const form = new FormData()
  const fields = { prompt, model, size, seconds, webhook_url: webhookUrl, num_inference_steps: steps, seed }
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, value)
  form.set('input_reference', new Blob([bytes]), path.basename(image))
  const response = await callApi(access, '/v1/videos', { method: 'POST', body: form })
  return (await response.json()) as Video
}

async function untilEnded(access: DevelopmentAccess, submitted: Video, timeoutMs: number): Promise<Video> {
  const deadline = performance.now() + timeoutMs
  const progress = showProgress()
  try {
    for (;;) {
      const response = await callApi(access, `/v1/videos/${submitted.id}`)
      const video = (await response.json()) as Video
      progress.update(video)
      if (video.status === 'completed' || video.status === 'failed') return video
      if (performance.now() > deadline)
        throw new SetupError(
          `${video.id} has not finished after ${timeoutMs / 1000} s (${video.status}, ${video.phase}): raise --timeout`,
        )
      const asked = Number(response.headers.get('openai-poll-after-ms'))
      await sleep(asked > 0 ? Math.min(asked, LONGEST_POLL_MS) : 1000)
    }
  } finally {
    progress.stop()
  }
}

async function main(): Promise<void> {
  const options = readOptions()
  if (options.help) return void process.stdout.write(HELP)
  const { dataDir } = loadConfig(processEnvironment())
  const service = await findOrStartService(path.resolve(dataDir), say)
  // The terminal and npm each send a signal; the second stop has no effect.
  const interrupt = (): void => void service.stop().finally(() => process.exit(130))
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  try {
    for (const line of await makeVideo(service.access, path.resolve(dataDir), options)) say(line)
  } finally {
    await service.stop()
  }
}

await main().then(
  () => process.exit(0),
  (error: unknown) => {
    const misused = systemErrorCode(error)?.startsWith('ERR_PARSE_ARGS') && error instanceof Error
    console.error(`demo: ${misused ? error.message : describeError(error)}`)
    process.exit(1)
  },
)
