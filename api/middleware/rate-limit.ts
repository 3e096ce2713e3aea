import type { Response } from 'express'
import type { Deps } from '#core/deps.ts'
import { AppError } from '#core/errors.ts'
import { rateLimitHeaders, type RateDecision } from '#core/limits/rate-limit.ts'
import { countRequests } from '#core/store/rate-limits.ts'
import type { Principal } from '#api/http/request-state.ts'

/** Requests that one transaction counts. */
const MOST_AT_ONCE = 32

/**
 * Counts the request against its caller's limit, before its body is read. Every answer says what is
 * left; a request above the limit is refused with the time to wait.
 *
 * @param factsVersion the version of the facts by which the caller is known; null: they were just
 *   read
 * @returns false, with nothing counted, when the facts have changed since.
 * @throws AppError rate_limit_exceeded.
 */
export async function isCounted(
  deps: Pick<Deps, 'db' | 'clock' | 'facts' | 'requestGroups'>,
  res: Response,
  principal: Principal,
  factsVersion: string | null,
): Promise<boolean> {
  const limit = principal.requestLimit
  if (limit.perMinute === 0) return factsVersion === null || (await deps.facts.isCurrent(factsVersion))
  const key = bucketOf(principal)
  const request = { key, limit, now: deps.clock.now(), factsVersion }
  const decision = await deps.requestGroups.join(request, { key, most: MOST_AT_ONCE }, (requests) => {
    const counted = countRequests(deps.db, requests)
    return requests.map(async (_, i) => (await counted)[i])
  })
  if (decision === undefined) return false
  res.set(rateLimitHeaders(limit, decision))
  assertAllowed(decision, limit)
  return true
}

function assertAllowed(decision: RateDecision, limit: Principal['requestLimit']): void {
  if (decision.allowed) return
  throw new AppError(
    'rate_limit_exceeded',
    `More than ${limit.perMinute} requests a minute, or ${limit.burst} at once. Try again in ${decision.retryAfterSeconds} s.`,
    { retryAfterSeconds: decision.retryAfterSeconds },
  )
}

/** Every API key has a bucket of its own; the tokens of a tenant share one. */
const bucketOf = (principal: Principal): string =>
  principal.keyId === null ? `jwt:${principal.tenantId}` : `key:${principal.keyId}`
