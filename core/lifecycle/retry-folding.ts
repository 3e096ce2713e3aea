import type { Trx } from '#core/postgres/db.ts'
import {
  hasRefusedAttempt,
  claimRetry,
  lockCalls,
  takeRefusedAttempt,
  type CallAttempt,
} from '#core/store/client-calls.ts'
import type { EarlierAnswer } from '#core/store/idempotency.ts'

/**
 * Official OpenAI clients repeat a request whose answer was lost, without an Idempotency-Key but with the number of the
 * attempt. An attempt is folded into the task of the same call:
 *
 * - attempt n > 0 takes the answer of the oldest call of the same body within the time that has had no attempt n
 * - unless an attempt n − 1 was refused by us (429, …): then this one may be its repeat, and makes a task
 * - attempt 0 takes the answer of a call that began with a later attempt while attempt 0 was still under way
 *
 * So identical calls at the same time stay as many tasks as they are calls, and no repeat makes another one.
 *
 * @returns the earlier answer, or which attempts the new call has had, as bits.
 */
export async function deduplicateRetry(
  trx: Trx,
  attempt: CallAttempt,
  now: Date,
): Promise<{ readonly earlier: EarlierAnswer } | { readonly attemptsSeen: number }> {
  await lockCalls(trx, attempt)
  if (attempt.retryCount > 0 && (await takeRefusedAttempt(trx, attempt, now)))
    return { attemptsSeen: 2 ** (attempt.retryCount + 1) - 1 }
  const earlier = await claimRetry(trx, attempt)
  return earlier === undefined ? { attemptsSeen: 2 ** attempt.retryCount } : { earlier }
}

/** The earlier answer to a repeat, before any work is done for it; null when that is not certain yet. */
export async function earlierAttempt(
  trx: Trx,
  attempt: CallAttempt,
  now: Date,
): Promise<EarlierAnswer | null> {
  if (attempt.retryCount === 0) return null
  await lockCalls(trx, attempt)
  if (await hasRefusedAttempt(trx, attempt, now)) return null
  return (await claimRetry(trx, attempt)) ?? null
}
