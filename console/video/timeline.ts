import { useEffect, useState } from 'preact/hooks'
import type { components } from '#api/openapi.gen.ts'
import type { Video } from '#console/live/videos.ts'
import { useConsole } from '#console/parts/context.ts'
import { Failure, useLoaded } from '#console/parts/controls.ts'
import { duration, moment, timeOfDay } from '#console/parts/format.ts'
import { classes, html } from '#console/parts/html.ts'

type EventList = components['schemas']['EventList']

/** What has happened to a video, with the attempts and the time between events. */
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
  const { value, error } = useLoaded(`${video.id} ${turn}`, () =>
    user.api.json<EventList>('v1/events', { query: { video_id: video.id, limit: 200 } }),
  )
  if (error !== null && value === undefined) return html`<${Failure} error=${error} />`
  let attempt = 0
  const events = (value?.data ?? []).map((event, index, all) => {
    if (event.type === 'video.started') attempt++
    const before = all[index - 1]
    return {
      event,
      attempt,
      afterSeconds: before === undefined ? null : event.created_at - before.created_at,
    }
  })
  return html`
    <section aria-label="Timeline">
      <h2>Timeline</h2>
      <ol class="timeline">
        ${events.map(
          (each) => html`
            <li key=${each.event.id} class=${classes(`is-${each.event.type.split('.')[1] ?? ''}`)}>
              <span class="timeline-what">${sentenceOf(each.event.type, each.attempt, video)}</span>
              <span class="hint">${each.afterSeconds === null ? '' : `+${duration(each.afterSeconds)}`}</span>
              <time class="hint" title=${moment(each.event.created_at)}
                >${timeOfDay(each.event.created_at)}</time
              >
            </li>
          `,
        )}
      </ol>
    </section>
  `
}

function sentenceOf(type: string, attempt: number, video: Video): string {
  const sentences: Readonly<Record<string, string>> = {
    'video.queued': 'Queued',
    'video.started': `Attempt ${attempt} started`,
    'video.retrying': `Attempt ${attempt} failed; queued again`,
    'video.released': `The worker of attempt ${attempt} stopped; queued again`,
    'video.completed':
      video.manifest === null
        ? 'Completed'
        : `Completed on ${video.manifest.device_class}${
            (video.manifest.resumed_from_step ?? 0) > 0
              ? `, resumed from step ${video.manifest.resumed_from_step}`
              : ''
          }`,
    'video.failed': `Failed: ${video.error?.message ?? ''}`,
    'video.cancelled': `Cancelled: ${video.error?.message ?? ''}`,
    'video.expired': 'Its files were deleted',
    'video.deleted': 'Deleted',
  }
  return sentences[type] ?? type
}
