import { useConsole } from '#console/parts/context.ts'
import { Act } from '#console/parts/controls.ts'
import { html } from '#console/parts/html.ts'
import { takeImage } from './images.ts'
import type { Draft, InputImage } from './request.ts'

/** What a person who has no picture at hand can begin with. */
const PROMPTS = [
  'The camera slowly zooms in.',
  'The camera pans left.',
  'Night falls over the scene.',
  'Fog rolls in.',
]

/** The middle of the screen before the first run: the picked image, or one to try. */
export function Welcome(props: { image: InputImage | null; change: (patch: Partial<Draft>) => void }) {
  const { user } = useConsole()
  const sample = import.meta.resolve('#console/pictures/cup.webp')
  const begin = async (prompt: string): Promise<void> => {
    const bytes = await (await fetch(sample)).blob()
    const first = await takeImage(user, new File([bytes], 'cup.webp', { type: 'image/webp' }))
    props.change({ first, values: { prompt } })
  }
  const shown = props.image?.shown ?? null
  return html`
    <div class="stage">
      <div class=${`screen ${shown === null ? 'is-sample' : ''}`}>
        <img
          src=${shown ?? sample}
          alt=${shown === null ? 'A cup of coffee from above' : 'The picked image'}
        />
      </div>
      <div class="under-stage">
        <h1 class="welcome-title">A picture and a sentence make a video.</h1>
        <p class="welcome-text">
          ${
            shown === null
              ? 'Drop a picture anywhere on the well, or begin with this cup and one of these sentences.'
              : 'Say what happens in it, then make the video.'
          }
        </p>
        ${
          shown === null &&
          user.can('videos:write') &&
          html`<div class="actions">
            ${PROMPTS.map((prompt) => html`<${Act} kind="quiet chip" run=${() => begin(prompt)}>${prompt}<//>`)}
          </div>`
        }
      </div>
    </div>
  `
}
