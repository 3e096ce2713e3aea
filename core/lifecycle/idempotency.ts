import type { Db, Trx } from '#core/postgres/db.ts'
import { AppError } from '#core/errors.ts'
import * as folding from './retry-folding.ts'
import { type CallAttempt, markCall } from '#core/store/client-calls.ts'
import {
  type EarlierAnswer,
  type StoredResponse,
  claimIdempotencyKey,
  findIdempotencyKey,
  storeIdempotentResponse,
} from '#core/store/idempotency.ts'
import type { QueueView } from '#core/task/queue-view.ts'
import type { Task } from '#core/task/task.ts'
import type { LifecycleDeps } from './deps.ts'

/** `Made` is what the answer shows: a task by default. */
export interface Idempotency<Made extends readonly unknown[] = [task: Task, view: QueueView]> {
  readonly key: string
  /** Digest of the parsed request; another body under the same key is refused. */
  readonly fingerprint: string
  /** When the key is ours, made for a client that numbers its attempts instead of sending one. */
  readonly attempt?: CallAttempt
  /** The answer to store and to repeat. */
  respond(...made: Made): StoredResponse
}

/** Takes the request's key for what it makes, or finds the answer to an earlier request under it. */
export async function claimRequest(
  trx: Trx,
  made: { readonly id: string; readonly tenantId: string },
  idempotency: Pick<Idempotency, 'key' | 'fingerprint' | 'attempt'> | null,
  now: Date,
): Promise<
  { readonly replayed: EarlierAnswer } | { store(respond: () => StoredResponse | undefined): Promise<void> }
> {
  if (idempotency === null) return { store: async () => undefined }
  const { key, fingerprint, attempt } = idempotency
  let attemptsSeen: number | null = null
  if (attempt !== undefined) {
    const folded = await folding.deduplicateRetry(trx, attempt, now)
    if ('earlier' in folded) return { replayed: folded.earlier }
    attemptsSeen = folded.attemptsSeen
  }
  const { tenantId, id } = made
  if (!(await claimIdempotencyKey(trx, { tenantId, key, fingerprint, taskId: id, now })))
    return { replayed: await replay(trx, tenantId, key, fingerprint) }
  return {
    async store(respond) {
      const response = respond()
      if (response !== undefined) await storeIdempotentResponse(trx, tenantId, key, response)
      if (attemptsSeen !== null) await markCall(trx, tenantId, key, attemptsSeen)
    },
  }
}

/** The stored answer to an earlier attempt of the same call; null when there is none, or none for certain. */
export async function earlierAttempt(
  deps: Pick<LifecycleDeps, 'db' | 'clock'>,
  attempt: CallAttempt,
): Promise<EarlierAnswer | null> {
  const now = deps.clock.now()
  return await deps.db.transaction().execute((trx) => folding.earlierAttempt(trx, attempt, now))
}

/**
 * The stored answer for a key that was used before.
 *
 * @throws AppError idempotency_key_reused when the fingerprints differ.
 */
export async function replay(
  db: Db,
  tenantId: string,
  key: string,
  fingerprint: string,
): Promise<EarlierAnswer> {
  const row = await findIdempotencyKey(db, tenantId, key)
  if (row === undefined || row.fingerprint !== fingerprint)
    throw new AppError(
      'idempotency_key_reused',
      'This Idempotency-Key was used with a different request. Use a new key for a new request.',
      { param: 'Idempotency-Key' },
    )
  return row
}
