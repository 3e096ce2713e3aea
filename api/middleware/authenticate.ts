import type { Request, RequestHandler } from 'express'
import { hashApiKey, looksLikeApiKey } from '#api/auth/api-key.ts'
import type { Deps } from '#core/deps.ts'
import { AppError, isAppError, messageOf } from '#core/errors.ts'
import { touchApiKey } from '#core/store/api-keys.ts'
import type { Facts } from '#core/store/facts.ts'
import type { RequestLimit } from '#core/limits/rate-limit.ts'
import { ensureTenant, type TenantRow } from '#core/store/tenants.ts'
import { newWebhookSecret } from '#core/webhooks/signature.ts'
import { limitFailures } from '#api/auth/failures.ts'
import { JwksUnavailableError } from '#api/auth/jwks.ts'
import { createJwtVerifier, type VerifyJwt } from '#api/auth/jwt.ts'
import { checkSignature } from '#api/auth/signed-requests.ts'
import { tenantOfIssuer } from '#api/auth/tenant-of-issuer.ts'
import { mediaCookieOf } from '#api/auth/media-cookie.ts'
import { isWithin } from '#api/auth/networks.ts'
import { bearerToken } from '#api/dialects/dialect.ts'
import { stateOf, type Principal, type RequestState } from '#api/http/request-state.ts'
import { isCounted } from './rate-limit.ts'
import type { Scope } from '#api/auth/scopes.ts'

const CHALLENGE = 'Bearer realm="wan-video-service"'

/** The handler that admits callers with the given scope. */
export type Authenticate = (scope: Scope) => RequestHandler

/**
 * Identifies the caller by API key or JWT, checks the scope and counts the request against the
 * caller's limit, before the body is read.
 *
 * @throws AppError invalid_credentials, address_not_allowed, signature_invalid, insufficient_scope;
 *   rate_limit_exceeded, also after too many wrong credentials; service_unavailable while the
 *   issuer of tokens does not answer.
 */
export function createAuthenticate(deps: Deps): Authenticate {
  const verifyJwt = createJwtVerifier(deps.config, deps.localClock)
  return (scope) => async (req, res, next) => {
    const state = stateOf(res)
    const isRead = req.method === 'GET' || req.method === 'HEAD'
    const isAdmitted = async (factsVersion: string | null): Promise<boolean> => {
      try {
        state.principal = await identify(deps, verifyJwt, req, state)
        assertScope(state.principal, scope)
      } catch (error) {
        if (await isOutdated(deps.facts, factsVersion, error)) return false
        throw error
      }
      return await isCounted(deps, res, state.principal, { isRead, factsVersion })
    }
    try {
      if (deps.facts.version === null) await deps.facts.refresh()
      for (let left = MOST_CHANGES; !(await isAdmitted(left === 0 ? null : deps.facts.version)); left--)
        await deps.facts.refresh()
    } catch (error) {
      await refuse(deps, req.ip, error)
    }
    next()
  }
}

/** After so many changes of keys and tenants during one request, it relies on what it has read. */
const MOST_CHANGES = 3

/** What a key that is kept may refuse wrongly, once its scopes or networks have changed. */
const REFUSALS_BY_KEY = ['insufficient_scope', 'address_not_allowed']

/** Whether a refusal follows from facts that have changed. */
const isOutdated = async (facts: Facts, version: string | null, error: unknown): Promise<boolean> =>
  version !== null &&
  isAppError(error) &&
  REFUSALS_BY_KEY.includes(error.code) &&
  !(await facts.isCurrent(version))

function assertScope({ scopes }: Principal, scope: Scope): void {
  if (!scopes.includes(scope))
    throw new AppError('insufficient_scope', `This operation needs the scope ${scope}.`, {
      headers: { 'WWW-Authenticate': `${CHALLENGE}, error="insufficient_scope", scope="${scope}"` },
    })
}

/** Rethrows a refusal. Wrong credentials count against the address that sent them. */
async function refuse(deps: Deps, address: string | undefined, error: unknown): Promise<never> {
  if (isAppError(error) && error.options.facts?.credentials === 'wrong') await limitFailures(deps, address)
  throw error
}

/**
 * The caller that the credentials name.
 *
 * @throws AppError invalid_credentials, address_not_allowed, signature_invalid; service_unavailable
 *   for a token whose key the issuer cannot be asked for.
 */
async function identify(
  deps: Deps,
  verifyJwt: VerifyJwt,
  req: Request,
  state: RequestState,
): Promise<Principal> {
  const { credentials = bearerToken, openBySetting } = state.dialect
  const { authorization } = req.headers
  const token = credentials({ authorization, query: req.query }) ?? keyHeader(req) ?? mediaKey(req, state)
  if (token === null) {
    if (openBySetting !== undefined && deps.config[openBySetting]) return await withoutCredentials(deps)
    throw unauthorized('Send an API key or a token as `Authorization: Bearer …`.', CHALLENGE, 'missing')
  }
  return looksLikeApiKey(token)
    ? await byApiKey(deps, token, req, state)
    : await byJwt(deps, verifyJwt, token)
}

/** Headers of Azure's clients and of gateways for a key; `Authorization` goes before them. */
const KEY_HEADERS = ['x-api-key', 'api-key']

/** The key of a media session, where the route takes its cookie. */
const mediaKey = (req: Request, { route }: RequestState): string | null =>
  route?.takesMediaCookie === true ? mediaCookieOf(req) : null

function keyHeader({ headers }: Request): string | null {
  const key = KEY_HEADERS.map((name) => headers[name]).find((value) => value !== undefined && value !== '')
  return typeof key === 'string' && /^\S+$/.test(key) ? key : null
}

/** All callers without credentials share one tenant, which sees nothing of the others. */
async function withoutCredentials(deps: Deps): Promise<Principal> {
  const id = 'legacy-comfy'
  const tenant =
    (await deps.facts.tenant(id)) ??
    (await ensureTenant(deps.db, { id, name: id, webhookSecret: newWebhookSecret() }))
  if (tenant.deleted_at !== null) throw refused()
  return {
    tenantId: id,
    scopes: ['videos:write', 'videos:read'],
    how: 'open',
    keyId: null,
    owner: 'open',
    expiresAt: null,
    allowedCidrs: [],
    requestLimit: requestLimitOf(deps, tenant),
  }
}

async function byApiKey(deps: Deps, key: string, req: Request, state: RequestState): Promise<Principal> {
  const found = await deps.facts.apiKey(hashApiKey(key), deps.clock.now())
  if (found === undefined) throw refused()
  if (found.allowedCidrs.length > 0 && !isWithin(req.ip, found.allowedCidrs))
    throw new AppError('address_not_allowed', 'This API key may not be used from your address.')
  state.bodyDigest = await checkSignature(deps, req, found, state)
  if (deps.facts.isFirstUse(found, deps.clock.now()))
    touchApiKey(deps.db, found.id, deps.clock.now()).catch((error: unknown) =>
      deps.log.warn({ error: messageOf(error) }, 'the use of an API key was not recorded'),
    )
  return {
    tenantId: found.tenantId,
    scopes: found.scopes,
    how: 'api_key',
    keyId: found.id,
    owner: found.id,
    expiresAt: found.expiresAt,
    allowedCidrs: found.allowedCidrs,
    requestLimit: requestLimitOf(deps, found.tenant),
  }
}

async function byJwt(deps: Deps, verifyJwt: VerifyJwt, token: string): Promise<Principal> {
  const holder = await verifyJwt(token).catch((error: unknown) => {
    if (error instanceof JwksUnavailableError) throw unverifiable(error)
    deps.log.debug({ reason: messageOf(error) }, 'token refused')
    throw refused()
  })
  const tenant = await tenantOfIssuer(deps, holder.tenantId)
  if (tenant.deleted_at !== null) throw refused()
  return { ...holder, how: 'jwt', keyId: null, allowedCidrs: [], requestLimit: requestLimitOf(deps, tenant) }
}

const requestLimitOf = (
  { config }: Pick<Deps, 'config'>,
  tenant: Pick<TenantRow, 'requests_per_minute' | 'request_burst'>,
): RequestLimit => ({
  perMinute: tenant.requests_per_minute ?? config.rateLimitPerMinute,
  burst: tenant.request_burst ?? config.rateLimitBurst,
})

/** Nothing is known about the token, so it does not count as wrong. */
const unverifiable = (error: JwksUnavailableError): AppError =>
  new AppError('service_unavailable', 'The token cannot be checked now; its issuer does not answer.', {
    retryAfterSeconds: error.retryAfterSeconds,
    cause: error,
  })

const refused = (): AppError =>
  unauthorized('The API key or token is not valid.', `${CHALLENGE}, error="invalid_token"`, 'wrong')

const unauthorized = (message: string, challenge: string, credentials: 'missing' | 'wrong'): AppError =>
  new AppError('invalid_credentials', message, {
    headers: { 'WWW-Authenticate': challenge },
    facts: { credentials },
  })
