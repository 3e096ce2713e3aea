import type { Request } from 'express'
import { OIDC_CALLBACK_PATH, type PendingSignIn } from './oidc.ts'

const NAME = 'wan_oidc'
/** As long as a person may take at the issuer. */
export const PENDING_SECONDS = 900

/**
 * The cookie that ties the answer of the issuer to the browser that asked. It comes back by a link
 * from the issuer's site, so it is `SameSite=Lax`, and to the callback alone.
 *
 * @param pending null removes it
 */
export function oidcCookie(pending: PendingSignIn | null, baseUrl: string): string {
  const { pathname, protocol } = new URL(baseUrl)
  const path = `${pathname.replace(/\/$/, '')}${OIDC_CALLBACK_PATH}`
  const value = pending === null ? '' : `${pending.state}.${pending.nonce}.${pending.verifier}`
  const secure = protocol === 'https:' ? '; Secure' : ''
  return `${NAME}=${value}; Path=${path}; Max-Age=${pending === null ? 0 : PENDING_SECONDS}; HttpOnly; SameSite=Lax${secure}`
}

/** What the cookie holds; null without it. */
export function pendingSignIn({ headers }: Pick<Request, 'headers'>): PendingSignIn | null {
  const found = new RegExp(`(?:^|;\\s*)${NAME}=([\\w-]+)\\.([\\w-]+)\\.([\\w-]+)`).exec(headers.cookie ?? '')
  const [, state, nonce, verifier] = found ?? []
  return state === undefined || nonce === undefined || verifier === undefined
    ? null
    : { state, nonce, verifier }
}
