import { useEffect, useState } from 'preact/hooks'
import type { components } from '#api/openapi.gen.ts'
import type { Video } from '#console/live/videos.ts'
import { useConsole } from '#console/parts/context.ts'
import { Failure, useLoaded } from '#console/parts/controls.ts'
import { duration, moment, timeOfDay } from '#console/parts/format.ts'
import { html } from '#console/parts/html.ts'
import { historyOf } from './history.ts'

type Schemas = components['schemas']

/** What has happened to a video: events, attempts with their engines, and the time between. */
export function Timeline({ video }: { video: Video }) {
  const { user, live } = useConsole()
  const [turn, setTurn] = useState(0)
  useEffect(
    () =>
      live.on((event) => {
        if (event === null || event.data.id === video.id) setTurn((previous) => previous + 1)
      }),
    [video.id],
  )
  const { value, error } = useLoaded(
    `${video.id} ${video.status} ${turn}`,
    async () => {
      const [events, attempts] = await Promise.all([
        user.api.json<Schemas['EventList']>('v1/events', { query: { video_id: video.id, limit: 200 } }),
        user.api.json<Schemas['AttemptList']>(`v1/videos/${video.id}/attempts`),
      ])
      return { events: events.data, attempts: attempts.data }
    },
    // A checkpoint is stored without an event.
    video.status === 'in_progress' ? 5000 : 0,
  )
  if (error !== null && value === undefined) return html`<${Failure} error=${error} />`
  const moments = value === undefined ? [] : historyOf(video, value.events, value.attempts)
  return html`
    <section aria-label="Timeline">
      <h2>Timeline</h2>
      <ol class="timeline">
        ${moments.map((each, index) => {
          const before = moments[index - 1]
          return html`
            <li key=${each.id} class=${`is-${each.kind}`}>
              <span class="timeline-what"
                >${each.what}${each.more !== null && html`<span class="hint timeline-more">${each.more}</span>`}</span
              >
              <span class="hint">${before === undefined ? '' : `+${duration(each.at - before.at)}`}</span>
              <time class="hint" title=${moment(each.at)}>${timeOfDay(each.at)}</time>
            </li>
          `
        })}
      </ol>
    </section>
  `
}
