import type { Video } from '#console/live/videos.ts'
import { classes, html } from './html.ts'

/** What a person calls the state: a cancelled video is no failure. */
export function statusOf(video: Pick<Video, 'status' | 'error' | 'cancel_requested_at'>): string {
  if (video.status === 'failed')
    return video.error !== null &&
      ['cancelled', 'deadline_exceeded', 'start_timeout'].includes(video.error.code)
      ? 'cancelled'
      : 'failed'
  if (video.status === 'in_progress') return video.cancel_requested_at === null ? 'running' : 'stopping'
  return video.status
}

export const Status = ({ video }: { video: Video }) => {
  const status = statusOf(video)
  return html`<span class=${classes('status', `is-${status}`)}>${status}</span>`
}

/** The share that is done, with its number for readers. */
export const Progress = ({ video }: { video: Video }) => html`
  <div
    class="progress"
    role="progressbar"
    aria-label="Progress"
    aria-valuemin="0"
    aria-valuemax="100"
    aria-valuenow=${video.progress}
  >
    <div style=${{ transform: `scaleX(${video.progress / 100})` }}></div>
  </div>
`
