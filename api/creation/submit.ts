import type { Deps } from '#core/deps.ts'
import { isAppError, messageOf } from '#core/errors.ts'
import { newRowId } from '#core/ids.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { findIdempotencyKey, type StoredResponse } from '#core/store/idempotency.ts'
import type { LimitState, NewTask, QueueView, Task } from '#core/task/task.ts'
import type { ViewedTask, WireResponse } from '#api/dialects/dialect.ts'
import type { Call } from '#api/endpoints/action.ts'
import { asStored, replayed } from './idempotency.ts'

/**
 * The stored answer to an earlier request under the same Idempotency-Key, or to an earlier attempt of the same call;
 * null when there is none.
 *
 * @throws AppError idempotency_key_reused.
 */
export async function earlierAnswer(call: Call, fingerprint: string): Promise<WireResponse | null> {
  const { deps, principal, idempotencyKey: key, attempt } = call
  if (key === null && attempt !== null) {
    const earlier = await lifecycle.earlierAttempt(deps, { ...attempt, fingerprint })
    return earlier === null ? null : replayed(earlier)
  }
  if (key === null || (await findIdempotencyKey(deps.db, principal.tenantId, key)) === undefined) return null
  return replayed(await lifecycle.replay(deps.db, principal.tenantId, key, fingerprint))
}

/** Task, event, job and Idempotency-Key in one transaction. Files that were stored for a task that did not come to be are removed. */
export async function submit(
  call: Call,
  task: NewTask,
  request: Submission,
  render: (result: ViewedTask) => WireResponse,
): Promise<WireResponse> {
  return await submitting<[Task, QueueView]>(
    call,
    request,
    async (idempotency) => {
      const { deps, cancelAfterSeconds } = call
      const outcome = await lifecycle.submit(deps, { ...task, cancelAfterSeconds }, idempotency)
      return outcome.outcome === 'replayed'
        ? outcome
        : { outcome: 'created', made: [outcome.task, outcome.view], limits: outcome.limits }
    },
    (created, view) => render({ task: created, view }),
  )
}

/** What is known of a request beside what it makes. */
export interface Submission {
  readonly fingerprint: string
  /** Files that were stored for it. */
  readonly storedKeys: readonly string[]
}

/**
 * As `submit`, whatever is made.
 *
 * @param commit makes it under the given key, or finds the answer to an earlier request
 */
export async function submitting<Made extends readonly unknown[]>(
  call: Call,
  request: Submission,
  commit: (
    idempotency: lifecycle.Idempotency<Made> | null,
  ) => Promise<
    | { readonly outcome: 'replayed'; readonly response: StoredResponse }
    | { readonly outcome: 'created'; readonly made: Made; readonly limits: readonly LimitState[] }
  >,
  render: (...made: Made) => WireResponse,
): Promise<WireResponse> {
  const { deps } = call
  try {
    const idempotency = idempotencyOf(call, request.fingerprint, render)
    const outcome = await commit(idempotency)
    if (outcome.outcome === 'replayed') {
      void deleteOrphans(deps, request.storedKeys)
      return replayed(outcome.response)
    }
    const response = render(...outcome.made)
    const answer = idempotency === null ? response : asStored(response)
    return { ...answer, limits: outcome.limits }
  } catch (error) {
    // After any other error the commit may have happened all the same: a task must never lose its input. What is
    // nobody's is swept later.
    if (isAppError(error)) void deleteOrphans(deps, request.storedKeys)
    throw error
  }
}

/** A client that sends no key but numbers its attempts gets a key of ours for each call. */
function idempotencyOf<Made extends readonly unknown[]>(
  { idempotencyKey, attempt }: Call,
  fingerprint: string,
  render: (...made: Made) => WireResponse,
): lifecycle.Idempotency<Made> | null {
  if (idempotencyKey === null && attempt === null) return null
  return {
    key: idempotencyKey ?? `call/${newRowId()}`,
    fingerprint,
    ...(attempt === null ? {} : { attempt: { ...attempt, fingerprint } }),
    respond: (...made) => asStored(render(...made)),
  }
}

/** Files of tasks that did not come to be. */
export async function deleteOrphans(deps: Deps, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  try {
    await deps.storage.remove(keys)
  } catch (error) {
    deps.log.warn({ keys, error: messageOf(error) }, 'unused input images could not be removed')
  }
}
