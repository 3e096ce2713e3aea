import { newRowId } from '#core/ids.ts'
import { endAttempt } from '#core/store/attempts.ts'
import * as tasks from '#core/store/tasks.ts'
import * as turns from '#core/store/turns.ts'
import type { AttemptOutcome } from '#core/task/run.ts'
import { isTerminal, type TaskError } from '#core/task/task.ts'
import { writeEvent } from './events.ts'
import { sendJob, unpark } from './jobs.ts'
import { CANCELLED, settle } from './settle.ts'
import { type Change, type LifecycleDeps, transition } from './transition.ts'

interface Requeueing {
  readonly type: 'video.retrying' | 'video.released'
  /** Attempts that stay charged to the task. */
  readonly attempts: number
  /** Null: at once. */
  readonly startAfter: Date | null
  /** Until then, other workers are asked before the one of this attempt; absent: not at all. */
  readonly avoidUntil?: Date
  /** How the attempt ended that the task leaves. */
  readonly ended: { readonly outcome: AttemptOutcome; readonly error: TaskError | null }
  /** Faults of workers so far; absent: as they were. */
  readonly workerFaults?: number
}

/** queued or running → queued under a new job. The old job no longer stands for the task. */
export async function requeue(
  change: Change,
  row: tasks.TaskRow,
  { type, attempts, startAfter, avoidUntil, ended, workerFaults }: Requeueing,
): Promise<tasks.TaskRow> {
  const { deps, trx, now } = change
  const moved = await change.move(row, {
    status: 'queued',
    job_id: newRowId(),
    parked: false,
    not_before: startAfter,
    job_retry_count: 0,
    attempts,
    avoid_until: avoidUntil ?? null,
    ...(workerFaults === undefined ? {} : { worker_faults: workerFaults }),
    phase: null,
    step: 0,
    progress: 0,
    eta_at: null,
    started_at: null,
    updated_at: now,
  })
  await writeEvent(trx, row.id, row.tenant_id, type, now)
  await sendJob(trx, deps, moved, startAfter)
  if (row.status === 'running') {
    await endAttempt(trx, row, ended.outcome, ended.error, now)
    await turns.takeTurn(trx)
    await unpark(trx, deps, row.tenant_id)
  }
  return moved
}

/**
 * Gives an unfinished task whose job has vanished a new one; a running task returns to the queue
 * first, since no worker can hold its claim. False when the task has changed since
 * `unchangedSince`.
 */
export async function adopt(deps: LifecycleDeps, taskId: string, unchangedSince: Date): Promise<boolean> {
  return await transition(deps, async (change) => {
    const row = await tasks.lockTask(change.trx, taskId)
    if (row === undefined || isTerminal(row.status) || row.updated_at >= unchangedSince) return false
    if (row.cancel_requested_at !== null)
      await settle(change, row, { type: 'video.cancelled', error: CANCELLED })
    else
      await requeue(change, row, {
        type: 'video.released',
        attempts: row.attempts,
        startAfter: null,
        ended: { outcome: 'lost', error: null },
      })
    return true
  })
}
