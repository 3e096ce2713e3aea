import type { ReadonlySignal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext, useEffect } from 'preact/hooks'
import type { LiveVideos, Video } from '#console/live/videos.ts'
import type { Media } from '#console/live/media.ts'
import type { Router } from '#console/session/router.ts'
import type { Session, SignedIn } from '#console/session/session.ts'
import type { Notes } from './notes.ts'

/** What every screen can reach. */
export interface Console {
  readonly session: Session
  readonly user: SignedIn
  readonly router: Router
  readonly live: LiveVideos
  readonly media: Media
  readonly notes: Notes
  /** The time, ticking once a second. */
  readonly nowMs: ReadonlySignal<number>
}

export const ConsoleContext = createContext<Console | null>(null)

/** @throws Error outside of a signed-in console. */
export function useConsole(): Console {
  const found = useContext(ConsoleContext)
  if (found === null) throw new Error('no console is signed in')
  return found
}

/** The video that this part of the screen shows, as it is known now: null for one that is gone. */
export function useVideo(id: string | null): Video | null | undefined {
  const { live } = useConsole()
  useEffect(() => (id === null ? undefined : live.watch(id)), [live, id])
  return id === null ? null : live.of(id).value
}
