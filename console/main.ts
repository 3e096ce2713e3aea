import { render } from 'preact'
// Lets components follow the signals that they read.
import '@preact/signals'
import { html } from '#console/parts/html.ts'
import { textOf } from '#console/parts/notes.ts'
import { createRouter } from '#console/session/router.ts'
import { createSession } from '#console/session/session.ts'
import { createTheme } from '#console/session/theme.ts'
import { Shell } from './shell.ts'

/** Why the issuer's answer signed nobody in. */
const REASONS: Readonly<Record<string, string>> = {
  expired: 'Signing in took too long, or began in another browser. Try again.',
  refused: 'The issuer did not confirm who you are.',
  not_permitted: 'You are known, but no tenant and scope of this service was given to you.',
  unavailable: 'The issuer does not answer. Try again later.',
}

const base = new URL('.', document.baseURI).href
const session = createSession(base, window.sessionStorage)
const router = createRouter(window)
const theme = createTheme(window)

await session.resume()
/** A one-time link: `#code=…`, and with `&to=/videos/…` the screen that it leads to. */
const link = new URLSearchParams(window.location.hash.slice(1))
const code = link.get('code')
const failed = link.get('failed')
if (code !== null) {
  window.history.replaceState(null, '', `#${link.get('to') ?? '/make'}`)
  router.reload()
  if (session.current.value === null)
    await session.redeem(code).catch((error: unknown) => {
      session.notice.value = textOf(error)
    })
}
if (failed !== null) {
  window.history.replaceState(null, '', '#/make')
  router.reload()
  session.notice.value = REASONS[failed] ?? 'Signing in failed.'
}
render(
  html`<${Shell} session=${session} router=${router} theme=${theme} />`,
  document.getElementById('app') as HTMLElement,
)
