import type { CompiledQuery } from 'kysely'
import type { Db, Trx } from '#core/postgres/db.ts'
import { AppError } from '#core/errors.ts'
import {
  type CallAttempt,
  claimRetry,
  hasRefusedAttempt,
  lockCalls,
  markCall,
  takeRefusedAttempt,
} from '#core/store/client-calls.ts'
import {
  type EarlierAnswer,
  type IdempotencyRow,
  type StoredResponse,
  claimIdempotencyKey,
  findIdempotencyKey,
  storeIdempotentResponse,
} from '#core/store/idempotency.ts'
import type { QueueView } from '#core/task/queue-view.ts'
import type { Task } from '#core/task/task.ts'
import type { LifecycleDeps } from '#core/lifecycle/transition.ts'

/** The key of a request and the answer to store under it; `Made` is what the answer shows. */
export interface Idempotency<Made extends readonly unknown[] = [task: Task, view: QueueView]> {
  readonly key: string
  /** Digest of the parsed request; another request under the same key is refused. */
  readonly fingerprint: string
  /**
   * Set when the service made the key, for a client that numbers its attempts instead of sending a
   * key.
   */
  readonly attempt?: CallAttempt
  /** The answer to store, and to repeat under the key. */
  respond(...made: Made): StoredResponse
}

/** A claim of the request's key that travels with the first statements. */
export interface Claimed {
  readonly queries: readonly CompiledQuery[]
  /**
   * @param rows of the first of the queries
   * @throws KeyTaken when another request has the key.
   */
  assertClaimed(rows: readonly unknown[] | undefined): void
  /** Stores the answer under the key. */
  store(respond: () => StoredResponse | undefined): Promise<void>
}

const NO_CLAIM: Claimed = { queries: [], assertClaimed: () => undefined, store: async () => undefined }

/** Another request has the key: what this transaction has done is rolled back. */
class KeyTaken extends Error {
  override readonly name = 'KeyTaken'
}

/**
 * Claims the request's key for what the request makes, or finds the answer to an earlier attempt of
 * the same call.
 */
export async function claimRequest(
  trx: Trx,
  made: { readonly id: string; readonly tenantId: string },
  idempotency: Pick<Idempotency, 'key' | 'fingerprint' | 'attempt'> | null,
  now: Date,
): Promise<{ readonly replayed: EarlierAnswer } | Claimed> {
  if (idempotency === null) return NO_CLAIM
  const { attempt } = idempotency
  let attemptsSeen: number | null = null
  if (attempt !== undefined) {
    const folded = await deduplicateRetry(trx, attempt, now)
    if ('earlier' in folded) return { replayed: folded.earlier }
    attemptsSeen = folded.attemptsSeen
  }
  return claimKey(trx, made, idempotency, now, attemptsSeen)
}

/**
 * Claims the request's key for what the request makes.
 *
 * @param attemptsSeen of a call whose attempts are numbered; null: its client sends keys
 */
export function claimKey(
  trx: Trx,
  { tenantId, id }: { readonly id: string; readonly tenantId: string },
  idempotency: Pick<Idempotency, 'key' | 'fingerprint'> | null,
  now: Date,
  attemptsSeen: number | null = null,
): Claimed {
  if (idempotency === null) return NO_CLAIM
  const { key, fingerprint } = idempotency
  return {
    queries: [claimIdempotencyKey(trx, { tenantId, key, fingerprint, taskId: id, now })],
    assertClaimed(rows) {
      if (rows?.length === 0) throw new KeyTaken(`the key ${key} is taken`)
    },
    async store(respond) {
      const response = respond()
      if (response !== undefined) await storeIdempotentResponse(trx, tenantId, key, response)
      if (attemptsSeen !== null) await markCall(trx, tenantId, key, attemptsSeen)
    },
  }
}

/**
 * What `make` makes, or the answer to an earlier request under the same key.
 *
 * @throws AppError idempotency_key_reused when the key stands for another request.
 */
export async function replayedWhenTaken<T>(
  db: Db,
  tenantId: string,
  idempotency: Pick<Idempotency, 'key' | 'fingerprint'> | null,
  make: () => Promise<T>,
): Promise<T | ({ readonly outcome: 'replayed' } & EarlierAnswer)> {
  try {
    return await make()
  } catch (error) {
    if (!(error instanceof KeyTaken) || idempotency === null) throw error
    const row = await findIdempotencyKey(db, tenantId, idempotency.key)
    return { outcome: 'replayed', ...answerOf(row, idempotency.fingerprint) }
  }
}

/**
 * Recognises the retries of one call. Official OpenAI clients repeat a request whose answer was
 * lost, without an Idempotency-Key but with the number of the attempt. An attempt gets the task of
 * the call that it repeats:
 *
 * - attempt n > 0 gets the answer of the oldest recent call of the same body that has had no
 *   attempt n
 * - unless this service refused an attempt n − 1 (429, …): then this attempt may repeat that one,
 *   and makes a task
 * - attempt 0 gets the answer of a call that began with a later attempt while attempt 0 was still
 *   under way
 *
 * Identical calls at the same time therefore make one task each, and no retry makes another.
 *
 * @returns the earlier answer, or the attempts that the new call has had, as bits.
 */
async function deduplicateRetry(
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

/** The stored answer to an earlier attempt of the same call; null when none is certain. */
export async function earlierAttempt(
  deps: Pick<LifecycleDeps, 'db' | 'clock'>,
  attempt: CallAttempt,
): Promise<EarlierAnswer | null> {
  if (attempt.retryCount === 0) return null
  const now = deps.clock.now()
  return await deps.db.transaction().execute(async (trx) => {
    await lockCalls(trx, attempt)
    if (await hasRefusedAttempt(trx, attempt, now)) return null
    return (await claimRetry(trx, attempt)) ?? null
  })
}

/**
 * The stored answer for a key that was used before.
 *
 * @throws AppError idempotency_key_reused when the fingerprints differ.
 */
export function answerOf(row: IdempotencyRow | undefined, fingerprint: string): EarlierAnswer {
  if (row === undefined || row.fingerprint !== fingerprint)
    throw new AppError(
      'idempotency_key_reused',
      'This Idempotency-Key was used with a different request. Use a new key for a new request.',
      { param: 'Idempotency-Key' },
    )
  return row
}
