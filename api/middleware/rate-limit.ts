import type { RequestHandler } from 'express'
import type { Deps } from '#core/deps.ts'
import { AppError } from '#core/errors.ts'
import { rateLimitHeaders } from '#core/limits/rate-limit.ts'
import { consumeToken } from '#core/store/rate-limits.ts'
import { stateOf, type Principal } from '#api/http/request-state.ts'

/**
 * Counts the request against its caller's limit, before its body is read. Every answer says what is
 * left; a request above the limit is refused with the time to wait.
 *
 * @throws AppError rate_limit_exceeded.
 */
export function limitRequests(deps: Deps): RequestHandler {
  return async (_req, res, next) => {
    const principal = stateOf(res).principal as Principal
    const limit = principal.requestLimit
    if (limit.perMinute > 0) {
      const decision = await consumeToken(deps.db, bucketOf(principal), limit, deps.clock.now())
      res.set(rateLimitHeaders(limit, decision))
      if (!decision.allowed)
        throw new AppError(
          'rate_limit_exceeded',
          `More than ${limit.perMinute} requests a minute, or ${limit.burst} at once. Try again in ${decision.retryAfterSeconds} s.`,
          { retryAfterSeconds: decision.retryAfterSeconds },
        )
    }
    next()
  }
}

/** Every API key has a bucket of its own; the tokens of a tenant share one. */
const bucketOf = (principal: Principal): string =>
  principal.keyId === null ? `jwt:${principal.tenantId}` : `key:${principal.keyId}`
