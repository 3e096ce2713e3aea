import type { Request, RequestHandler } from 'express'
import { hashApiKey, looksLikeApiKey } from '#core/api-key.ts'
import type { Deps } from '#core/deps.ts'
import { AppError, messageOf } from '#core/errors.ts'
import { findApiKey, touchApiKey } from '#core/store/api-keys.ts'
import { ensureTenant, findTenant } from '#core/store/tenants.ts'
import { newWebhookSecret } from '#core/webhook-signature.ts'
import { createJwtVerifier, type VerifyJwt } from '#api/auth/jwt.ts'
import { bearerToken, type Dialect } from '#api/dialects/dialect.ts'
import { stateOf, type Principal, type Scope } from '#api/request-state.ts'

const CHALLENGE = 'Bearer realm="wan-video-service"'

export type Authenticate = (scope: Scope) => RequestHandler

/** Finds out who calls, by API key or JWT, and whether they may. Runs before the body is read. */
export function createAuthenticate(deps: Deps): Authenticate {
  const verifyJwt = createJwtVerifier(deps.config, deps.clock)
  return (scope) => async (req, res, next) => {
    const state = stateOf(res)
    state.principal = await identify(deps, verifyJwt, req, state.dialect)
    if (!state.principal.scopes.includes(scope))
      throw new AppError('insufficient_scope', `This operation needs the scope ${scope}.`, {
        headers: { 'WWW-Authenticate': `${CHALLENGE}, error="insufficient_scope", scope="${scope}"` },
      })
    next()
  }
}

/** @throws AppError invalid_credentials, whatever is wrong with them. */
async function identify(
  deps: Deps,
  verifyJwt: VerifyJwt,
  { headers: { authorization }, query }: Request,
  { credentials = bearerToken, openBySetting }: Dialect,
): Promise<Principal> {
  const token = credentials({ authorization, query })
  if (token === null) {
    if (openBySetting !== undefined && deps.config[openBySetting]) return await byNobody(deps)
    throw unauthorized('Send an API key or a token as `Authorization: Bearer …`.', CHALLENGE, 'missing')
  }
  return looksLikeApiKey(token) ? await byApiKey(deps, token) : await byJwt(deps, verifyJwt, token)
}

/** Everybody without credentials is one tenant, which sees nothing of the others. */
async function byNobody(deps: Deps): Promise<Principal> {
  const id = 'legacy-comfy'
  if ((await findTenant(deps.db, id)) === undefined)
    await ensureTenant(deps.db, { id, name: id, webhookSecret: newWebhookSecret() })
  return { tenantId: id, scopes: ['videos:write', 'videos:read'], how: 'open', owner: 'open' }
}

async function byApiKey(deps: Deps, key: string): Promise<Principal> {
  const found = await findApiKey(deps.db, hashApiKey(key))
  if (found === undefined) throw refused()
  touchApiKey(deps.db, found.id, deps.clock.now()).catch((error: unknown) =>
    deps.log.warn({ error: messageOf(error) }, 'the use of an API key was not noted'),
  )
  return { tenantId: found.tenantId, scopes: found.scopes, how: 'api_key', owner: found.id }
}

/** The issuer decides which tenants exist: one that is new here gets its row and its webhook secret. */
async function byJwt(deps: Deps, verifyJwt: VerifyJwt, token: string): Promise<Principal> {
  const principal = await verifyJwt(token).catch((error: unknown) => {
    deps.log.debug({ reason: messageOf(error) }, 'token refused')
    throw refused()
  })
  const id = principal.tenantId
  if ((await findTenant(deps.db, id)) === undefined)
    await ensureTenant(deps.db, { id, name: id, webhookSecret: newWebhookSecret() })
  return principal
}

const refused = (): AppError =>
  unauthorized('The API key or token is not valid.', `${CHALLENGE}, error="invalid_token"`, 'wrong')

const unauthorized = (message: string, challenge: string, credentials: 'missing' | 'wrong'): AppError =>
  new AppError('invalid_credentials', message, {
    headers: { 'WWW-Authenticate': challenge },
    facts: { credentials },
  })
