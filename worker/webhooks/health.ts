import type { DestinationHealth } from '#core/store/webhook-queue.ts'

/** Failures in a row after which a destination gets no attempt for a while. */
const FAILURES_TO_PAUSE = 10
const PAUSE_MS = 300_000
const MOST_AT_ONCE = 2

export const HEALTHY: DestinationHealth = { failures: 0, failingSince: null, pausedUntil: null }

/**
 * How many attempts a destination may have at once: two, none while it is paused, and one after a
 * pause, whose outcome decides.
 */
export function attemptsAtOnce({ pausedUntil }: DestinationHealth, now: Date): 0 | 1 | 2 {
  if (pausedUntil === null) return MOST_AT_ONCE
  return pausedUntil > now ? 0 : 1
}

/**
 * The health after one more attempt. A success ends every pause; the tenth failure in a row, and
 * each one after it, begins a pause of five minutes.
 */
export function healthAfter(before: DestinationHealth, hasSucceeded: boolean, at: Date): DestinationHealth {
  if (hasSucceeded) return HEALTHY
  const failures = before.failures + 1
  return {
    failures,
    failingSince: before.failingSince ?? at,
    pausedUntil: failures >= FAILURES_TO_PAUSE ? new Date(at.getTime() + PAUSE_MS) : before.pausedUntil,
  }
}
