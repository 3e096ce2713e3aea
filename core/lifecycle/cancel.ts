import type { Trx } from '#core/postgres/db.ts'
import { AppError } from '#core/errors.ts'
import { CANCEL_CHANNEL } from '#core/postgres/notifications.ts'
import * as batches from '#core/store/batches.ts'
import { notify } from '#core/store/notify.ts'
import * as tasks from '#core/store/tasks.ts'
import { type Task, isTerminal } from '#core/task/task.ts'
import type { LifecycleDeps } from './deps.ts'
import { CANCELLED, settle } from './settle.ts'

/**
 * queued → cancelled at once; on a running task the wish is noted and its worker told, which stops within one
 * denoising step. Cancelling twice is the same as once.
 *
 * @param from the states that may be left for it; with `running` missing a cancelled task counts as any other
 * @throws AppError video_not_found, not_cancellable.
 */
export async function cancel(
  deps: LifecycleDeps,
  tenantId: string,
  taskId: string,
  from: 'queued' | 'queued or running' = 'queued or running',
): Promise<Task> {
  const now = deps.clock.now()
  return await deps.db.transaction().execute(async (trx) => {
    const row = await lockOwned(trx, tenantId, taskId)
    const permitted =
      row.status === 'queued' ||
      (from === 'queued or running' && (row.status === 'running' || row.status === 'cancelled'))
    if (!permitted)
      throw new AppError(
        'not_cancellable',
        `This video is ${row.status}; only a ${from} one can be cancelled.`,
        { facts: { taskStatus: row.status } },
      )
    if (row.status === 'cancelled') return tasks.taskFromRow(row)
    return tasks.taskFromRow(await requestCancel(trx, deps, row, now))
  })
}

/** Tasks of a batch that are cancelled in one transaction: their rows are held meanwhile. */
const CANCELLED_AT_ONCE = 50

/**
 * Cancels every task of a batch that has not ended: queued ones at once, running ones as soon as they notice. Again is
 * the same as once. What a crash leaves, `finishBatchCancels` does.
 *
 * @throws AppError batch_not_found; not_cancellable when all of it had ended before anybody asked.
 */
export async function cancelBatch(deps: LifecycleDeps, tenantId: string, batchId: string): Promise<void> {
  const now = deps.clock.now()
  await deps.db.transaction().execute(async (trx) => {
    const row = await batches.lockBatch(trx, batchId)
    if (row === undefined || row.tenant_id !== tenantId) throw new AppError('batch_not_found')
    if (row.cancel_requested_at !== null) return
    if (row.finished_at !== null)
      throw new AppError('not_cancellable', 'Every video of the batch has ended already.')
    await batches.requestBatchCancel(trx, batchId, now)
  })
  await cancelTasks(deps, batchId, now)
}

const BATCHES_AT_ONCE = 20

/** Goes on with cancellations of batches that were asked for before that time and interrupted. Returns their ids. */
export async function finishBatchCancels(deps: LifecycleDeps, askedBefore: Date): Promise<string[]> {
  const ids = await batches.halfCancelledBatchIds(deps.db, askedBefore, BATCHES_AT_ONCE)
  for (const id of ids) await cancelTasks(deps, id, deps.clock.now())
  return ids
}

async function cancelTasks(deps: LifecycleDeps, batchId: string, now: Date): Promise<void> {
  let count: number
  do {
    count = await deps.db.transaction().execute(async (trx) => {
      const ids = await batches.lockUncancelled(trx, batchId, CANCELLED_AT_ONCE)
      for (const id of ids) {
        // As it is now: cancelling the one before may have changed it.
        const row = await tasks.lockTask(trx, id)
        if (row !== undefined && !isTerminal(row.status)) await requestCancel(trx, deps, row, now)
      }
      return ids.length
    })
  } while (count > 0)
}

export async function requestCancel(
  trx: Trx,
  deps: LifecycleDeps,
  row: tasks.TaskRow,
  now: Date,
): Promise<tasks.TaskRow> {
  if (row.status === 'queued') {
    const moved = await settle(trx, deps, row, { type: 'video.cancelled', error: CANCELLED }, now)
    deps.metrics.taskTransitions.inc({ to: 'cancelled' })
    return moved
  }
  const cancelRequestedAt = row.cancel_requested_at ?? now
  await tasks.patchTask(trx, row.id, { cancel_requested_at: cancelRequestedAt, updated_at: now })
  await notify(trx, CANCEL_CHANNEL, row.id)
  return { ...row, cancel_requested_at: cancelRequestedAt }
}

export async function lockOwned(trx: Trx, tenantId: string, taskId: string): Promise<tasks.TaskRow> {
  const row = await tasks.lockTask(trx, taskId)
  if (row === undefined || row.tenant_id !== tenantId || row.deleted_at !== null)
    throw new AppError('video_not_found')
  return row
}
