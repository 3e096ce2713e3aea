import type { components } from '#api/openapi.gen.ts'
import { bytes, duration } from '#console/parts/format.ts'
import { classes, html } from '#console/parts/html.ts'

type Schemas = components['schemas']

/** The state of the service in one line of numbers. */
export function Figures({ now, past }: { now: Schemas['Operations']; past: Schemas['Statistics'] }) {
  const sum = (name: 'completed' | 'failed' | 'cancelled' | 'engine_seconds'): number =>
    past.series.reduce((total, each) => total + each[name], 0)
  const engines = now.workers
    .filter(({ alive }) => alive)
    .reduce((total, each) => total + each.engines.length, 0)
  const queued = now.queue.reduce((total, each) => total + each.queued, 0)
  const oldest = Math.min(...now.queue.flatMap(({ oldest_queued_at: at }) => (at === null ? [] : [at])))
  const [completed, failed] = [sum('completed'), sum('failed')]
  const { webhooks, storage } = past
  const figures: readonly (readonly [string, string, string, boolean?])[] = [
    ['Engines', String(engines), `${now.running.length} running`, engines === 0],
    [
      'Queued',
      String(queued),
      Number.isFinite(oldest) ? `oldest ${duration(now.at - oldest)}` : 'nothing waits',
    ],
    ['Completed', String(completed), `${duration(sum('engine_seconds'))} of engines`],
    [
      'Success',
      completed + failed === 0 ? '–' : `${Math.round((completed / (completed + failed)) * 100)} %`,
      failed === 0 ? 'no failure' : `${failed} failed`,
      failed > completed,
    ],
    [
      'Webhooks',
      webhooks.attempts === 0
        ? '–'
        : `${Math.round(((webhooks.attempts - webhooks.failed_attempts) / webhooks.attempts) * 100)} %`,
      webhooks.pending > 0 ? `${webhooks.pending} pending` : `${webhooks.attempts} tries`,
      webhooks.paused_destinations + webhooks.disabled_endpoints > 0,
    ],
    [
      'Stored',
      bytes(storage.video_bytes + storage.file_bytes),
      `${storage.expiring_within_day} expire within a day`,
    ],
  ]
  return html`
    <dl class="figures">
      ${figures.map(
        ([name, value, more, isBad]) => html`
          <div class=${classes('figure', isBad === true && 'is-bad')}>
            <dt>${name}</dt>
            <dd class="figure-value">${value}</dd>
            <dd class="hint">${more}</dd>
          </div>
        `,
      )}
    </dl>
  `
}
