import cliProgress from 'cli-progress'
import type { Video } from './api.ts'

export interface ProgressDisplay {
  update(video: Video): void
  stop(): void
}

/** A bar on a terminal; elsewhere a line per change of phase, step or queue position. */
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
    update: (video) => single.update(video.progress, { state: describe(video) }),
    stop: () => single.stop(),
  }
}

function lines(): ProgressDisplay {
  let latest = ''
  return {
    update(video) {
      const { status, phase, step, queue_position: position } = video
      const state = [status, phase, step, position].join()
      if (state !== latest) console.log(`${String(video.progress).padStart(3)}% | ${describe(video)}`)
      latest = state
    },
    stop: () => {},
  }
}

function describe(video: Video): string {
  const eta = video.eta_seconds === null ? '' : `, ${video.eta_seconds} s left`
  if (video.status === 'queued') return `queued, position ${video.queue_position ?? '?'}${eta}`
  if (video.status !== 'in_progress') return video.status
  return `${video.phase ?? 'starting'}, step ${video.step}/${video.steps}${eta}`
}
