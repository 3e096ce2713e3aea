import { signal, type Signal } from '@preact/signals'
import type { components } from '#api/openapi.gen.ts'
import { ApiError, createApi, errorOf, type Api } from './api.ts'

export type Caller = components['schemas']['Caller']
export type Scope = Caller['scopes'][number]

/** Who is signed in, and how the screens reach the API for them. */
export interface SignedIn {
  readonly api: Api
  readonly key: string
  readonly caller: Caller
  /** Whether `<img>` and `<video>` can load files by their addresses. */
  readonly hasMedia: boolean
  can(scope: Scope): boolean
}

export interface Session {
  readonly current: Signal<SignedIn | null>
  /** Why the last session ended; null when it was ended by hand. */
  readonly notice: Signal<string | null>
  /**
   * @param keep whether the tab remembers the key until it is closed
   * @throws ApiError when the service refuses the key
   */
  signIn(key: string, keep: boolean): Promise<void>
  /**
   * Exchanges the code of a one-time link for a key, which the tab remembers.
   *
   * @throws ApiError for a used or expired link
   */
  redeem(code: string): Promise<void>
  /** The ways to sign in beside a key. */
  methods(): Promise<components['schemas']['SignInMethods']>
  signOut(): void
  /** Signs in with the key that the tab remembers, if there is one. */
  resume(): Promise<void>
}

const REMEMBERED = 'wan.key'
/** Half of what a media session lives. */
const RENEW_MS = 6 * 3600 * 1000

/**
 * The session of one tab. The key lives in memory; by choice of the person it is also kept in
 * `sessionStorage`, which ends with the tab.
 */
export function createSession(base: string, storage: Storage): Session {
  const current = signal<SignedIn | null>(null)
  const notice = signal<string | null>(null)
  let timer: ReturnType<typeof setInterval> | undefined

  /** Pictures and clips are loaded with a cookie that can do nothing else. */
  function openMediaSession(api: Api): void {
    const renew = (): void => void api.call('v1/media_session', { method: 'POST' }).catch(() => undefined)
    timer = setInterval(renew, RENEW_MS)
  }

  function end(why: string | null): void {
    clearInterval(timer)
    storage.removeItem(REMEMBERED)
    notice.value = why
    current.value = null
  }

  async function signIn(key: string, keep: boolean): Promise<void> {
    const api = createApi({
      base,
      key,
      onRefused: () => {
        if (current.value !== null) end('The key is no longer valid. Sign in again.')
      },
    })
    const caller = await api.json<Caller>('v1/caller')
    // Without it, files are read by `fetch` into memory.
    const hasMedia = await api.call('v1/media_session', { method: 'POST' }).then(
      () => true,
      () => false,
    )
    if (hasMedia) openMediaSession(api)
    if (keep) storage.setItem(REMEMBERED, key)
    notice.value = null
    current.value = { api, key, caller, hasMedia, can: (scope) => caller.scopes.includes(scope) }
  }

  return {
    current,
    notice,
    signIn,
    async redeem(code) {
      const answer = await fetch(new URL('v1/sign_in', base), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ code }),
      })
      if (!answer.ok) throw await errorOf(answer)
      await signIn(((await answer.json()) as components['schemas']['SignedIn']).api_key, true)
    },
    async methods() {
      const answer = await fetch(new URL('v1/sign_in', base))
      if (!answer.ok) throw await errorOf(answer)
      return (await answer.json()) as components['schemas']['SignInMethods']
    },
    signOut() {
      void current.value?.api.call('v1/media_session', { method: 'DELETE' }).catch(() => undefined)
      end(null)
    },
    async resume() {
      const key = storage.getItem(REMEMBERED)
      if (key === null) return
      await signIn(key, true).catch((error: unknown) => end(error instanceof ApiError ? error.message : null))
    },
  }
}
