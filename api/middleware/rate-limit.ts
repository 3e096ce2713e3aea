import type { Response } from 'express'
import type { Deps } from '#core/deps.ts'
import { AppError, messageOf } from '#core/errors.ts'
import type { Bucket } from '#core/limits/prepaid.ts'
import { decisionOf, rateLimitHeaders, type RateDecision } from '#core/limits/rate-limit.ts'
import { countRequests, giveBack, type Counted, type CountedRequest } from '#core/store/rate-limits.ts'
import type { Principal } from '#api/http/request-state.ts'

/** Requests that one transaction counts. */
const MOST_AT_ONCE = 32

type CountDeps = Pick<Deps, 'db' | 'clock' | 'facts' | 'log' | 'prepaid' | 'requestGroups'>

/**
 * Counts the request against its caller's limit, before its body is read. Every answer says what is
 * left; a request above the limit is refused with the time to wait.
 *
 * @param o.isRead whether it changes nothing: it may rely on facts of a quarter of a second ago
 * @param o.factsVersion the version of the facts by which the caller is known; null: they were just
 *   read
 * @returns false, with nothing counted, when the facts have changed since.
 * @throws AppError rate_limit_exceeded.
 */
export async function isCounted(
  deps: CountDeps,
  res: Response,
  principal: Principal,
  { isRead, factsVersion }: { readonly isRead: boolean; readonly factsVersion: string | null },
): Promise<boolean> {
  const limit = principal.requestLimit
  if (limit.perMinute === 0) return factsVersion === null || (await deps.facts.isCurrent(factsVersion))
  const key = bucketOf(principal)
  const now = deps.clock.now()
  const counted =
    (isRead && factsVersion !== null ? await beforehand(deps, { key, limit, factsVersion }, now) : null) ??
    (await count(deps, { key, limit, factsVersion, now, requests: 1 }))
  if (counted === undefined) return false
  const decision = decisionOf(limit, counted, now.getTime())
  res.set(rateLimitHeaders(limit, decision))
  assertAllowed(decision, limit)
  return true
}

/** Counts together with others that arrive at once. */
async function count(
  { db, requestGroups }: CountDeps,
  request: CountedRequest,
): Promise<Counted | undefined> {
  return await requestGroups.join(request, { key: request.key, most: MOST_AT_ONCE }, (requests) => {
    const counts = countRequests(db, requests)
    return requests.map(async (_, i) => (await counts)[i])
  })
}

/** A read of a busy caller, which was counted with some that have not yet come. */
async function beforehand(deps: CountDeps, bucket: Bucket, now: Date): Promise<Counted | null> {
  const { key, limit } = bucket
  const arrivalMs = await deps.prepaid.take(
    bucket,
    now.getTime(),
    async (requests) => {
      const counted = await count(deps, { ...bucket, now, requests })
      return counted?.allowed === false ? null : counted?.arrivalMs
    },
    (requests) => {
      // Without the database they come back by themselves, when the bucket is full again.
      giveBack(deps.db, key, limit, requests).catch((error: unknown) =>
        deps.log.debug({ error: messageOf(error) }, 'counted requests were not given back'),
      )
    },
  )
  return arrivalMs === null ? null : { arrivalMs, allowed: true }
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
