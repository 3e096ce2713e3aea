import type { components } from '#api/openapi.gen.ts'
import { duration, words } from '#console/parts/format.ts'
import { html } from '#console/parts/html.ts'

type Operations = components['schemas']['Operations']

/** What runs at this moment, of all tenants. */
export const Running = ({ running }: { running: Operations['running'] }) => html`
  <section aria-label="Running">
    <h2>Running</h2>
    ${
      running.length === 0
        ? html`<p class="hint">Nothing runs. A video starts here as soon as an engine is free for it.</p>`
        : html`<ul class="running">
            ${running.map(
              (each) => html`
                <li key=${each.video_id}>
                  <div class="running-line">
                    <span>${each.model}</span>
                    <span class="hint">${`${each.size.replace('x', '×')}, ${each.num_frames} frames`}</span>
                    <span class="hint push">${each.tenant_id}</span>
                  </div>
                  <div
                    class="progress"
                    role="progressbar"
                    aria-label=${`Steps of ${each.video_id}`}
                    aria-valuemin="0"
                    aria-valuemax=${each.steps}
                    aria-valuenow=${each.step}
                  >
                    <div
                      style=${{ transform: `scaleX(${each.steps === 0 ? 0 : each.step / each.steps})` }}
                    ></div>
                  </div>
                  <div class="running-line hint">
                    <span>${stepOf(each)}</span>
                    <span class="push"
                      >${each.eta_seconds === null ? '' : `${duration(each.eta_seconds)} left`}</span
                    >
                  </div>
                </li>
              `,
            )}
          </ul>`
    }
  </section>
`

const stepOf = (each: Operations['running'][number]): string =>
  `${words(each.phase ?? 'starting')} · step ${each.step} of ${each.steps}` +
  (each.attempt > 1 ? ` · attempt ${each.attempt}` : '')

/** What waits, by tenant and model, and the background jobs. */
export const Queue = ({
  queue,
  jobs,
  at,
}: {
  queue: Operations['queue']
  jobs: Operations['jobs']
  at: number
}) => html`
  <section aria-label="Queue">
    <h2>Queue</h2>
    ${
      queue.length === 0
        ? html`<p class="hint">Nothing waits.</p>`
        : html`<table class="plain-table">
            <thead>
              <tr>
                <th>Tenant</th>
                <th>Model</th>
                <th class="number">Queued</th>
                <th class="number">Running</th>
                <th class="number">Oldest</th>
              </tr>
            </thead>
            <tbody>
              ${queue.map(
                (each) => html`
                  <tr key=${`${each.tenant_id} ${each.model}`}>
                    <td>${each.tenant_id}</td>
                    <td>${each.model}</td>
                    <td class="number">${each.queued}</td>
                    <td class="number">${each.running}</td>
                    <td class="number">
                      ${each.oldest_queued_at === null ? '' : duration(at - each.oldest_queued_at)}
                    </td>
                  </tr>
                `,
              )}
            </tbody>
          </table>`
    }
    <p class="hint">
      ${`Jobs: ${jobs.map((each) => `${each.name} ${each.waiting} waiting, ${each.active} active`).join(' · ')}`}
    </p>
  </section>
`

/** How long runs take, by model. */
export const Models = ({ models }: { models: components['schemas']['Statistics']['models'] }) => html`
  <section aria-label="Models">
    <h2>Models</h2>
    ${
      models.length === 0
        ? html`<p class="hint">No run was completed in this time.</p>`
        : html`<table class="plain-table">
            <thead>
              <tr>
                <th>Model</th>
                <th class="number">Runs</th>
                <th class="number">Mean</th>
                <th class="number">p95</th>
                <th class="number">Wait</th>
              </tr>
            </thead>
            <tbody>
              ${models.map(
                (each) => html`
                  <tr key=${each.model}>
                    <td>${each.model}</td>
                    <td class="number">${each.runs}</td>
                    <td class="number">${duration(each.mean_seconds)}</td>
                    <td class="number">${duration(each.p95_seconds)}</td>
                    <td class="number">${duration(each.mean_wait_seconds)}</td>
                  </tr>
                `,
              )}
            </tbody>
          </table>`
    }
  </section>
`
