import type { WebhookOutcome } from '#core/webhooks/post.ts'
import { retryAfterMs } from './retry-after.ts'

const JITTER = 0.2
const MAX_RETRY_AFTER_MS = 86_400_000
/** Answers of a receiver, or of the proxy before it, that has more than it can do. */
const OVERLOADED = new Set([429, 502, 504])

export type Verdict = 'delivered' | 'gone' | 'again'

/**
 * 2xx acknowledges, 410 ends the delivery and disables its endpoint; anything else, redirects
 * included, is tried again.
 */
export function judge({ answer }: WebhookOutcome): Verdict {
  if (answer === null) return 'again'
  if (answer.status >= 200 && answer.status < 300) return 'delivered'
  return answer.status === 410 ? 'gone' : 'again'
}

/** What a failed attempt says about how soon its destination wants another, of any delivery. */
export interface Overload {
  readonly isOverloaded: boolean
  /** By its Retry-After; null without one. */
  readonly askedMs: number | null
}

/** Whether an answer asks to slow down. */
export function overloadOf({ answer }: WebhookOutcome, now: Date): Overload {
  if (answer === null) return { isOverloaded: false, askedMs: null }
  return { isOverloaded: OVERLOADED.has(answer.status), askedMs: retryAfterMs(answer.headers, now) }
}

/**
 * The next attempt by the schedule with jitter, never before the receiver's Retry-After, of which a
 * day counts at most; null when the schedule is used up.
 *
 * @param o.scheduleSeconds the delay before each attempt, the first one's included
 * @param o.random of [0, 1)
 */
export function nextAttemptAt(
  outcome: WebhookOutcome,
  o: {
    readonly attemptsMade: number
    readonly scheduleSeconds: readonly string[]
    readonly now: Date
    readonly random: number
  },
): Date | null {
  const scheduled = o.scheduleSeconds[o.attemptsMade]
  if (scheduled === undefined) return null
  const delayMs = Number(scheduled) * 1000 * (1 - JITTER + 2 * JITTER * o.random)
  const askedMs = Math.min(MAX_RETRY_AFTER_MS, overloadOf(outcome, o.now).askedMs ?? 0)
  return new Date(o.now.getTime() + Math.max(delayMs, askedMs))
}
