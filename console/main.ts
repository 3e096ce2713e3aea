import { render } from 'preact'
// Lets components follow the signals that they read.
import '@preact/signals'
import { html } from '#console/parts/html.ts'
import { textOf } from '#console/parts/notes.ts'
import { createRouter } from '#console/session/router.ts'
import { createSession } from '#console/session/session.ts'
import { createTheme } from '#console/session/theme.ts'
import { Shell } from './shell.ts'

const base = new URL('.', document.baseURI).href
const session = createSession(base, window.sessionStorage)
const router = createRouter(window)
const theme = createTheme(window)

await session.resume()
/** A one-time link: `#code=…`, and with `&to=/videos/…` the screen that it leads to. */
const link = new URLSearchParams(window.location.hash.slice(1))
const code = link.get('code')
if (code !== null) {
  window.history.replaceState(null, '', `#${link.get('to') ?? '/make'}`)
  router.reload()
  if (session.current.value === null)
    await session.redeem(code).catch((error: unknown) => {
      session.notice.value = textOf(error)
    })
}
render(
  html`<${Shell} session=${session} router=${router} theme=${theme} />`,
  document.getElementById('app') as HTMLElement,
)
