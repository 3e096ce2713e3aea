import type { components } from '#api/openapi.gen.ts'
import type { Video } from '#console/live/videos.ts'
import { useConsole } from '#console/parts/context.ts'
import { useLoaded } from '#console/parts/controls.ts'
import { html } from '#console/parts/html.ts'
import { AttemptTable } from '#console/webhooks/attempt-table.ts'

type AttemptList = components['schemas']['WebhookAttemptList']

/** The webhooks of a video, try by try. Nothing is shown where none was sent. */
export function Deliveries({ video }: { video: Video }) {
  const { user } = useConsole()
  const attempts = useLoaded(`${video.id} ${video.status}`, () =>
    user.api.json<AttemptList>(`v1/videos/${video.id}/webhook_attempts`),
  )
  const data = attempts.value?.data ?? []
  if (data.length === 0) return null
  return html`
    <section aria-label="Webhooks">
      <h2>Webhooks</h2>
      <${AttemptTable} attempts=${data} reload=${attempts.reload} />
    </section>
  `
}
