import ipaddr from 'ipaddr.js'
import type { Deps } from '#core/deps.ts'
import { AppError } from '#core/errors.ts'
import { rateLimitHeaders } from '#core/limits/rate-limit.ts'
import { consumeToken } from '#core/store/rate-limits.ts'

/**
 * Counts one refusal of wrong credentials against its address. Valid credentials from the same
 * address are never limited: keys and signatures cannot be guessed, and many clients may share one
 * address.
 *
 * @throws AppError rate_limit_exceeded above the limit.
 */
export async function limitFailures(
  deps: Pick<Deps, 'db' | 'clock' | 'config'>,
  address: string | undefined,
): Promise<void> {
  const perMinute = deps.config.authFailuresPerMinute
  if (perMinute === 0) return
  const limit = { perMinute, burst: perMinute }
  const decision = await consumeToken(deps.db, `auth-failures:${networkOf(address)}`, limit, deps.clock.now())
  if (decision.allowed) return
  throw new AppError(
    'rate_limit_exceeded',
    `More than ${perMinute} requests a minute with wrong credentials came from your address. Try again in ${decision.retryAfterSeconds} s.`,
    {
      retryAfterSeconds: decision.retryAfterSeconds,
      headers: rateLimitHeaders(limit, decision, 'auth-failures'),
    },
  )
}

/**
 * The network of one subscriber: an IPv4 address, or the /64 of an IPv6 address. `unknown` stands
 * for an absent or invalid address.
 */
export function networkOf(address: string | undefined): string {
  if (address === undefined || !ipaddr.isValid(address)) return 'unknown'
  const given = ipaddr.process(address)
  if (given.kind() === 'ipv4') return given.toString()
  return `${given
    .toByteArray()
    .slice(0, 8)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')}::/64`
}
