import { signal } from '@preact/signals'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { openLiveVideos } from '#console/live/videos.ts'
import { openMedia } from '#console/live/media.ts'
import { Make } from '#console/make/make.ts'
import { Operate } from '#console/operate/operate.ts'
import { ConsoleContext, useConsole, type Console } from '#console/parts/context.ts'
import { html } from '#console/parts/html.ts'
import { Icon, type IconName } from '#console/parts/icon.ts'
import { createNotes, NoteList } from '#console/parts/notes.ts'
import type { Router } from '#console/session/router.ts'
import type { Session, SignedIn } from '#console/session/session.ts'
import { SignIn } from './sign-in.ts'
import type { Theme } from '#console/session/theme.ts'
import { OneVideo } from '#console/video/one-video.ts'
import { Videos } from '#console/videos/videos.ts'
import { Webhooks } from '#console/webhooks/webhooks.ts'
import type { FunctionComponent } from 'preact'

/** The list, or the one video that the address names. */
function VideosOrOne() {
  const [, id] = useConsole().router.route.value.path
  return id === undefined ? html`<${Videos} />` : html`<${OneVideo} key=${id} id=${id} />`
}

interface Screen {
  readonly path: string
  readonly title: string
  readonly icon: IconName
  readonly shows: (user: SignedIn) => boolean
  readonly view: FunctionComponent
}

/** The screens, in the order of the rail. */
const SCREENS: readonly [Screen, ...Screen[]] = [
  { path: 'make', title: 'Make', icon: 'make', shows: () => true, view: Make },
  { path: 'videos', title: 'Videos', icon: 'videos', shows: () => true, view: VideosOrOne },
  {
    path: 'webhooks',
    title: 'Webhooks',
    icon: 'webhooks',
    shows: (user) => user.can('webhooks:write'),
    view: Webhooks,
  },
  { path: 'operate', title: 'Operate', icon: 'operate', shows: (user) => user.can('admin'), view: Operate },
]

interface ShellProps {
  readonly session: Session
  readonly router: Router
  readonly theme: Theme
}

/** The door, or the rail and the present screen. */
export function Shell({ session, router, theme }: ShellProps) {
  const user = session.current.value
  return user === null
    ? html`<${SignIn} session=${session} />`
    : html`<${Inside} key=${user.key} session=${session} router=${router} theme=${theme} user=${user} />`
}

function Inside({ session, router, theme, user }: ShellProps & { user: SignedIn }) {
  const [notes] = useState(createNotes)
  const [nowMs] = useState(() => signal(Date.now()))
  useEffect(() => {
    const timer = setInterval(() => (nowMs.value = Date.now()), 1000)
    return () => clearInterval(timer)
  }, [nowMs])
  const shared: Console = useMemo(
    () => ({
      session,
      user,
      router,
      notes,
      nowMs,
      live: openLiveVideos(user.api),
      media: openMedia(user.api, user.hasMedia),
    }),
    [user],
  )
  useEffect(
    () => () => {
      shared.live.close()
      shared.media.close()
    },
    [shared],
  )
  const screens = SCREENS.filter((screen) => screen.shows(user))
  const { path } = router.route.value
  const present = screens.find((screen) => screen.path === path[0]) ?? SCREENS[0]
  useEffect(() => {
    document.title = `${present.title} · Wan`
  }, [present])
  return html`
    <${ConsoleContext.Provider} value=${shared}>
      <div class="frame">
        <button class="skip" onClick=${() => document.getElementById('main')?.focus()}>
          Skip to the content
        </button>
        <nav class="rail" aria-label="Console">
          <span class="brand" aria-hidden="true">Wan</span>
          <ul>
            ${screens.map(
              (screen) => html`
                <li>
                  <a href=${`#/${screen.path}`} aria-current=${screen === present ? 'page' : undefined}>
                    <${Icon} name=${screen.icon} /><span>${screen.title}</span>
                  </a>
                </li>
              `,
            )}
          </ul>
          <div class="rail-foot">
            <span class="tenant" title=${user.caller.scopes.join(' ')}>
              <span class=${shared.live.connected.value ? 'dot is-live' : 'dot'}></span>
              <span>${user.caller.tenant.name}</span>
              <span class="visually-hidden">${shared.live.connected.value ? 'live' : 'connecting'}</span>
            </span>
            <a class="icon" href="docs" aria-label="API documentation" title="API documentation"
              ><${Icon} name="book"
            /></a>
            <button
              class="icon"
              aria-label="Dark or light"
              title="Dark or light"
              onClick=${() => theme.toggle()}
            >
              <${Icon} name="sun" />
            </button>
            <button class="icon" aria-label="Sign out" title="Sign out" onClick=${() => session.signOut()}>
              <${Icon} name="out" />
            </button>
          </div>
        </nav>
        <main id="main" tabindex="-1">
          <${present.view} />
        </main>
        <${NoteList} notes=${notes} />
      </div>
    <//>
  `
}
