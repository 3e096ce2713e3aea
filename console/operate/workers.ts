import type { components } from '#api/openapi.gen.ts'
import { bytes, duration, shortId } from '#console/parts/format.ts'
import { classes, html } from '#console/parts/html.ts'

type Operations = components['schemas']['Operations']
type Worker = Operations['workers'][number]
type Engine = Worker['engines'][number]

/** Worker processes and their engines: one row an engine, with what it does now. */
export const Workers = ({ now }: { now: Operations }) => html`
  <section class="workers" aria-label="Workers">
    <h2>Workers</h2>
    ${
      now.workers.length === 0
        ? html`<p class="hint">No worker was seen for an hour. Start one:</p>
            <pre tabindex="0">npm run worker</pre>`
        : html`<table class="plain-table">
            <thead>
              <tr>
                <th>Host</th>
                <th>Engine</th>
                <th>Does</th>
                <th class="wide">Model</th>
                <th class="number" title="Seconds of the latest step">Step</th>
                <th class="number wide" title="Memory of the machine that its process holds">Memory</th>
                <th class="number">Seen</th>
              </tr>
            </thead>
            <tbody>
              ${now.workers.flatMap((worker) =>
                (worker.engines.length === 0 ? [null] : worker.engines).map(
                  (engine, index) => html`
                    <tr key=${`${worker.id} ${index}`} class=${classes(!worker.alive && 'is-gone')}>
                      <td>${index === 0 && html`<${Host} worker=${worker} at=${now.at} />`}</td>
                      <td title=${engine?.device_class ?? ''}>${engine?.name ?? 'none'}</td>
                      <td>${doesOf(now, worker, engine)}</td>
                      <td class="wide">${engine?.model ?? html`<span class="hint">${worker.models.join(', ')}</span>`}</td>
                      <td class="number">${numberOf(engine?.step_seconds, duration)}</td>
                      <td class="number wide">${numberOf(engine?.resident_bytes, bytes)}</td>
                      <td class="number">
                        ${index === 0 ? duration(Math.max(0, now.at - worker.last_seen_at)) : ''}
                      </td>
                    </tr>
                  `,
                ),
              )}
            </tbody>
          </table>`
    }
  </section>
`

const Host = ({ worker, at }: { worker: Worker; at: number }) => html`
  <span class=${worker.alive ? 'dot is-live' : 'dot'}></span>
  <span title=${`${worker.id}, up ${duration(Math.max(0, at - worker.started_at))}`}>${worker.host}</span
  ><span class="visually-hidden">${worker.alive ? ', alive' : ', silent'}</span>
`

const numberOf = (value: number | null | undefined, text: (value: number) => string): string =>
  value === null || value === undefined ? '–' : text(value)

/** The video that an engine makes, or why it makes none. */
function doesOf(now: Operations, worker: Worker, engine: Engine | null) {
  if (!worker.alive) return 'silent'
  const fault = engine?.fault ?? worker.paused_reason
  if (fault !== null) return html`<span class="fault">${fault}</span>`
  const running = now.running.find((each) => each.worker_id === worker.id && each.engine === engine?.name)
  return running === undefined
    ? html`<span class="hint">idle</span>`
    : html`<span title=${running.video_id}
        >${shortId(running.video_id)} · step ${running.step} of ${running.steps}</span
      >`
}
