import type { Deps } from '#core/deps.ts'
import { isDatabaseUnavailable, isRolledBack } from '#core/postgres/database-errors.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import type { Claim } from '#core/task/task.ts'
import { EngineError } from '#worker/engine/failure.ts'
import { SHUTDOWN } from '#worker/engine/engine.ts'

/** Why an attempt was stopped. */
export type StopReason = 'cancel' | 'fenced' | typeof SHUTDOWN

/**
 * Performs the one transition that follows from the error of an attempt; returns its name for the
 * log.
 */
export async function settleFailure(
  deps: Deps,
  claim: Claim,
  error: unknown,
  stop: AbortSignal,
): Promise<string> {
  const reason = stop.aborted ? (stop.reason as StopReason) : null
  if (reason === 'fenced') return 'fenced'
  if (error instanceof EngineError && error.code === 'cancelled' && reason !== null) {
    const settled =
      reason === 'cancel'
        ? await lifecycle.acknowledgeCancel(deps, claim)
        : await lifecycle.release(deps, claim)
    if (settled === null) return 'fenced'
    return settled.status === 'cancelled' ? 'cancelled' : 'released'
  }
  if (isFaultOfWorker(error)) {
    const released = await lifecycle.release(deps, claim, OFFER_AGAIN_SECONDS)
    return released === null ? 'fenced' : `${released.status} again: the fault is this worker's`
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

/** Time for another worker to be free, or for this one to be mended. */
const OFFER_AGAIN_SECONDS = 5

/** What the file system says when a worker cannot keep its own files. */
const FILE_SYSTEM_FAULTS = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE', 'EIO']

/**
 * Whether an attempt failed for a reason of the worker's own: its model files, its disk, its
 * connection to the database. Another worker, or this one once it is mended, can make the video.
 */
function isFaultOfWorker(error: unknown): boolean {
  if (error instanceof EngineError) return error.code === 'model_unavailable'
  if (isDatabaseUnavailable(error) || isRolledBack(error)) return true
  return error instanceof Error && 'code' in error && FILE_SYSTEM_FAULTS.includes(String(error.code))
}
