import { createPublicKey, type KeyObject } from 'node:crypto'
import jwksRsa from 'jwks-rsa'
import type { Clock } from '#core/clock.ts'

/** A public key of the issuer. */
export interface JwksKey {
  readonly key: KeyObject
  /** Algorithm that the key set names for it; null when it names none. */
  readonly algorithm: string | null
}

/** The public keys of an issuer. */
export interface Jwks {
  /** Undefined for an id that the key set lacks. */
  find(keyId: string): Promise<JwksKey | undefined>
}

const FRESH_MS = 10 * 60_000
const COOLDOWN_MS = 30_000
/** How long keys stay valid after the last successful fetch. */
const LAST_GOOD_MS = 2 * 3_600_000
const TIMEOUT_MS = 5000

/**
 * The issuer's public keys by id. The set is fetched again when it is older than ten minutes, and
 * for an unknown id at most every 30 seconds, so tokens with invented ids cause no load on the
 * issuer. While the issuer is unreachable, the keys of its last answer stay valid for two hours.
 */
export function openJwks(url: string, clock: Clock): Jwks {
  const client = jwksRsa({ jwksUri: url, cache: false, rateLimit: false, timeout: TIMEOUT_MS })
  let keys = new Map<string, JwksKey>()
  let fetchedAtMs = Number.NEGATIVE_INFINITY
  let triedAtMs = Number.NEGATIVE_INFINITY
  let underWay: Promise<void> | null = null

  async function fetchKeys(nowMs: number): Promise<void> {
    triedAtMs = nowMs
    const set = await client.getSigningKeys()
    keys = new Map(
      set.flatMap((key) =>
        key.kid === undefined
          ? []
          : [[key.kid, { key: createPublicKey(key.getPublicKey()), algorithm: key.alg ?? null }]],
      ),
    )
    fetchedAtMs = nowMs
  }

  /** One fetch at a time. A failure leaves the keys unchanged. */
  async function refresh(nowMs: number): Promise<void> {
    underWay ??= fetchKeys(nowMs)
      .catch(() => undefined)
      .finally(() => (underWay = null))
    await underWay
  }

  return {
    async find(keyId) {
      const nowMs = clock.now().getTime()
      const wanted = !keys.has(keyId) || nowMs - fetchedAtMs >= FRESH_MS
      if (wanted && (underWay !== null || nowMs - triedAtMs >= COOLDOWN_MS)) await refresh(nowMs)
      return nowMs - fetchedAtMs < LAST_GOOD_MS ? keys.get(keyId) : undefined
    },
  }
}
