import type { Deps } from '#core/deps.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import type { Claim, TaskError } from '#core/task/task.ts'
import { EngineError } from '#worker/engine/failure.ts'
import { CANCEL, type SHUTDOWN } from '#worker/engine/engine.ts'

/** Why an attempt was stopped. */
export type StopReason = typeof CANCEL | 'fenced' | typeof SHUTDOWN

/**
 * Performs the one transition that follows from the error of an attempt; returns its name for the
 * log.
 *
 * @param fault the worker's own, which is not the task's to pay for
 */
export async function settleFailure(
  deps: Deps,
  claim: Claim,
  { error, fault }: { readonly error: unknown; readonly fault: TaskError | null },
  stop: AbortSignal,
): Promise<string> {
  const reason = stop.aborted ? (stop.reason as StopReason) : null
  if (reason === 'fenced') return 'fenced'
  if (error instanceof EngineError && error.code === 'cancelled' && reason !== null) {
    const settled =
      reason === CANCEL
        ? await lifecycle.acknowledgeCancel(deps, claim)
        : await lifecycle.release(deps, claim)
    if (settled === null) return 'fenced'
    return settled.status === 'cancelled' ? 'cancelled' : 'released'
  }
  if (fault !== null) {
    const givenBack = await lifecycle.giveBack(deps, claim, fault)
    return givenBack === null ? 'fenced' : `${givenBack.status} again: the fault is this worker's`
  }
  const failure =
    error instanceof EngineError
      ? { code: error.code, message: error.message, retryable: error.retryable }
      : { code: 'internal_error', message: 'Something went wrong while making the video.', retryable: true }
  const settled = await lifecycle.fail(deps, claim, failure)
  if (settled === null) return 'fenced'
  return settled.status === 'queued'
    ? `retry after ${failure.code}`
    : `${settled.status} with ${failure.code}`
}
