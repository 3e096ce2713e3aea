import type { Video } from '#console/live/videos.ts'
import { words } from '#console/parts/format.ts'
import { html } from '#console/parts/html.ts'

const SHOWN = [
  'model',
  'size',
  'num_frames',
  'fps',
  'seconds',
  'seed',
  'num_inference_steps',
  'guidance_scale',
  'guidance_scale_2',
  'flow_shift',
  'scheduler',
  'schedule',
  'boundary_ratio',
  'easy_cache',
  'negative_prompt',
  'attempts',
  'webhook_url',
] as const

/** The values in use; those that differ from what was asked say why. */
export function Parameters({ video }: { video: Video }) {
  const inputs = video.manifest?.inputs
  const rows = SHOWN.filter((name) => video[name] !== null && video[name] !== '')
  return html`
    <section aria-label="Parameters">
      <h2>Parameters</h2>
      <dl class="facts-list">
        ${rows.map((name) => {
          const adjusted = video.adjustments.filter(({ field }) => field === name)
          return html`
            <dt>${words(name)}</dt>
            <dd>
              ${String(video[name])}
              ${adjusted.map(
                (each) =>
                  html`<p class="adjustment">instead of ${String(each.requested)}: ${each.reason}</p>`,
              )}
            </dd>
          `
        })}
        ${
          video.loras.length > 0 &&
          html`<dt>LoRAs</dt>
            <dd>${video.loras.map(strengthsOf).join('; ')}</dd>`
        }
        ${Object.entries(video.metadata).map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd>${value}</dd>`,
        )}
        ${
          inputs !== undefined &&
          Object.entries(inputs)
            .filter(([, digest]) => digest !== null)
            .map(
              ([name, digest]) =>
                html`<dt>${words(name)}</dt>
                  <dd class="digest" title=${digest}>sha256 ${String(digest).slice(0, 12)}…</dd>`,
            )
        }
      </dl>
      ${video.adjustments
        .filter(({ field }) => !(SHOWN as readonly string[]).includes(field))
        .map(
          (each) =>
            html`<p class="adjustment">
              ${each.field}: ${String(each.requested)} → ${String(each.used)}. ${each.reason}
            </p>`,
        )}
    </section>
  `
}

/** `ink × 0.8`, or `ink × 0.8, 0.5` of a model with two transformers. */
const strengthsOf = ({ name, strength, strength_2: second }: Video['loras'][number]): string =>
  `${name} × ${second === null ? strength : `${strength}, ${second}`}`
