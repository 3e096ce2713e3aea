import { createSecretKey, type KeyObject } from 'node:crypto'
import jwt, { type Algorithm } from 'jsonwebtoken'
import type { Clock } from '#core/clock.ts'
import type { Config } from '#core/config/config.ts'
import { holderOf, type TokenHolder } from './claims.ts'
import { openJwks } from './jwks.ts'

/** Tolerated difference between our clock and the issuer's. */
const CLOCK_TOLERANCE_SECONDS = 60
const MAX_TOKEN_LENGTH = 8192

/** The caller that a valid token names. */
export interface VerifiedHolder extends TokenHolder {
  readonly expiresAt: Date
}

/**
 * Checks a token.
 *
 * @throws JwksUnavailableError when it cannot be checked now; any other Error for an invalid one.
 *   The reason is for the log, never for the client.
 */
export type VerifyJwt = (token: string) => Promise<VerifiedHolder>

/**
 * JSON Web Tokens of one issuer, as RFC 8725 advises: each key has its one algorithm (the secret
 * HS256, a key of the set RS256 or ES256 by its kind), issuer, audience and expiry are required,
 * `crit` is refused, and nothing that a header names is fetched or used as a key; `kid` is only
 * looked up.
 */
export function createJwtVerifier(config: Config, clock: Clock): VerifyJwt {
  const secret = config.jwtSecret === null ? null : createSecretKey(config.jwtSecret, 'utf8')
  const jwks = config.jwtJwksUrl === null ? null : openJwks(config.jwtJwksUrl, clock)

  async function keyFor(algorithm: string, keyId: unknown): Promise<KeyObject> {
    if (algorithm === 'HS256' && secret !== null) return secret
    if ((algorithm === 'RS256' || algorithm === 'ES256') && jwks !== null && typeof keyId === 'string') {
      const found = await jwks.find(keyId)
      if (found === undefined) throw new Error('the key id is unknown')
      if (found.algorithm !== null && found.algorithm !== algorithm)
        throw new Error('the key is for another algorithm')
      return found.key
    }
    throw new Error('the algorithm is not accepted')
  }

  return async (token) => {
    if (token.length > MAX_TOKEN_LENGTH) throw new Error('the token is too long')
    if (!token.split('.').every(isCanonical)) throw new Error('the token is not spelled canonically')
    const header = jwt.decode(token, { complete: true })?.header as Record<string, unknown> | undefined
    if (header === undefined || typeof header['alg'] !== 'string') throw new Error('the token is malformed')
    if ('crit' in header || 'b64' in header) throw new Error('the token has critical extensions')
    const nowSeconds = Math.floor(clock.now().getTime() / 1000)
    const payload = jwt.verify(token, await keyFor(header['alg'], header['kid']), {
      algorithms: [header['alg'] as Algorithm],
      issuer: config.jwtIssuer,
      audience: config.jwtAudience,
      clockTimestamp: nowSeconds,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
    })
    if (typeof payload === 'string') throw new Error('the payload is not an object')
    if (typeof payload.exp !== 'number') throw new Error('exp is missing')
    const { iat } = payload as { iat?: unknown }
    if (iat !== undefined && (typeof iat !== 'number' || iat >= nowSeconds + CLOCK_TOLERANCE_SECONDS))
      throw new Error('iat is no time or lies in the future')
    return { ...holderOf(payload, config), expiresAt: new Date(payload.exp * 1000) }
  }
}

/**
 * One spelling for the same bytes, so that a valid token cannot be rewritten into another valid
 * one.
 */
const isCanonical = (part: string): boolean => Buffer.from(part, 'base64url').toString('base64url') === part
