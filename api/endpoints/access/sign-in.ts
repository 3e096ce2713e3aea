import { createHash } from 'node:crypto'
import { AppError } from '#core/errors.ts'
import { newRowId } from '#core/ids.ts'
import { ensureApiKey } from '#core/store/api-keys.ts'
import { consumeSignInCode } from '#core/store/sign-in-codes.ts'
import { displayPrefix, hashApiKey, newApiKey } from '#api/auth/api-key.ts'
import { limitFailures } from '#api/auth/failures.ts'
import { noStore, unixTime } from '#api/dialects/wire.ts'
import type { Handler } from '#api/endpoints/endpoint.ts'
import { sendJson } from '#api/http/send.ts'
import type { components } from '#api/openapi.gen.ts'

type Schemas = components['schemas']

const LIFETIME_MS = 12 * 3600 * 1000

/** SHA-256 of a one-time code, as the database holds it. */
export const hashSignInCode = (code: string): Buffer => createHash('sha256').update(code).digest()

/**
 * Exchanges a one-time code for a key of 12 hours. The code is spent by it.
 *
 * @throws AppError invalid_credentials for a used, expired or wrong code; rate_limit_exceeded after
 *   too many of them.
 */
export const signIn: Handler =
  ({ deps }) =>
  async (req, res) => {
    const { code } = req.body as Schemas['SignIn']
    const now = deps.clock.now()
    const expiresAt = new Date(now.getTime() + LIFETIME_MS)
    const key = newApiKey()
    const granted = await deps.db.transaction().execute(async (trx) => {
      const found = await consumeSignInCode(trx, hashSignInCode(code), now)
      if (found === undefined) return undefined
      await ensureApiKey(trx, {
        id: newRowId(),
        tenantId: found.tenantId,
        name: 'signed in by link',
        hash: hashApiKey(key),
        prefix: displayPrefix(key),
        scopes: found.scopes,
        expiresAt,
      })
      return found
    })
    if (granted === undefined) {
      await limitFailures(deps, req.ip)
      throw new AppError('invalid_credentials', 'The link has been used or has expired; ask for a new one.')
    }
    const body: Schemas['SignedIn'] = { object: 'signed_in', api_key: key, expires_at: unixTime(expiresAt) }
    sendJson(res, noStore(body, 201))
  }
