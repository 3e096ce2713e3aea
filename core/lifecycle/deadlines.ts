import type { Trx } from '#core/postgres/db.ts'
import { CANCEL_CHANNEL } from '#core/postgres/notifications.ts'
import { taskIdsPastDeadline } from '#core/store/deadlines.ts'
import { notify } from '#core/store/notify.ts'
import * as tasks from '#core/store/tasks.ts'
import { type TaskError, isTerminal } from '#core/task/task.ts'
import type { LifecycleDeps } from './deps.ts'
import { CANCELLED, settle } from './settle.ts'

const DEADLINES_AT_ONCE = 200

/**
 * queued or running → cancelled, for every task that has not ended by its `cancel_at` or was not started by its
 * `start_by`. The worker of a running one has lost its claim with that, whether it is there or not, and stops within one
 * denoising step. Returns the ids.
 */
export async function enforceDeadlines(deps: LifecycleDeps): Promise<string[]> {
  const now = deps.clock.now()
  const ended: string[] = []
  for (const id of await taskIdsPastDeadline(deps.db, now, DEADLINES_AT_ONCE)) {
    const done = await deps.db.transaction().execute(async (trx) => {
      const row = await tasks.lockTask(trx, id)
      return row !== undefined && (await endPastDeadline(trx, deps, row, now))
    })
    if (done) ended.push(id)
  }
  return ended
}

/** Cancels the task if its time is up. False when it is not. */
export async function endPastDeadline(
  trx: Trx,
  deps: LifecycleDeps,
  row: tasks.TaskRow,
  now: Date,
): Promise<boolean> {
  const error = deadlineError(row, now)
  if (error === null) return false
  await settle(trx, deps, row, { type: 'video.cancelled', error }, now)
  deps.metrics.taskTransitions.inc({ to: 'cancelled' })
  if (row.status === 'running') await notify(trx, CANCEL_CHANNEL, row.id)
  return true
}

/** Which deadline an unfinished task has passed; a cancellation that was asked for before is what it was. */
function deadlineError(row: tasks.TaskRow, now: Date): TaskError | null {
  if (isTerminal(row.status)) return null
  if (row.cancel_at !== null && row.cancel_at <= now)
    return row.cancel_requested_at === null ? DEADLINE_EXCEEDED : CANCELLED
  const waits = row.status === 'queued' && row.fencing_token === 0
  return waits && row.start_by !== null && row.start_by <= now ? START_TIMEOUT : null
}

const DEADLINE_EXCEEDED: TaskError = {
  code: 'deadline_exceeded',
  message: 'The video was not finished within the time that `Cancel-After` gave it, and was cancelled.',
}

const START_TIMEOUT: TaskError = {
  code: 'start_timeout',
  message: 'The video was not started within `start_timeout_seconds`, and was cancelled.',
}
