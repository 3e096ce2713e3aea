import type { Trx } from '#core/postgres/db.ts'
import { newRowId } from '#core/ids.ts'
import * as tasks from '#core/store/tasks.ts'
import * as turns from '#core/store/turns.ts'
import { type TaskError, isTerminal } from '#core/task/task.ts'
import type { LifecycleDeps } from './deps.ts'
import { writeEvent } from './events.ts'
import { unpark } from './jobs.ts'
import { CANCELLED, settle } from './settle.ts'

/** Back to the queue under a new job; the old job, wherever it is, no longer stands for the task. */
export async function requeue(
  trx: Trx,
  deps: LifecycleDeps,
  row: tasks.TaskRow,
  why: { type: 'video.retrying' | 'video.released'; error: TaskError | null; startAfter?: Date },
  now: Date,
): Promise<tasks.TaskRow> {
  const jobId = newRowId()
  const moved = await tasks.moveTask(trx, row.id, ['queued', 'running'], {
    status: 'queued',
    job_id: jobId,
    parked: false,
    not_before: why.startAfter ?? null,
    job_retry_count: 0,
    attempts: row.attempts,
    phase: null,
    step: 0,
    progress: 0,
    eta_at: null,
    started_at: null,
    updated_at: now,
  })
  if (moved === undefined) throw new Error(`task ${row.id} changed while its row was locked`)
  await writeEvent(trx, row.id, row.tenant_id, why.type, now)
  await deps.queue.send(
    trx,
    'generate',
    { taskId: row.id },
    {
      id: jobId,
      priority: row.priority,
      ...(why.startAfter === undefined ? {} : { startAfter: why.startAfter }),
    },
  )
  if (row.status === 'running') {
    await turns.takeTurn(trx)
    await unpark(trx, deps, row.tenant_id)
  }
  return moved
}

/**
 * Gives an unfinished task whose job has vanished a new one; a running one goes back to the queue first, since
 * nobody can hold its claim. False when the task has moved on.
 */
export async function adopt(deps: LifecycleDeps, taskId: string, unchangedSince: Date): Promise<boolean> {
  const now = deps.clock.now()
  return await deps.db.transaction().execute(async (trx) => {
    const row = await tasks.lockTask(trx, taskId)
    if (row === undefined || isTerminal(row.status) || row.updated_at >= unchangedSince) return false
    if (row.cancel_requested_at !== null)
      await settle(trx, deps, row, { type: 'video.cancelled', error: CANCELLED }, now)
    else await requeue(trx, deps, row, { type: 'video.released', error: null }, now)
    return true
  })
}
