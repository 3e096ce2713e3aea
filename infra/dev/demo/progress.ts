import cliProgress from 'cli-progress'
import type { Video } from './api.ts'

export interface ProgressDisplay {
  /** @param previews how many previews were saved so far */
  update(video: Video, previews: number): void
  stop(): void
}

/** A bar on a terminal; elsewhere a line per change of phase, step preview or queue position. */
export function showProgress(): ProgressDisplay {
  return process.stdout.isTTY ? bar() : lines()
}

function bar(): ProgressDisplay {
  const single = new cliProgress.SingleBar(
    {
      format: '{bar} {percentage}% | {state}',
      stream: process.stdout,
      hideCursor: true,
      barsize: 30,
      gracefulExit: false,
    },
    cliProgress.Presets.shades_classic,
  )
  single.start(100, 0, { state: 'queued' })
  return {
    update: (video, previews) => single.update(video.progress, { state: describe(video, previews) }),
    stop: () => single.stop(),
  }
}

function lines(): ProgressDisplay {
  let latest = ''
  return {
    update(video, previews) {
      const { status, phase, step, queue_position: position } = video
      const state = [status, phase, step, position, previews].join()
      if (state !== latest)
        console.log(`${String(video.progress).padStart(3)}% | ${describe(video, previews)}`)
      latest = state
    },
    stop: () => {},
  }
}

function describe(video: Video, previews: number): string {
  const eta = video.eta_seconds === null ? '' : `, ${video.eta_seconds} s left`
  if (video.status === 'queued') return `queued, position ${video.queue_position ?? '?'}${eta}`
  if (video.status !== 'in_progress') return video.status
  const preview = previews === 0 ? '' : `, preview ${previews}`
  return `${video.phase ?? 'starting'}, step ${video.step}/${video.steps}${preview}${eta}`
}
