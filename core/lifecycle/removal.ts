import { setTimeout as sleep } from 'node:timers/promises'
import { deleteIdempotencyKeysOfTask } from '#core/store/idempotency.ts'
import * as tasks from '#core/store/tasks.ts'
import { deleteWebhooks, tombstone } from '#core/store/tombstones.ts'
import { isTerminal } from '#core/task/task.ts'
import { lockOwned, requestCancel } from './cancel.ts'
import type { LifecycleDeps } from './deps.ts'
import { writeEvent } from './events.ts'

/**
 * Takes the task out of its owner's sight at once, cancels it when it is not finished, and has its files removed. What
 * stays is a tombstone: id, tenant, state and times. Webhooks that were not delivered yet never will be; the end of a
 * run that this cancels is told to nobody.
 *
 * @throws AppError video_not_found.
 */
export async function remove(deps: LifecycleDeps, tenantId: string, taskId: string): Promise<void> {
  const now = deps.clock.now()
  await deps.db.transaction().execute(async (trx) => {
    const row = await lockOwned(trx, tenantId, taskId)
    await tasks.patchTask(trx, taskId, { ...tombstone(row), deleted_at: now, updated_at: now })
    await deleteIdempotencyKeysOfTask(trx, taskId)
    // The stored answer of a batch holds the prompts of all its items.
    if (row.batch_id !== null) await deleteIdempotencyKeysOfTask(trx, row.batch_id)
    await deleteWebhooks(trx, taskId)
    // A running task's files are purged when its worker has let go of it.
    if (isTerminal(row.status)) await deps.queue.send(trx, 'maintenance', { kind: 'purge', taskId })
    else await requestCancel(trx, deps, { ...row, deleted_at: now }, now)
    await writeEvent(trx, taskId, tenantId, 'video.deleted', now)
  })
}

/** An ended task without its files; the state stays. False when there was nothing to expire. Files are removed before this is called. */
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
 * Whether the assets of a task are due for removal. A job that fires up to a second early by a difference of clocks
 * waits for the moment.
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

/** Whether nothing of the task's runs is needed any more; also of a task that is gone. */
export async function hasEnded(deps: LifecycleDeps, taskId: string): Promise<boolean> {
  const row = await tasks.findTaskRow(deps.db, taskId)
  return row === undefined || isTerminal(row.status)
}

/** Whether the files of a task are to go because it was deleted and has ended. */
export async function isToPurge(deps: LifecycleDeps, taskId: string): Promise<boolean> {
  const row = await tasks.findTaskRow(deps.db, taskId)
  return row !== undefined && row.deleted_at !== null && isTerminal(row.status)
}

/** Notes that no file of a deleted task is left. */
export async function forgetFiles(deps: LifecycleDeps, taskId: string): Promise<void> {
  const now = deps.clock.now()
  await deps.db
    .transaction()
    .execute((trx) => tasks.patchTask(trx, taskId, { assets_removed_at: now, updated_at: now }))
}
