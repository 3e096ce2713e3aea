import type { WebhookOutcome } from '#core/webhooks/post.ts'

const JITTER = 0.2
const MAX_RETRY_AFTER_MS = 86_400_000

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

/**
 * The next attempt by the schedule with jitter, never before the receiver's Retry-After; null when
 * the schedule is used up.
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
  const header = outcome.answer?.headers['retry-after']
  const retryAfterMs = Math.min(MAX_RETRY_AFTER_MS, Number(Array.isArray(header) ? header[0] : header) * 1000)
  return new Date(o.now.getTime() + Math.max(delayMs, Number.isFinite(retryAfterMs) ? retryAfterMs : 0))
}
