import type { Trx } from '#core/postgres/db.ts'
import * as tasks from '#core/store/tasks.ts'
import type { Asset } from '#core/task/asset.ts'
import type { Phase } from '#core/task/phase.ts'
import type { Claim, Task, TaskError } from '#core/task/task.ts'
import type { LifecycleDeps } from './deps.ts'
import { requeue } from './requeue.ts'
import { CANCELLED, type Completion, settle } from './settle.ts'

export interface ProgressPatch {
  readonly phase: Phase
  readonly step: number
  /** 0 … 99 */
  readonly progress: number
  readonly etaAt: Date | null
}

/** running → running. Null when the claim is stale; otherwise whether somebody asked to cancel. */
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

/** running → running: another picture of what is being made. False when the claim is stale: the file is then nobody's. */
export async function preview(deps: LifecycleDeps, claim: Claim, asset: Asset): Promise<boolean> {
  const row = await tasks.moveClaimedTask(deps.db, claim, {
    preview: JSON.stringify(asset),
    updated_at: deps.clock.now(),
  })
  if (row === undefined) deps.metrics.fenceRejections.inc()
  return row !== undefined
}

/** running → completed. Null when the claim is stale: the caller's files are then nobody's and are swept. */
export async function complete(deps: LifecycleDeps, claim: Claim, done: Completion): Promise<Task | null> {
  return await settleClaimed(deps, claim, (trx, row, now) =>
    settle(trx, deps, row, { type: 'video.completed', ...done }, now),
  )
}

/**
 * running → failed, or running → queued with exponential backoff while attempts are left and the failure is
 * retryable. A task that somebody asked to cancel is cancelled instead of retried. Null when the claim is stale.
 */
export async function fail(
  deps: LifecycleDeps,
  claim: Claim,
  failure: TaskError & { readonly retryable: boolean },
): Promise<Task | null> {
  const error = { code: failure.code, message: failure.message }
  return await settleClaimed(deps, claim, async (trx, row, now) => {
    if (row.cancel_requested_at !== null)
      return await settle(trx, deps, row, { type: 'video.cancelled', error: CANCELLED }, now)
    if (!failure.retryable || row.attempts >= deps.config.taskMaxAttempts)
      return await settle(trx, deps, row, { type: 'video.failed', error }, now)
    const delayMs = deps.config.taskRetryDelaySeconds * 1000 * 2 ** (row.attempts - 1)
    return await requeue(
      trx,
      deps,
      row,
      { type: 'video.retrying', error, startAfter: new Date(now.getTime() + delayMs) },
      now,
    )
  })
}

/** running → queued without charging the attempt: the worker is shutting down. Null when the claim is stale. */
export async function release(deps: LifecycleDeps, claim: Claim): Promise<Task | null> {
  return await settleClaimed(deps, claim, async (trx, row, now) =>
    row.cancel_requested_at !== null
      ? await settle(trx, deps, row, { type: 'video.cancelled', error: CANCELLED }, now)
      : await requeue(
          trx,
          deps,
          { ...row, attempts: row.attempts - 1 },
          { type: 'video.released', error: null },
          now,
        ),
  )
}

/** running → cancelled, once the engine has stopped. Null when the claim is stale. */
export async function acknowledgeCancel(deps: LifecycleDeps, claim: Claim): Promise<Task | null> {
  return await settleClaimed(deps, claim, (trx, row, now) =>
    settle(trx, deps, row, { type: 'video.cancelled', error: CANCELLED }, now),
  )
}

/** Runs `change` on the locked row if the claim still holds. */
async function settleClaimed(
  deps: LifecycleDeps,
  claim: Claim,
  change: (trx: Trx, row: tasks.TaskRow, now: Date) => Promise<tasks.TaskRow>,
): Promise<Task | null> {
  const now = deps.clock.now()
  const moved = await deps.db.transaction().execute(async (trx) => {
    const row = await tasks.lockTask(trx, claim.taskId)
    if (row === undefined || row.status !== 'running' || row.fencing_token !== claim.fencingToken) return null
    return tasks.taskFromRow(await change(trx, row, now))
  })
  if (moved === null) deps.metrics.fenceRejections.inc()
  else deps.metrics.taskTransitions.inc({ to: moved.status })
  return moved
}
