import { useState } from 'preact/hooks'
import type { Video } from '#console/live/videos.ts'
import { useConsole } from '#console/parts/context.ts'
import { Act, Copy } from '#console/parts/controls.ts'
import { html } from '#console/parts/html.ts'
import { Icon } from '#console/parts/icon.ts'

/** What can be done with a finished video: keep it, share it, or make another one of it. */
export function FollowUp(props: { video: Video; again?: (() => Promise<unknown>) | null }) {
  const { user, media, live, router, notes } = useConsole()
  const { video } = props
  const [asks, setAsks] = useState<'remix' | 'extend' | null>(null)
  const isFinished = video.status === 'completed' && video.urls !== null
  const mayWrite = user.can('videos:write')

  const download = async (): Promise<void> => {
    const link = document.createElement('a')
    link.href = await media.url(video.id, 'video')
    link.download = `${video.id}.mp4`
    link.click()
  }
  const follow = (made: Video): void => {
    live.take([made])
    router.go(`#/make?run=${made.id}`)
  }
  const rerun = async (): Promise<void> =>
    follow(await user.api.json<Video>(`v1/videos/${video.id}/rerun`, { method: 'POST' }))
  const make = async (prompt: string, seconds: string): Promise<void> => {
    follow(
      asks === 'remix'
        ? await user.api.json<Video>(`v1/videos/${video.id}/remix`, { method: 'POST', body: { prompt } })
        : await user.api.json<Video>('v1/videos/extensions', {
            method: 'POST',
            body: { video: { id: video.id }, prompt, seconds },
          }),
    )
    setAsks(null)
    notes.say('Submitted.')
  }
  return html`
    <div class="actions">
      ${isFinished && html`<${Act} icon="download" run=${download}>Download<//>`}
      <${Copy} label="Copy link" text=${() => new URL(`#/videos/${video.id}`, document.baseURI).href} />
      ${
        mayWrite &&
        (props.again !== null && props.again !== undefined
          ? html`<${Act} kind="quiet" run=${props.again}>Again with another seed<//>`
          : html`<${Act} kind="quiet" run=${rerun} title="The same model, settings, inputs and seed"
              >Repeat<//
            >`)
      }
      ${
        mayWrite &&
        isFinished &&
        html`
          <${Act} kind="quiet" run=${() => setAsks(asks === 'remix' ? null : 'remix')}>Remix<//>
          <${Act} kind="quiet" run=${() => setAsks(asks === 'extend' ? null : 'extend')}>Extend<//>
          <${Act} kind="quiet" run=${() => router.go(`#/make?from=${video.id}`)}>Use last frame<//>
        `
      }
    </div>
    ${asks !== null && html`<${Ask} key=${asks} what=${asks} prompt=${video.prompt ?? ''} run=${make} />`}
  `
}

/** The words, and for an extension the length, of a video that follows another one. */
function Ask(props: {
  what: 'remix' | 'extend'
  prompt: string
  run: (prompt: string, seconds: string) => Promise<void>
}) {
  const [prompt, setPrompt] = useState(props.what === 'remix' ? props.prompt : '')
  const [seconds, setSeconds] = useState('2')
  const typed = (set: (text: string) => void) => (event: Event) =>
    set((event.currentTarget as HTMLInputElement).value)
  return html`
    <div class="ask">
      <label for="ask-prompt"
        >${props.what === 'remix' ? 'The same scene, with this prompt' : 'What happens next'}</label
      >
      <textarea id="ask-prompt" rows="2" value=${prompt} onInput=${typed(setPrompt)}></textarea>
      ${
        props.what === 'extend' &&
        html`<label class="inline"
          >Seconds <input type="text" inputmode="decimal" value=${seconds} onInput=${typed(setSeconds)}
        /></label>`
      }
      <${Act} kind="primary" disabled=${prompt.trim() === ''} run=${() => props.run(prompt, seconds)}>
        ${props.what === 'remix' ? 'Remix' : 'Extend'}
      <//>
    </div>
  `
}

/** Text behind a line that unfolds. */
export const Fold = ({ title, text }: { title: string; text: string }) => html`
  <details class="fold">
    <summary><${Icon} name="fold" />${title}</summary>
    <div class="code">
      <pre tabindex="0">${text}</pre>
      <${Copy} text=${text} />
    </div>
  </details>
`
