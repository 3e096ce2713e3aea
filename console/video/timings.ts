import type { Video } from '#console/live/videos.ts'
import { duration, words } from '#console/parts/format.ts'
import { html } from '#console/parts/html.ts'

const ORDER = ['load', 'encode_prompt', 'encode_image', 'denoise', 'decode', 'encode_video', 'upload']
/** A phase that is not known here comes last. */
const placeOf = (phase: string): number => (ORDER.includes(phase) ? ORDER.indexOf(phase) : ORDER.length)

/** The seconds of each phase as bars over one axis, in the order of the run. */
export function Timings({ video }: { video: Video }) {
  if (video.timings === null) return null
  const phases = Object.entries(video.timings).toSorted(([a], [b]) => placeOf(a) - placeOf(b))
  const total = phases.reduce((sum, [, seconds]) => sum + seconds, 0)
  let before = 0
  return html`
    <section aria-label="Time by phase">
      <h2>Time <span class="hint">${duration(total)}</span></h2>
      <dl class="bars">
        ${phases.map(([phase, seconds]) => {
          const [left, width] = [(before / total) * 100, (seconds / total) * 100]
          before += seconds
          return html`
            <dt>${words(phase)}</dt>
            <dd>
              <span class="bar"
                ><span style=${{ marginLeft: `${left}%`, width: `max(2px, ${width}%)` }}></span
              ></span>
              <span class="bar-number">${duration(seconds)}</span>
            </dd>
          `
        })}
      </dl>
    </section>
  `
}
