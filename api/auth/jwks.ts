import { createPublicKey, type KeyObject } from 'node:crypto'
import jwksRsa, { type SigningKey } from 'jwks-rsa'
import type { Clock } from '#core/clock.ts'
import { fetchJwks } from './fetch-jwks.ts'

/** A public key of the issuer. */
export interface JwksKey {
  readonly key: KeyObject
  /** Algorithm that the key set names for it; null when it names none. */
  readonly algorithm: string | null
}

/** The public keys of an issuer. */
export interface Jwks {
  /**
   * Undefined for an id that the key set lacks.
   *
   * @throws JwksUnavailableError while the key set cannot tell.
   */
  find(keyId: string): Promise<JwksKey | undefined>
}

/** Whether a key exists is not known, because the issuer's last answer is no usable key set. */
export class JwksUnavailableError extends Error {
  /** Seconds until the issuer is asked again. */
  readonly retryAfterSeconds: number
  constructor(retryAfterSeconds: number, cause: unknown) {
    super('the key set of the issuer is unavailable', { cause })
    this.name = 'JwksUnavailableError'
    this.retryAfterSeconds = retryAfterSeconds
  }
}

const FRESH_MS = 10 * 60_000
const COOLDOWN_MS = 30_000
/** How long keys stay valid after the last successful fetch. */
const LAST_GOOD_MS = 2 * 3_600_000
const MIN_RSA_BITS = 2048

/**
 * The issuer's public keys by id. A known key is served at once, and a set older than ten minutes
 * is fetched again behind it. An unknown id waits for a fetch, of which there is at most one every
 * 30 seconds, so tokens with invented ids cause no load on the issuer. While the issuer is away,
 * slow or answers with garbage, the keys of its last good answer stay valid for two hours. RSA keys
 * below 2048 bits count as absent.
 */
export function openJwks(url: string, clock: Clock): Jwks {
  const client = jwksRsa({ jwksUri: url, cache: false, rateLimit: false, fetcher: fetchJwks })
  let keys: ReadonlyMap<string, JwksKey> = new Map()
  let fetchedAtMs = Number.NEGATIVE_INFINITY
  let triedAtMs = Number.NEGATIVE_INFINITY
  let failure: unknown = null
  let underWay: Promise<void> | null = null

  async function fetchKeys(nowMs: number): Promise<void> {
    triedAtMs = nowMs
    try {
      keys = new Map((await client.getSigningKeys()).flatMap(usableKey))
      fetchedAtMs = nowMs
      failure = null
    } catch (error) {
      failure = error
    }
  }

  /** One fetch at a time, and a pause after each. A failure leaves the keys unchanged. */
  async function refresh(nowMs: number): Promise<void> {
    if (underWay === null && nowMs - triedAtMs < COOLDOWN_MS) return
    underWay ??= fetchKeys(nowMs).finally(() => (underWay = null))
    await underWay
  }

  return {
    async find(keyId) {
      const nowMs = clock.now().getTime()
      const isServed = (): boolean => keys.has(keyId) && nowMs - fetchedAtMs < LAST_GOOD_MS
      if (!isServed()) await refresh(nowMs)
      else if (nowMs - fetchedAtMs >= FRESH_MS) void refresh(nowMs)
      if (isServed()) return keys.get(keyId)
      if (failure === null) return undefined
      throw new JwksUnavailableError(
        Math.max(1, Math.ceil((triedAtMs + COOLDOWN_MS - nowMs) / 1000)),
        failure,
      )
    },
  }
}

function usableKey(found: SigningKey): [string, JwksKey][] {
  if (found.kid === undefined) return []
  const key = createPublicKey(found.getPublicKey())
  const { modulusLength = MIN_RSA_BITS } = key.asymmetricKeyDetails ?? {}
  return modulusLength < MIN_RSA_BITS ? [] : [[found.kid, { key, algorithm: found.alg ?? null }]]
}
