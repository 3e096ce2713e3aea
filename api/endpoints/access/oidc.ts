import { randomBytes } from 'node:crypto'
import type { Response } from 'express'
import { publicBaseUrl } from '#core/config/config.ts'
import type { Deps } from '#core/deps.ts'
import { AppError, messageOf } from '#core/errors.ts'
import { insertSignInCode } from '#core/store/sign-in-codes.ts'
import { oidcCookie, pendingSignIn } from '#api/auth/oidc-cookie.ts'
import { IssuerUnavailableError } from '#api/auth/oidc.ts'
import { limitFailures } from '#api/auth/failures.ts'
import { SCOPES } from '#api/auth/scopes.ts'
import { tenantOfIssuer } from '#api/auth/tenant-of-issuer.ts'
import { noStore } from '#api/dialects/wire.ts'
import { CONSOLE_PATH } from '#api/endpoints/console/console.ts'
import type { Handler } from '#api/endpoints/endpoint.ts'
import { sendJson } from '#api/http/send.ts'
import type { components } from '#api/openapi.gen.ts'
import { hashSignInCode } from './sign-in.ts'

/** The browser redeems the code at once. */
const CODE_LIFETIME_MS = 60_000

/** How people can sign in to a front end, beside a key. */
export const signInMethods: Handler =
  ({ deps, oidc }) =>
  (_req, res) => {
    const url = `${publicBaseUrl(deps.config)}/v1/sign_in/oidc`
    const body: components['schemas']['SignInMethods'] = {
      object: 'sign_in_methods',
      oidc: oidc === null ? null : { issuer: oidc.issuer, url },
    }
    sendJson(res, noStore(body))
  }

/**
 * Sends a browser to the issuer.
 *
 * @throws AppError not_found without an issuer; service_unavailable when it does not answer.
 */
export const beginOidc: Handler =
  ({ deps, oidc }) =>
  async (_req, res) => {
    if (oidc === null) throw new AppError('not_found', 'OIDC_ISSUER is not set: sign in with a key.')
    const { url, ...pending } = await oidc.begin().catch((error: unknown) => {
      if (!(error instanceof IssuerUnavailableError)) throw error
      deps.log.warn({ error: messageOf(error.cause) }, 'the issuer of OIDC_ISSUER does not answer')
      throw new AppError('service_unavailable', 'The issuer does not answer; try again later.', {
        retryAfterSeconds: 5,
        cause: error,
      })
    })
    res.append('Set-Cookie', oidcCookie(pending, publicBaseUrl(deps.config)))
    leave(res, url.href)
  }

/**
 * Takes a browser back from the issuer: to the console, with a code that it exchanges for a key, or
 * with the reason why there is none.
 *
 * @throws AppError rate_limit_exceeded after too many sign-ins that prove nothing.
 */
export const finishOidc: Handler =
  ({ deps, oidc }) =>
  async (req, res) => {
    if (oidc === null) throw new AppError('not_found')
    const base = publicBaseUrl(deps.config)
    const console = `${base}${CONSOLE_PATH}`
    const pending = pendingSignIn(req)
    res.append('Set-Cookie', oidcCookie(null, base))
    if (pending === null) return leave(res, `${console}#failed=expired`)
    try {
      const holder = await oidc.finish(new URL(base + req.originalUrl), pending)
      const code = await codeFor(deps, holder)
      leave(res, code === null ? `${console}#failed=not_permitted` : `${console}#code=${code}`)
    } catch (error) {
      deps.log.warn({ error: messageOf(error) }, 'a sign-in by OpenID Connect failed')
      if (error instanceof IssuerUnavailableError) return leave(res, `${console}#failed=unavailable`)
      await limitFailures(deps, req.ip)
      leave(res, `${console}#failed=refused`)
    }
  }

/** A one-time code for the scopes that the service knows; null for a person who may do nothing. */
async function codeFor(
  deps: Deps,
  holder: { readonly tenantId: string; readonly scopes: readonly string[] },
): Promise<string | null> {
  const scopes = SCOPES.filter((scope) => holder.scopes.includes(scope))
  const tenant = await tenantOfIssuer(deps, holder.tenantId)
  if (scopes.length === 0 || tenant.deleted_at !== null) return null
  const code = randomBytes(32).toString('base64url')
  const expiresAt = new Date(deps.clock.now().getTime() + CODE_LIFETIME_MS)
  await insertSignInCode(deps.db, { hash: hashSignInCode(code), tenantId: tenant.id, scopes, expiresAt })
  return code
}

const leave = (res: Response, address: string): void =>
  void res.status(302).set({ Location: address, 'Cache-Control': 'no-store' }).end()
