import type { DestinationHealth } from '#core/store/webhook-queue.ts'
import { FAILURES_TO_PAUSE } from '#core/webhooks/circuit.ts'
import type { Overload } from './verdict.ts'

const PAUSE_MS = 300_000
/** After the first answer that asks to slow down; each further failure doubles it. */
const FIRST_SLOW_MS = 1000
const LAST_SLOW_MS = 60_000
/** A mistaken Retry-After holds the other deliveries back for no longer than this. */
const LONGEST_ASKED_MS = 3_600_000
const MOST_AT_ONCE = 2
/** After so long a time of failures alone, an endpoint is disabled. */
export const LONGEST_FAILURE_MS = 120 * 3_600_000

export const HEALTHY: DestinationHealth = { failures: 0, failingSince: null, pausedUntil: null }

/** Whether a destination has only failed for 120 hours, and often enough to be paused. */
export const isDead = ({ failures, failingSince }: DestinationHealth, now: Date): boolean =>
  failures >= FAILURES_TO_PAUSE &&
  failingSince !== null &&
  now.getTime() - failingSince.getTime() >= LONGEST_FAILURE_MS

/**
 * How many attempts a destination may have at once: two, none while it is paused, and one after a
 * pause, whose outcome decides.
 */
export function attemptsAtOnce({ pausedUntil }: DestinationHealth, now: Date): 0 | 1 | 2 {
  if (pausedUntil === null) return MOST_AT_ONCE
  return pausedUntil > now ? 0 : 1
}

/**
 * The health after a failed attempt. The tenth failure in a row, and each one after it, begins a
 * pause of five minutes. An overloaded receiver gets one at once: of 1 s, twice as long with each
 * further failure up to a minute, or as long as its Retry-After asks, up to an hour.
 */
export function healthAfterFailure(
  before: DestinationHealth,
  { isOverloaded, askedMs }: Overload,
  at: Date,
): DestinationHealth {
  const failures = before.failures + 1
  const slowMs = isOverloaded ? Math.min(LAST_SLOW_MS, FIRST_SLOW_MS * 2 ** (failures - 1)) : 0
  const pauseMs = Math.max(
    failures >= FAILURES_TO_PAUSE ? PAUSE_MS : 0,
    askedMs === null ? slowMs : Math.min(LONGEST_ASKED_MS, askedMs),
  )
  const until = new Date(at.getTime() + pauseMs)
  const isLonger = pauseMs > 0 && (before.pausedUntil === null || until > before.pausedUntil)
  return {
    failures,
    failingSince: before.failingSince ?? at,
    pausedUntil: isLonger ? until : before.pausedUntil,
  }
}
