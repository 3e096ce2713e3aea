import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '#core/config/config.ts'
import { PHASES } from '#core/task/run.ts'
import type { DevelopmentAccess } from '#infra/dev/service/development-tenant.ts'
import { SetupError } from '#infra/dev/setup-error.ts'
import { findFfmpeg } from '#worker/media/ffmpeg.ts'
import { probeVideo } from '#worker/media/probe.ts'
import { callApi, type Video } from './api.ts'
import { consoleLink } from './console-link.ts'
import type { DemoImage } from './files.ts'
import type { DemoOptions } from './options.ts'
import { openPreviewFile } from './previews.ts'
import { showProgress } from './progress.ts'
import { openSignedReceiver } from './receiver.ts'
import { submitVideo } from './submit.ts'

/** The first delivery attempt follows the end within a second, the second one 5 s later. */
const WEBHOOK_TIMEOUT_MS = 30_000
const LONGEST_POLL_MS = 20_000

/** What the demo model can and cannot do. */
const ABOUT: Readonly<Record<string, string>> = {
  'wan-demo':
    'wan-demo is a small model: night and fog come over a sharp picture; while the camera moves, it is soft.',
}

/**
 *  1 submit · 2 poll at the service's pace, with previews · 3 wait for the signed webhook ·
 *  4 download · 5 check
 *
 * @returns the lines of the summary
 * @throws SetupError when a step fails or takes too long
 */
export async function makeVideo(
  access: DevelopmentAccess,
  config: Config,
  options: DemoOptions,
  image: DemoImage | null,
  say: (line: string) => void,
): Promise<string[]> {
  const receiver = await openSignedReceiver(access.webhook_secret)
  try {
    const startedAt = performance.now()
    say(`asking for "${options.prompt}" of ${options.image === null ? 'no picture' : shown(options.image)}`)
    const submitted = await submitVideo(access, receiver.url, options, image)
    const { id, model, size, num_frames: frames, seed } = submitted
    say(`submitted ${id}: ${model}, ${size}, ${frames} frames, seed ${seed}`)
    for (const { field, requested, used, reason } of submitted.adjustments)
      say(`  ${field}: ${String(requested)} became ${String(used)} (${reason})`)

    const link = await consoleLink(access, id)
    if (link !== null) say(`watch it come (this link signs you in once): ${link}`)

    const stem = path.join(options.out, `${slugOf(options.prompt)}-${id.slice(-6)}`)
    const previews = `${stem}-preview.webp`
    say(`while it runs, its latest preview is ${shown(previews)}`)
    const video = await untilEnded(access, submitted, previews, options.timeoutMs)
    if (video.status === 'failed')
      throw new SetupError(`the video failed: ${video.error?.message} (${video.error?.code})`)
    const event = await receiver.eventOf(video.id, WEBHOOK_TIMEOUT_MS)
    if (event.type !== 'video.completed')
      throw new SetupError(`the webhook reports ${event.type} instead of video.completed`)
    say(`webhook ${event.type} received, signature verified (${event.webhookId})`)

    const content = await callApi(access, `/v1/videos/${video.id}/content`)
    const file = `${stem}.mp4`
    await writeFile(file, Buffer.from(await content.arrayBuffer()))
    const { ffprobePath } = await findFfmpeg(config)
    const probe = await probeVideo(file, { ffprobePath })
    if (probe.frames !== video.num_frames)
      throw new SetupError(`${file} has ${probe.frames} frames instead of ${video.num_frames}`)
    return [
      `size          ${probe.width}x${probe.height}, ${(probe.sizeBytes / 1000).toFixed(1)} kB, ${probe.codec}`,
      `duration      ${probe.durationSeconds.toFixed(2)} s, ${probe.frames} frames at ${probe.fps} per second`,
      ...PHASES.filter((phase) => video.timings?.[phase] !== undefined).map((phase) =>
        duration(phase, video.timings?.[phase] ?? 0),
      ),
      duration('total', (performance.now() - startedAt) / 1000),
      ...(ABOUT[model] === undefined ? [] : [ABOUT[model]]),
      'something else: npm run demo -- --prompt "Fog rolls in." --image my.jpg --size 480x288 (or --help)',
      `video         ${shown(file)}`,
    ]
  } finally {
    await receiver.close()
  }
}

const duration = (name: string, seconds: number): string =>
  `${name.padEnd(13)} ${seconds.toFixed(2).padStart(6)} s`

/** A path as the reader would type it here. */
function shown(file: string): string {
  const relative = path.relative(process.cwd(), file)
  return relative.startsWith('..') ? file : relative
}

/** The words of a prompt as a file name; `video` where they have no Latin letters. */
const slugOf = (prompt: string): string =>
  prompt
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .slice(0, 8)
    .join('-')
    .slice(0, 50) || 'video'

async function untilEnded(
  access: DevelopmentAccess,
  submitted: Video,
  previewFile: string,
  timeoutMs: number,
): Promise<Video> {
  const deadline = performance.now() + timeoutMs
  const preview = openPreviewFile(access, previewFile)
  const progress = showProgress()
  try {
    for (;;) {
      const response = await callApi(access, `/v1/videos/${submitted.id}`)
      const video = (await response.json()) as Video
      await preview.follow(video)
      progress.update(video, preview.count)
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
    await rm(previewFile, { force: true })
  }
}
