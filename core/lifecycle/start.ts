import type { Trx } from '#core/postgres/db.ts'
import * as tasks from '#core/store/tasks.ts'
import * as turns from '#core/store/turns.ts'
import { type Claim, type Task, isTerminal } from '#core/task/task.ts'
import { endPastDeadline } from './deadlines.ts'
import type { LifecycleDeps } from './deps.ts'
import { writeEvent } from './events.ts'
import { park, sendJob } from './jobs.ts'
import { CANCELLED, settle } from './settle.ts'

export type StartOutcome =
  | { readonly outcome: 'started'; readonly task: Task; readonly claim: Claim }
  /** Ended, cancelled meanwhile, or another job stands for it: nothing is left to do for this job. */
  | { readonly outcome: 'gone' }

/**
 * A worker is free: starts the task whose turn it is (`nextTask`), whichever task the job was sent for. The two tasks
 * then swap their jobs, so every queued task keeps one. A job that was redelivered because its worker fell silent
 * stands for the task that it started. When nobody's turn has come, the job's task waits without a job until a running
 * task of its tenant ends, or gets one for the end of its delay.
 */
export async function startNext(
  deps: LifecycleDeps,
  job: { readonly jobId: string; readonly retryCount: number },
): Promise<StartOutcome> {
  const now = deps.clock.now()
  const sent = await tasks.findTaskOfJob(deps.db, job.jobId)
  if (sent === undefined) return { outcome: 'gone' }
  if (sent.status === 'running') return await start(deps, { taskId: sent.id, ...job })
  const outcome = await deps.db
    .transaction()
    .execute(async (trx): Promise<StartOutcome & { to?: string }> => {
      await turns.takeTurn(trx)
      // Looked up again: another worker may have swapped the job away meanwhile.
      const own = await tasks.lockTaskOfJob(trx, job.jobId)
      if (own?.status !== 'queued') return { outcome: 'gone' }
      if (await endPastDeadline(trx, deps, own, now)) return { outcome: 'gone' }
      const row = await lockNext(trx, deps, now)
      if (row === undefined) {
        await wait(trx, deps, own, now)
        return { outcome: 'gone' }
      }
      if (row.id !== own.id) {
        // Unless the chosen task was parked, its job goes to the one whose job this was.
        if (row.parked) await park(trx, own)
        else await tasks.patchTask(trx, own.id, { job_id: row.job_id })
      }
      return await startRow(trx, deps, { ...row, job_id: job.jobId }, job, now)
    })
  if (outcome.to !== undefined) deps.metrics.taskTransitions.inc({ to: outcome.to })
  return outcome
}

/** The next task, held; one that was cancelled while it was chosen, or whose time is up, is passed over. */
async function lockNext(trx: Trx, deps: LifecycleDeps, now: Date): Promise<tasks.TaskRow | undefined> {
  for (;;) {
    const id = await turns.nextTask(trx, deps.config, now)
    if (id === undefined) return undefined
    const row = await tasks.lockTask(trx, id)
    if (row?.status === 'queued' && !(await endPastDeadline(trx, deps, row, now))) return row
  }
}

/** What becomes of a queued task whose job came although its turn has not. */
async function wait(trx: Trx, deps: LifecycleDeps, row: tasks.TaskRow, now: Date): Promise<void> {
  if (row.not_before !== null && row.not_before > now) await sendJob(trx, deps, row, row.not_before)
  else await park(trx, row)
}

/**
 * queued → running, or running → running under a new fencing token when the queue redelivered the job because
 * its holder fell silent. A task that lost its last permitted worker fails with `worker_lost`. This task and no other:
 * whose turn it is, `startNext` knows.
 */
export async function start(
  deps: LifecycleDeps,
  job: { readonly taskId: string; readonly jobId: string; readonly retryCount: number },
): Promise<StartOutcome> {
  const now = deps.clock.now()
  const outcome = await deps.db
    .transaction()
    .execute(async (trx): Promise<StartOutcome & { to?: string }> => {
      const row = await tasks.lockTask(trx, job.taskId)
      if (row === undefined || row.job_id !== job.jobId) return { outcome: 'gone' }
      return await startRow(trx, deps, row, job, now)
    })
  if (outcome.to !== undefined) deps.metrics.taskTransitions.inc({ to: outcome.to })
  return outcome
}

async function startRow(
  trx: Trx,
  deps: LifecycleDeps,
  row: tasks.TaskRow,
  job: { readonly retryCount: number },
  now: Date,
): Promise<StartOutcome & { to?: string }> {
  if (isTerminal(row.status) || (await endPastDeadline(trx, deps, row, now))) return { outcome: 'gone' }
  if (row.status === 'running') {
    if (row.job_retry_count >= job.retryCount) return { outcome: 'gone' }
    if (row.cancel_requested_at !== null) {
      await settle(trx, deps, row, { type: 'video.cancelled', error: CANCELLED }, now)
      return { outcome: 'gone', to: 'cancelled' }
    }
    if (row.attempts >= deps.config.taskMaxAttempts) {
      const error = {
        code: 'worker_lost',
        message: `The worker was lost ${row.attempts} times while making this video.`,
      }
      await settle(trx, deps, row, { type: 'video.failed', error }, now)
      return { outcome: 'gone', to: 'failed' }
    }
  }
  const moved = await tasks.moveTask(trx, row.id, [row.status], {
    status: 'running',
    job_id: row.job_id,
    parked: false,
    not_before: null,
    fencing_token: row.fencing_token + 1,
    attempts: row.attempts + 1,
    job_retry_count: job.retryCount,
    phase: 'load',
    step: 0,
    progress: 0,
    eta_at: null,
    started_at: now,
    updated_at: now,
  })
  if (moved === undefined) return { outcome: 'gone' }
  await turns.recordStart(trx, row.tenant_id, now)
  await writeEvent(trx, row.id, row.tenant_id, 'video.started', now)
  return {
    outcome: 'started',
    task: tasks.taskFromRow(moved),
    claim: { taskId: row.id, fencingToken: moved.fencing_token },
    to: 'running',
  }
}
