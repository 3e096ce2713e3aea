import { useEffect } from 'preact/hooks'
import type { Video } from '#console/live/videos.ts'
import { useConsole, useVideo } from '#console/parts/context.ts'
import { Act, Age, Empty } from '#console/parts/controls.ts'
import { html } from '#console/parts/html.ts'
import { Status } from '#console/parts/status.ts'
import { FollowUp, Fold } from '#console/watch/follow-up.ts'
import { Stage } from '#console/watch/stage.ts'
import { Deliveries } from './deliveries.ts'
import { Parameters } from './parameters.ts'
import { Previews } from './previews.ts'
import { Timeline } from './timeline.ts'
import { Timings } from './timings.ts'

/** Everything about one video. */
export function OneVideo({ id }: { id: string }) {
  const { live, user, router, notes } = useConsole()
  const video = useVideo(id)
  useEffect(() => void live.refresh(id), [id])
  if (video === undefined) return html`<p class="hint">Reading…</p>`
  if (video === null)
    return html`<${Empty} title="There is no such video">
      <p>It was deleted, or it belongs to another tenant. <a href="#/videos">All videos</a></p>
    <//>`
  const isEnded = video.status === 'completed' || video.status === 'failed'
  const remove = async (): Promise<void> => {
    await user.api.call(`v1/videos/${id}`, { method: 'DELETE' })
    notes.say('Deleted.')
    router.go('#/videos')
  }
  return html`
    <article class="one">
      <div class="head">
        <a class="back" href="#/videos">Videos</a>
        <h1>${video.prompt}</h1>
        <${Status} video=${video} />
      </div>
      <div class="one-columns">
        <div class="one-main">
          <${Stage} video=${video} backdrop=${null} />
          <div class="under-stage">
            <p class="facts">${video.id} · made <${Age} at=${video.created_at} /> ago${originOf(video)}</p>
            ${isEnded && html`<${FollowUp} video=${video} />`}
          </div>
          <${Previews} video=${video} />
          <${Timeline} video=${video} />
          <${Deliveries} video=${video} />
        </div>
        <div class="one-side">
          <${Timings} video=${video} />
          <${Parameters} video=${video} />
          ${
            video.manifest !== null &&
            html`<${Fold} title="Manifest" text=${JSON.stringify(video.manifest, null, 2)} />`
          }
          <${Fold} title="Raw JSON" text=${JSON.stringify(video, null, 2)} />
          ${
            user.can('videos:write') &&
            html`<div class="actions"><${Act} kind="quiet danger" run=${remove}>Delete this video<//></div>`
          }
        </div>
      </div>
    </article>
  `
}

/** The videos that this one came from. */
function originOf(video: Video) {
  const origins: readonly (readonly [string, string | null])[] = [
    ['remix of', video.remixed_from_video_id],
    ['extends', video.extended_from_video_id],
    ['repeats', video.rerun_of],
    ['result of', video.cached_from],
  ]
  return origins
    .filter(([, id]) => id !== null)
    .map(([word, id]) => html`${' · '}${word} <a href=${`#/videos/${id}`}>${id?.slice(-6)}</a>`)
}
