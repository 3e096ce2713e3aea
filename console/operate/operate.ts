import { useState } from 'preact/hooks'
import type { components } from '#api/openapi.gen.ts'
import { useConsole } from '#console/parts/context.ts'
import { Failure, useLoaded } from '#console/parts/controls.ts'
import { html } from '#console/parts/html.ts'
import { Figures } from './figures.ts'
import { Models, Queue, Running } from './now.ts'
import { Tenants } from './tenants.ts'
import { ThroughputChart } from './throughput-chart.ts'
import { Workers } from './workers.ts'

type Schemas = components['schemas']

/** How far back the figures look. */
const SPANS = [
  ['1', 'hour'],
  ['24', 'day'],
  ['168', 'week'],
  ['720', 'month'],
] as const

/** The screen that an operator keeps open. */
export function Operate() {
  const { user } = useConsole()
  const [hours, setHours] = useState('24')
  const now = useLoaded('now', () => user.api.json<Schemas['Operations']>('admin/operations'), 2000)
  const past = useLoaded(
    `past ${hours}`,
    () => user.api.json<Schemas['Statistics']>('admin/statistics', { query: { hours } }),
    15_000,
  )
  return html`
    <div class="operate">
      <div class="head">
        <h1>Operate</h1>
        <div class="tabs" role="group" aria-label="Time looked at">
          ${SPANS.map(
            ([value, name]) =>
              html`<button aria-pressed=${value === hours} onClick=${() => setHours(value)}>${name}</button>`,
          )}
        </div>
      </div>
      ${now.error !== null && html`<${Failure} error=${now.error} />`}
      ${past.error !== null && html`<${Failure} error=${past.error} />`}
      ${now.value !== undefined && past.value !== undefined && html`<${Figures} now=${now.value} past=${past.value} />`}
      <div class="operate-columns">
        ${now.value !== undefined && html`<${Running} running=${now.value.running} />`}
        ${now.value !== undefined && html`<${Workers} now=${now.value} />`}
        ${past.value !== undefined && html`<${ThroughputChart} past=${past.value} />`}
        <div class="operate-stack">
          ${past.value !== undefined && html`<${Models} models=${past.value.models} />`}
          ${now.value !== undefined && html`<${Queue} queue=${now.value.queue} jobs=${now.value.jobs} at=${now.value.at} />`}
        </div>
        <${Tenants} />
      </div>
    </div>
  `
}
