import type { Request } from 'express'

/** Name of the cookie of a media session. */
const NAME = 'wan_media'

/**
 * The key that the cookie carries, or null. Only reads of files accept it: a page of another site
 * can make a browser send nothing (`SameSite=Strict`) and change nothing with it.
 */
export function mediaCookieOf({ headers }: Pick<Request, 'headers'>): string | null {
  const found = new RegExp(`(?:^|;\\s*)${NAME}=([^;\\s]+)`).exec(headers.cookie ?? '')
  return found?.[1] ?? null
}

/**
 * The header that sets the cookie.
 *
 * @param baseUrl public address of the service, whose path the cookie is bound to
 * @param maxAgeSeconds 0 removes it
 */
export function mediaCookie(key: string, baseUrl: string, maxAgeSeconds: number): string {
  const { pathname, protocol } = new URL(baseUrl)
  const path = `${pathname.replace(/\/$/, '')}/v1/`
  const secure = protocol === 'https:' ? '; Secure' : ''
  return `${NAME}=${key}; Path=${path}; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure}`
}
