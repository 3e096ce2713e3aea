import type { Deps } from '#core/deps.ts'
import { isAppError, messageOf } from '#core/errors.ts'
import { newRowId } from '#core/ids.ts'
import * as lifecycle from '#core/lifecycle.ts'
import { findIdempotencyKey } from '#core/store/idempotency.ts'
import type { NewTask } from '#core/task.ts'
import type { ViewedTask, WireResponse } from '#api/dialects/dialect.ts'
import type { Call } from './action.ts'
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
  request: { readonly fingerprint: string; readonly storedKeys: readonly string[] },
  render: (result: ViewedTask) => WireResponse,
): Promise<WireResponse> {
  const { deps } = call
  try {
    const idempotency = idempotencyOf(call, request.fingerprint, render)
    const { cancelAfterSeconds } = call
    const outcome = await lifecycle.submit(deps, { ...task, cancelAfterSeconds }, idempotency)
    if (outcome.outcome === 'replayed') {
      void removeOrphans(deps, request.storedKeys)
      return replayed(outcome.response)
    }
    const response = render({ task: outcome.task, view: outcome.view })
    const answer = idempotency === null ? response : asStored(response)
    return { ...answer, limits: outcome.limits }
  } catch (error) {
    // After any other error the commit may have happened all the same: a task must never lose its input. What is
    // nobody's is swept later.
    if (isAppError(error)) void removeOrphans(deps, request.storedKeys)
    throw error
  }
}

/** A client that sends no key but numbers its attempts gets a key of ours for each call. */
function idempotencyOf(
  { idempotencyKey, attempt }: Call,
  fingerprint: string,
  render: (result: ViewedTask) => WireResponse,
): lifecycle.Idempotency | null {
  if (idempotencyKey === null && attempt === null) return null
  return {
    key: idempotencyKey ?? `call/${newRowId()}`,
    fingerprint,
    ...(attempt === null ? {} : { attempt: { ...attempt, fingerprint } }),
    respond: (created, view) => asStored(render({ task: created, view })),
  }
}

async function removeOrphans(deps: Deps, keys: readonly string[]): Promise<void> {
  try {
    await deps.storage.remove(keys)
  } catch (error) {
    deps.log.warn({ keys, error: messageOf(error) }, 'unused input images could not be removed')
  }
}
