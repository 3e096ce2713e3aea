import type { Trx } from '#core/postgres/db.ts'
import { AppError } from '#core/errors.ts'
import { CANCEL_CHANNEL } from '#core/postgres/notifications.ts'
import * as batches from '#core/store/batches.ts'
import { notify } from '#core/store/notify.ts'
import * as tasks from '#core/store/tasks.ts'
import { type Task, isTerminal } from '#core/task/task.ts'
import { CANCELLED, settle } from './settle.ts'
import { type Change, type LifecycleDeps, transition } from './transition.ts'

/**
 * queued → cancelled at once. For a running task, records the request and notifies the worker,
 * which stops within one denoising step. Cancelling twice is the same as once.
 *
 * @param from the states that may be left; without `running`, a cancelled task is refused like any
 *   other ended one
 * @throws AppError video_not_found, not_cancellable.
 */
export async function cancel(
  deps: LifecycleDeps,
  tenantId: string,
  taskId: string,
  from: 'queued' | 'queued or running' = 'queued or running',
): Promise<Task> {
  return await transition(deps, async (change) => {
    const row = await lockOwned(change.trx, tenantId, taskId)
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
    return tasks.taskFromRow(await requestCancel(change, row))
  })
}

/** Tasks of a batch that one transaction cancels; their rows stay locked until it ends. */
const CANCELLED_AT_ONCE = 50

/**
 * Cancels every unfinished task of a batch: queued ones at once, running ones within one denoising
 * step. Cancelling twice is the same as once. After a crash `finishBatchCancels` completes it.
 *
 * @throws AppError batch_not_found; not_cancellable when every task had ended before the first
 *   request.
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
  await cancelTasks(deps, batchId)
}

const BATCHES_AT_ONCE = 20

/**
 * Completes interrupted cancels of batches that were requested before `askedBefore`.
 *
 * @returns the ids of those batches.
 */
export async function finishBatchCancels(deps: LifecycleDeps, askedBefore: Date): Promise<string[]> {
  const ids = await batches.halfCancelledBatchIds(deps.db, askedBefore, BATCHES_AT_ONCE)
  for (const id of ids) await cancelTasks(deps, id)
  return ids
}

async function cancelTasks(deps: LifecycleDeps, batchId: string): Promise<void> {
  let count: number
  do {
    count = await transition(deps, async (change) => {
      const ids = await batches.lockUncancelled(change.trx, batchId, CANCELLED_AT_ONCE)
      for (const id of ids) {
        // Read again: the cancel of an earlier task may have changed this one.
        const row = await tasks.lockTask(change.trx, id)
        if (row !== undefined && !isTerminal(row.status)) await requestCancel(change, row)
      }
      return ids.length
    })
  } while (count > 0)
}

/** Cancels a queued task; of a running one, records the request and notifies its worker. */
export async function requestCancel(change: Change, row: tasks.TaskRow): Promise<tasks.TaskRow> {
  const { trx, now } = change
  if (row.status === 'queued') return await settle(change, row, { type: 'video.cancelled', error: CANCELLED })
  const cancelRequestedAt = row.cancel_requested_at ?? now
  await tasks.patchTask(trx, row.id, { cancel_requested_at: cancelRequestedAt, updated_at: now })
  change.wrote(row.id)
  await notify(trx, CANCEL_CHANNEL, row.id)
  return { ...row, cancel_requested_at: cancelRequestedAt }
}

/**
 * The task of the tenant, locked until the transaction ends.
 *
 * @throws AppError video_not_found for a deleted task and one of another tenant.
 */
export async function lockOwned(trx: Trx, tenantId: string, taskId: string): Promise<tasks.TaskRow> {
  const row = await tasks.lockTask(trx, taskId)
  if (row === undefined || row.tenant_id !== tenantId || row.deleted_at !== null)
    throw new AppError('video_not_found')
  return row
}
