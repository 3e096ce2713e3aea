/**
 * Generic cell rate algorithm (ITU-T I.371, "virtual scheduling"): a bucket of `burst` requests
 * that refills evenly. Its whole state is the theoretical arrival time: the moment at which the
 * bucket is full again.
 */
export interface RequestLimit {
  /** 0: no limit. */
  readonly perMinute: number
  /** Requests that may arrive at once after a pause; at least 1. */
  readonly burst: number
}

export interface RateDecision {
  readonly allowed: boolean
  /** Requests that may still arrive at once. */
  readonly remaining: number
  /** Seconds until the bucket is full again. */
  readonly resetSeconds: number
  /** Seconds until one more request is allowed; 0 when it is allowed now. */
  readonly retryAfterSeconds: number
}

/**
 * The limit in milliseconds: the interval between two requests, and how far ahead of it they may
 * arrive.
 */
export function spacingOf(limit: RequestLimit): { intervalMs: number; toleranceMs: number } {
  const intervalMs = 60_000 / limit.perMinute
  return { intervalMs, toleranceMs: intervalMs * (limit.burst - 1) }
}

/**
 * The decision about one request.
 *
 * @param state.arrivalMs theoretical arrival time after the request; unchanged by a refused one
 */
export function decisionOf(
  limit: RequestLimit,
  state: { arrivalMs: number; allowed: boolean },
  nowMs: number,
): RateDecision {
  const { intervalMs, toleranceMs } = spacingOf(limit)
  const aheadMs = Math.max(0, state.arrivalMs - nowMs)
  return {
    allowed: state.allowed,
    remaining: state.allowed
      ? Math.max(0, Math.floor((toleranceMs + intervalMs - aheadMs) / intervalMs + 1e-9))
      : 0,
    resetSeconds: Math.ceil(aheadMs / 1000),
    retryAfterSeconds: state.allowed ? 0 : Math.max(1, Math.ceil((aheadMs - toleranceMs) / 1000)),
  }
}

/**
 * `RateLimit-Policy` and `RateLimit` of draft-ietf-httpapi-ratelimit-headers: `q` requests in a
 * window of `w` seconds, `r` left, full again after `t` seconds.
 */
export function rateLimitHeaders(
  limit: RequestLimit,
  decision: RateDecision,
  name = 'requests',
): Record<string, string> {
  const windowSeconds = Math.max(1, Math.ceil((limit.burst * 60) / limit.perMinute))
  return {
    'RateLimit-Policy': `"${name}";q=${limit.burst};w=${windowSeconds}`,
    RateLimit: `"${name}";r=${decision.remaining};t=${decision.resetSeconds}`,
  }
}
