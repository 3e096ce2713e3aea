import * as tasks from '#core/store/tasks.ts'
import type { Asset } from '#core/task/asset.ts'
import type { Phase } from '#core/task/run.ts'
import type { Claim, Task, TaskError, TaskStatus } from '#core/task/task.ts'
import { requeue } from './requeue.ts'
import { CANCELLED, type Completion, settle } from './settle.ts'
import { type Change, type LifecycleDeps, transition } from './transition.ts'

export interface ProgressPatch {
  readonly phase: Phase
  /** Denoising steps done. */
  readonly step: number
  /** Percent, 0 … 99. */
  readonly progress: number
  readonly etaAt: Date | null
}

/**
 * Records the progress of a run. Null when the claim is stale; otherwise whether a cancel was
 * requested.
 */
export async function progress(
  deps: LifecycleDeps,
  claim: Claim,
  patch: ProgressPatch,
): Promise<{ cancelRequested: boolean } | null> {
  const row = await tasks.moveClaimedTask(deps.db, claim, {
    phase: patch.phase,
    step: patch.step,
    progress: patch.progress,
    eta_at: patch.etaAt,
    updated_at: deps.clock.now(),
  })
  if (row === undefined) {
    deps.metrics.fenceRejections.inc()
    return null
  }
  return { cancelRequested: row.cancel_requested_at !== null }
}

/**
 * Records the latest preview of a run. False when the claim is stale: the file then belongs to no
 * task.
 */
export async function preview(deps: LifecycleDeps, claim: Claim, asset: Asset): Promise<boolean> {
  const row = await tasks.moveClaimedTask(deps.db, claim, {
    preview: JSON.stringify(asset),
    updated_at: deps.clock.now(),
  })
  if (row === undefined) deps.metrics.fenceRejections.inc()
  return row !== undefined
}

/**
 * running → completed. Null when the claim is stale: the caller's files then belong to no task.
 * Completing again under the same claim is the same as once, since the answer to the first time may
 * have been lost.
 */
export async function complete(deps: LifecycleDeps, claim: Claim, done: Completion): Promise<Task | null> {
  return await changeClaimed(deps, claim, ['completed'], (change, row) =>
    settle(change, row, { type: 'video.completed', ...done }),
  )
}

/**
 * Whether the files of this attempt are, or may still become, the result of its task: its claim
 * holds, or it has completed the task.
 */
export async function keepsFiles(deps: Pick<LifecycleDeps, 'db'>, claim: Claim): Promise<boolean> {
  const row = await tasks.findTaskRow(deps.db, claim.taskId)
  return (
    row !== undefined &&
    row.fencing_token === claim.fencingToken &&
    (row.status === 'running' || row.status === 'completed')
  )
}

/**
 * running → failed, or running → queued with exponential backoff while attempts are left and the
 * failure is retryable. A task whose cancel was requested is cancelled instead of retried. Null
 * when the claim is stale. Repeating it under the same claim is the same as once.
 */
export async function fail(
  deps: LifecycleDeps,
  claim: Claim,
  failure: TaskError & { readonly retryable: boolean },
): Promise<Task | null> {
  const error = { code: failure.code, message: failure.message }
  return await changeClaimed(deps, claim, ['queued', 'failed', 'cancelled'], async (change, row) => {
    if (row.cancel_requested_at !== null)
      return await settle(change, row, { type: 'video.cancelled', error: CANCELLED })
    if (!failure.retryable || row.attempts >= deps.config.taskMaxAttempts)
      return await settle(change, row, { type: 'video.failed', error })
    const delayMs = deps.config.taskRetryDelaySeconds * 1000 * 2 ** (row.attempts - 1)
    return await requeue(change, row, {
      type: 'video.retrying',
      attempts: row.attempts,
      startAfter: later(change, delayMs),
      ended: { outcome: 'failed', error },
      avoidUntil: later(change, delayMs + AVOIDED_FOR_MS),
    })
  })
}

const later = ({ now }: Change, ms: number): Date => new Date(now.getTime() + ms)

/** For so long after its delay, a retry is for another worker, if one can run it. */
const AVOIDED_FOR_MS = 60_000
/** A fault that comes back this often, on whatever worker, is no longer taken for theirs. */
const MOST_WORKER_FAULTS = 10
/** Whatever the task, these say something about who was to make its video. */
const NEVER_THE_TASKS = ['model_unavailable', 'upstream_unavailable']
/** Time for another worker to be free, or for this one to be mended. */
const GIVEN_BACK_FOR_MS = 5000

/**
 * running → queued without charging the attempt: the worker cannot make the video for a reason of
 * its own, and another one is asked first. After ten such attempts the reason counts as a failure
 * that may be retried, except for a model that cannot be loaded and a server that does not answer:
 * these are never the task's. Null when the claim is stale. Repeating it under the same claim is
 * the same as once.
 */
export async function giveBack(deps: LifecycleDeps, claim: Claim, fault: TaskError): Promise<Task | null> {
  const isCharged = (row: tasks.TaskRow): boolean =>
    !NEVER_THE_TASKS.includes(fault.code) && row.worker_faults >= MOST_WORKER_FAULTS
  return await changeClaimed(deps, claim, ['queued', 'failed', 'cancelled'], async (change, row) => {
    if (row.cancel_requested_at !== null)
      return await settle(change, row, { type: 'video.cancelled', error: CANCELLED })
    if (isCharged(row) && row.attempts >= deps.config.taskMaxAttempts)
      return await settle(change, row, { type: 'video.failed', error: fault })
    return await requeue(change, row, {
      type: isCharged(row) ? 'video.retrying' : 'video.released',
      attempts: isCharged(row) ? row.attempts : row.attempts - 1,
      startAfter: later(change, GIVEN_BACK_FOR_MS),
      ended: { outcome: isCharged(row) ? 'failed' : 'released', error: fault },
      avoidUntil: later(change, GIVEN_BACK_FOR_MS + AVOIDED_FOR_MS),
      workerFaults: row.worker_faults + 1,
    })
  })
}

/**
 * running → queued without charging the attempt: the worker shuts down. Null when the claim is
 * stale. Repeating it under the same claim is the same as once.
 */
export async function release(deps: LifecycleDeps, claim: Claim): Promise<Task | null> {
  return await changeClaimed(deps, claim, ['queued', 'cancelled'], async (change, row) =>
    row.cancel_requested_at !== null
      ? await settle(change, row, { type: 'video.cancelled', error: CANCELLED })
      : await requeue(change, row, {
          type: 'video.released',
          attempts: row.attempts - 1,
          startAfter: null,
          ended: { outcome: 'released', error: null },
        }),
  )
}

/**
 * running → cancelled, once the engine has stopped. Null when the claim is stale. Repeating it
 * under the same claim is the same as once.
 */
export async function acknowledgeCancel(deps: LifecycleDeps, claim: Claim): Promise<Task | null> {
  return await changeClaimed(deps, claim, ['cancelled'], (change, row) =>
    settle(change, row, { type: 'video.cancelled', error: CANCELLED }),
  )
}

/**
 * Runs `work` on the locked row if the claim still holds. A task that has left `running` for one of
 * the states in `reached`, and was not started since, has been changed so already.
 */
async function changeClaimed(
  deps: LifecycleDeps,
  claim: Claim,
  reached: readonly TaskStatus[],
  work: (change: Change, row: tasks.TaskRow) => Promise<tasks.TaskRow>,
): Promise<Task | null> {
  const moved = await transition(deps, async (change) => {
    const row = await tasks.lockTask(change.trx, claim.taskId)
    if (row === undefined || row.fencing_token !== claim.fencingToken) return null
    if (row.status !== 'running') return reached.includes(row.status) ? tasks.taskFromRow(row) : null
    return tasks.taskFromRow(await work(change, row))
  })
  if (moved === null) deps.metrics.fenceRejections.inc()
  return moved
}
