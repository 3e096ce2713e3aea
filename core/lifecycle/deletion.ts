import { setTimeout as sleep } from 'node:timers/promises'
import { isAppError } from '#core/errors.ts'
import { deleteTenantsThings, markTenantDeleted, tasksOfDeletedTenants } from '#core/store/deleted-tenants.ts'
import { deleteAttempts } from '#core/store/attempts.ts'
import { deleteIdempotencyKeysOfTask } from '#core/store/idempotency.ts'
import * as tasks from '#core/store/tasks.ts'
import { deleteWebhooks, tombstone } from '#core/store/tombstones.ts'
import { isTerminal } from '#core/task/task.ts'
import { lockOwned, requestCancel } from './cancel.ts'
import { writeEvent } from './events.ts'
import { type LifecycleDeps, transition } from './transition.ts'

/**
 * Hides the task from its owner at once, cancels it when it is unfinished, and has its files
 * deleted. A tombstone remains: id, tenant, state and times. Pending webhooks are never delivered,
 * and none is sent for the end of a run that this cancels.
 *
 * @throws AppError video_not_found.
 */
export async function deleteTask(deps: LifecycleDeps, tenantId: string, taskId: string): Promise<void> {
  await transition(deps, async (change) => {
    const { trx, now } = change
    const row = await lockOwned(trx, tenantId, taskId)
    await tasks.patchTask(trx, taskId, { ...tombstone(row), deleted_at: now, updated_at: now })
    change.wrote(taskId)
    await deleteIdempotencyKeysOfTask(trx, taskId)
    // The stored answer of a batch holds the prompts of all its items.
    if (row.batch_id !== null) await deleteIdempotencyKeysOfTask(trx, row.batch_id)
    await deleteWebhooks(trx, taskId)
    await deleteAttempts(trx, taskId)
    // The files of a running task are deleted once its worker has let go of it.
    if (isTerminal(row.status)) await deps.queue.send(trx, 'maintenance', { kind: 'purge', taskId })
    else await requestCancel(change, { ...row, deleted_at: now })
    await writeEvent(trx, taskId, tenantId, 'video.deleted', now)
  })
}

/**
 * Records that the files of an ended task have expired; its state stays. The caller deletes the
 * files first. False when the task is not due, was deleted or has expired already.
 */
export async function expire(deps: LifecycleDeps, taskId: string): Promise<boolean> {
  const now = deps.clock.now()
  return await deps.db.transaction().execute(async (trx) => {
    const row = await tasks.lockTask(trx, taskId)
    if (!isDue(row, now)) return false
    await tasks.patchTask(trx, taskId, { assets_removed_at: now, updated_at: now })
    if (row.status === 'completed') await writeEvent(trx, taskId, row.tenant_id, 'video.expired', now)
    return true
  })
}

/**
 * Records that the files of a completed task are gone before their time, as after the restore of a
 * backup: it has expired. False when it has no files any more, or was deleted.
 */
export async function expireLost(deps: LifecycleDeps, taskId: string): Promise<boolean> {
  const now = deps.clock.now()
  return await deps.db.transaction().execute(async (trx) => {
    const row = await tasks.lockTask(trx, taskId)
    if (row?.status !== 'completed' || row.deleted_at !== null || row.assets_removed_at !== null) return false
    await tasks.patchTask(trx, taskId, { expires_at: now, assets_removed_at: now, updated_at: now })
    await writeEvent(trx, taskId, row.tenant_id, 'video.expired', now)
    return true
  })
}

/**
 * Whether the files of a task are due for deletion. A job that fires up to a second early, because
 * clocks differ, waits for the moment.
 */
export async function isExpired(deps: LifecycleDeps, taskId: string): Promise<boolean> {
  const row = await tasks.findTaskRow(deps.db, taskId)
  const waitMs = (row?.expires_at?.getTime() ?? 0) - deps.clock.now().getTime()
  if (waitMs > 0 && waitMs <= 1000) await sleep(waitMs)
  return isDue(row, deps.clock.now())
}

const isDue = (row: tasks.TaskRow | undefined, now: Date): row is tasks.TaskRow =>
  row !== undefined &&
  row.deleted_at === null &&
  row.assets_removed_at === null &&
  row.expires_at !== null &&
  row.expires_at <= now

/** Whether no run of the task can follow. True also for a task without a row. */
export async function hasEnded(deps: LifecycleDeps, taskId: string): Promise<boolean> {
  const row = await tasks.findTaskRow(deps.db, taskId)
  return row === undefined || isTerminal(row.status)
}

/** Whether the task was deleted and has ended, so that its files must be deleted. */
export async function mustDeleteFiles(deps: LifecycleDeps, taskId: string): Promise<boolean> {
  const row = await tasks.findTaskRow(deps.db, taskId)
  return row !== undefined && row.deleted_at !== null && isTerminal(row.status)
}

/** Records that no file of a deleted task is left. */
export async function recordFilesDeleted(deps: LifecycleDeps, taskId: string): Promise<void> {
  const now = deps.clock.now()
  await deps.db
    .transaction()
    .execute((trx) => tasks.patchTask(trx, taskId, { assets_removed_at: now, updated_at: now }))
}

/** Videos that one call deletes; more than most tenants have unfinished. */
const AT_ONCE = 200

/**
 * Closes a tenant at once: its keys and tokens are refused, its unfinished videos are cancelled,
 * and nothing is delivered any more. Its videos and files are deleted from now on, what this call
 * does not reach by the next sweeps. The id is never given to another tenant.
 *
 * @returns false when there is no such tenant, or no longer
 */
export async function deleteTenant(deps: LifecycleDeps, id: string): Promise<boolean> {
  const now = deps.clock.now()
  const isDeleted = await deps.db.transaction().execute(async (trx) => {
    if (!(await markTenantDeleted(trx, id, now))) return false
    await deleteTenantsThings(trx, id, now)
    return true
  })
  if (isDeleted) await deleteVideosOfDeletedTenants(deps)
  return isDeleted
}

/**
 * Deletes videos of deleted tenants, as their owner would. A request that was under way when the
 * tenant was deleted may have made one since.
 *
 * @returns how many were deleted
 */
export async function deleteVideosOfDeletedTenants(deps: LifecycleDeps): Promise<number> {
  const found = await tasksOfDeletedTenants(deps.db, AT_ONCE)
  for (const { id, tenant_id: tenantId } of found)
    await deleteTask(deps, tenantId, id).catch((error: unknown) => {
      // Another process was faster.
      if (!isAppError(error) || error.code !== 'video_not_found') throw error
    })
  return found.length
}
