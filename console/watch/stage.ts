import { useEffect, useState } from 'preact/hooks'
import type { Video } from '#console/live/videos.ts'
import { useConsole } from '#console/parts/context.ts'
import { Act } from '#console/parts/controls.ts'
import { duration, ordinal, words } from '#console/parts/format.ts'
import { html } from '#console/parts/html.ts'
import { textOf } from '#console/parts/notes.ts'
import { Progress, Status, statusOf } from '#console/parts/status.ts'
import { Player } from './player.ts'

/** A video in its place: what is seen of it now, from its first preview to the player. */
export function Stage({ video, backdrop }: { video: Video; backdrop: string | null }) {
  const [width, height] = video.size.split('x')
  const content =
    video.status === 'completed'
      ? html`<${Finished} video=${video} />`
      : html`<${Unfinished} video=${video} backdrop=${backdrop} />`
  return html`<div class="stage" style=${{ '--shape': `${width} / ${height}` }}>${content}</div>`
}

/** The addresses of the clip and its poster; undefined until they are there. */
function useFile(video: Video, variant: 'video' | 'thumbnail'): { url: string | undefined; error: unknown } {
  const { media } = useConsole()
  const [state, setState] = useState<{ url: string | undefined; error: unknown }>({
    url: undefined,
    error: null,
  })
  useEffect(() => {
    let isCurrent = true
    media.url(video.id, variant).then(
      (url) => isCurrent && setState({ url, error: null }),
      (error: unknown) => isCurrent && setState({ url: undefined, error }),
    )
    return () => {
      isCurrent = false
    }
    // Asked again when the files are gone: the API says so.
  }, [video.id, variant, video.urls === null])
  return state
}

function Finished({ video }: { video: Video }) {
  const clip = useFile(video, 'video')
  const poster = useFile(video, 'thumbnail')
  if (clip.error !== null)
    return html`<div class="screen is-message"><p role="alert">${textOf(clip.error)}</p></div>`
  if (clip.url === undefined)
    return html`<div class="screen">
      ${poster.url !== undefined && html`<img src=${poster.url} alt="" />`}
    </div>`
  return html`<${Player}
    src=${clip.url}
    poster=${poster.url ?? null}
    frames=${video.num_frames}
    fps=${video.fps}
    label=${video.prompt ?? 'Video'}
  />`
}

function Unfinished({ video, backdrop }: { video: Video; backdrop: string | null }) {
  const { live, media, user } = useConsole()
  const [preview, setPreview] = useState<string | null>(null)
  const step = live.previewStep(video.id).value
  useEffect(() => {
    if (step === null && video.preview_url === null) return
    let isCurrent = true
    media.url(video.id, 'preview', step ?? video.step).then(
      (url) => isCurrent && setPreview(url),
      () => undefined,
    )
    return () => {
      isCurrent = false
    }
  }, [video.id, step, video.preview_url !== null])
  const shown = preview ?? backdrop
  const status = statusOf(video)
  const isEnded = video.status === 'failed'
  return html`
    <div class=${`screen ${isEnded ? 'is-ended' : 'is-waiting'}`}>
      ${
        shown !== null &&
        html`<img
          src=${shown}
          alt=${preview === null ? '' : 'Latest preview'}
          class=${preview === null ? 'is-backdrop' : 'is-preview'}
        />`
      }
    </div>
    <div class="run" aria-live="polite">
      <div class="run-line">
        <${Status} video=${video} />
        <span class="run-text">${lineOf(video)}</span>
        ${
          (status === 'queued' || status === 'running') &&
          user.can('videos:write') &&
          html`<${Act}
            kind="quiet"
            icon="close"
            run=${async () => {
              live.take([await user.api.json<Video>(`v1/videos/${video.id}/cancel`, { method: 'POST' })])
            }}
            >Cancel<//
          >`
        }
      </div>
      ${isEnded ? null : html`<${Progress} video=${video} />`}
    </div>
  `
}

/** What a running or ended video is doing, in one line. */
function lineOf(video: Video): string {
  if (video.error !== null) return `${video.error.message} (${video.error.code})`
  if (video.status === 'queued') {
    const place = video.queue_position === null ? '' : `${ordinal(video.queue_position)} in line`
    const reason = video.queue_reason === null ? '' : 'waits for another video of this tenant'
    return [place, reason, etaOf(video)].filter((part) => part !== '').join(' · ')
  }
  const step = video.phase === 'denoise' ? ` ${video.step} of ${video.steps}` : ''
  return [`${words(video.phase ?? 'starting')}${step}`, `${video.progress} %`, etaOf(video)]
    .filter((part) => part !== '')
    .join(' · ')
}

const etaOf = ({ eta_seconds: seconds }: Video): string =>
  seconds === null ? '' : `${duration(seconds)} left`
