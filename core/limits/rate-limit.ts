/**
 * Generic cell rate algorithm (ITU-T I.371, "virtual scheduling"): a bucket of `burst` requests that refills evenly.
 * Its whole state is the theoretical arrival time: the moment at which the bucket is full again.
 */
export interface RequestLimit {
  /** 0: no limit. */
  readonly perMinute: number
  /** Requests that may come at once after a pause; at least 1. */
  readonly burst: number
}

export interface RateDecision {
  readonly allowed: boolean
  /** Requests that may still come at once. */
  readonly remaining: number
  /** Until the bucket is full again. */
  readonly resetSeconds: number
  /** Until one more request is allowed; 0 when it is allowed now. */
  readonly retryAfterSeconds: number
}

/** What the limit means in milliseconds: the space between two requests, and how far they may run ahead of it. */
export function spacingOf(limit: RequestLimit): { intervalMs: number; toleranceMs: number } {
  const intervalMs = 60_000 / limit.perMinute
  return { intervalMs, toleranceMs: intervalMs * (limit.burst - 1) }
}

/** @param arrivalMs theoretical arrival time after the request was counted, or as it was when it was refused */
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
 * `RateLimit-Policy` and `RateLimit` as draft-ietf-httpapi-ratelimit-headers has them: `q` requests in a window of `w`
 * seconds, `r` left, full again after `t` seconds.
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
