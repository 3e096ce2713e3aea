import { useEffect, useState } from 'preact/hooks'
import { html } from '#console/parts/html.ts'
import { textOf } from '#console/parts/notes.ts'
import type { Session } from '#console/session/session.ts'

/** The door: a key or token, which stays in this tab. */
export function SignIn({ session }: { session: Session }) {
  const [key, setKey] = useState('')
  const [keeps, setKeeps] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const enter = (event: Event): void => {
    event.preventDefault()
    setBusy(true)
    session
      .signIn(key.trim(), keeps)
      .catch(setError)
      .finally(() => setBusy(false))
  }
  const [issuer, setIssuer] = useState<{ readonly issuer: string; readonly url: string } | null>(null)
  useEffect(() => {
    session.methods().then(
      ({ oidc }) => setIssuer(oidc),
      () => undefined,
    )
  }, [session])
  const sample = import.meta.resolve('#console/pictures/cup.webp')
  return html`
    <main class="door">
      <img class="door-picture" src=${sample} alt="" />
      <form class="door-form" onSubmit=${enter}>
        <h1>Wan video service</h1>
        <p>Make a video of a picture and a sentence, watch it come, and copy the code.</p>
        ${
          issuer !== null &&
          html`<a class="button primary" href=${issuer.url}>Sign in with ${new URL(issuer.issuer).host}</a>
            <p class="hint or">or with a key</p>`
        }
        <label for="key">API key or token</label>
        <input
          id="key"
          type="password"
          autocomplete="off"
          spellcheck=${false}
          required
          value=${key}
          onInput=${(event: Event) => setKey((event.currentTarget as HTMLInputElement).value)}
        />
        <label class="inline">
          <input
            type="checkbox"
            checked=${keeps}
            onChange=${(event: Event) => setKeeps((event.currentTarget as HTMLInputElement).checked)}
          />
          Remember it until this tab is closed
        </label>
        <button class="primary" disabled=${isBusy || key.trim() === ''}>Sign in</button>
        ${error !== null && html`<p class="failure" role="alert">${textOf(error)}</p>`}
        ${session.notice.value !== null && error === null && html`<p class="failure" role="alert">${session.notice.value}</p>`}
        <p class="hint">
          On your own machine, <code>npm start</code> writes a key to <code>.data/dev.json</code>. Elsewhere,
          ask the operator.
        </p>
      </form>
    </main>
  `
}
