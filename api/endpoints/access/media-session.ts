import { publicBaseUrl } from '#core/config/config.ts'
import { newRowId } from '#core/ids.ts'
import { ensureApiKey, findApiKey, revokeApiKey } from '#core/store/api-keys.ts'
import { displayPrefix, hashApiKey, newApiKey } from '#api/auth/api-key.ts'
import { mediaCookie, mediaCookieOf } from '#api/auth/media-cookie.ts'
import { NO_STORE, noStore, unixTime } from '#api/dialects/wire.ts'
import type { Handler } from '#api/endpoints/endpoint.ts'
import { stateOf, type Principal } from '#api/http/request-state.ts'
import { sendJson } from '#api/http/send.ts'
import type { components } from '#api/openapi.gen.ts'

/** A working day; a front end that stays open renews it. */
const LIFETIME_SECONDS = 12 * 3600

/**
 * Sets a cookie with which `<img>` and `<video>` load the tenant's files. It ends with the
 * credentials that made it.
 */
export const createMediaSession: Handler =
  ({ deps }) =>
  async (_req, res) => {
    const principal = stateOf(res).principal as Principal
    const now = deps.clock.now()
    const latest = new Date(now.getTime() + LIFETIME_SECONDS * 1000)
    const expiresAt =
      principal.expiresAt !== null && principal.expiresAt < latest ? principal.expiresAt : latest
    const key = newApiKey()
    await ensureApiKey(deps.db, {
      id: newRowId(),
      tenantId: principal.tenantId,
      name: 'media session',
      hash: hashApiKey(key),
      prefix: displayPrefix(key),
      scopes: ['videos:read'],
      allowedCidrs: principal.allowedCidrs,
      expiresAt,
      parentId: principal.keyId,
      isMediaSession: true,
    })
    const seconds = Math.max(1, Math.floor((expiresAt.getTime() - now.getTime()) / 1000))
    res.append('Set-Cookie', mediaCookie(key, publicBaseUrl(deps.config), seconds))
    const body: components['schemas']['MediaSession'] = {
      object: 'media_session',
      expires_at: unixTime(expiresAt),
    }
    sendJson(res, noStore(body, 201))
  }

/** Ends the session of the cookie that the request carries, and removes the cookie. */
export const endMediaSession: Handler =
  ({ deps }) =>
  async (req, res) => {
    const { tenantId } = stateOf(res).principal as Principal
    const cookie = mediaCookieOf(req)
    const now = deps.clock.now()
    const found = cookie === null ? undefined : await findApiKey(deps.db, hashApiKey(cookie), now)
    if (found?.tenantId === tenantId && found.isMediaSession)
      await revokeApiKey(deps.db, tenantId, found.id, now)
    res.append('Set-Cookie', mediaCookie('', publicBaseUrl(deps.config), 0))
    sendJson(res, { status: 204, headers: NO_STORE, body: null })
  }
