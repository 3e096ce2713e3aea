import { beginAttempt, endAttempt } from '#core/store/attempts.ts'
import { flight } from '#core/postgres/flight.ts'
import * as tasks from '#core/store/tasks.ts'
import { leftForOthers, type Serving } from '#core/store/serving.ts'
import * as turns from '#core/store/turns.ts'
import { fittingPixels } from '#core/task/fitting-sizes.ts'
import { type Claim, type Task, isTerminal } from '#core/task/task.ts'
import { endPastDeadline } from './deadlines.ts'
import { writeEvent } from './events.ts'
import { giveJob, park } from './jobs.ts'
import { requeue } from './requeue.ts'
import { CANCELLED, settle } from './settle.ts'
import { type Change, type LifecycleDeps, transition } from './transition.ts'

export type StartOutcome =
  | { readonly outcome: 'started'; readonly task: Task; readonly claim: Claim }
  /** The task has ended, waits, or has another job: this job has nothing left to do. */
  | { readonly outcome: 'gone' }

/** One delivery of a job to a worker. */
interface Delivery {
  readonly retryCount: number
  /**
   * This worker has tried to start a task for this delivery before, and may have succeeded without
   * an answer.
   */
  readonly repeated?: boolean
  /** What the worker can run now; absent: everything. */
  readonly serving?: Serving | undefined
}

function serves({ serving }: Delivery, row: Pick<tasks.TaskRow, 'model' | 'parameters'>): boolean {
  if (serving === undefined) return true
  const { width, height, frames } = row.parameters
  const sizes = serving.fittingSizes?.[row.model] ?? []
  return (
    serving.models.includes(row.model) &&
    width * height <= fittingPixels(sizes, frames, { maxPixels: Number.MAX_SAFE_INTEGER })
  )
}

/** Time until a job that came to a worker which cannot start its task is offered again. */
const OFFER_AGAIN_MS = 1000
/**
 * Every so many jobs for others double that time, since a worker without work would do nothing but
 * pass them on. Any of them is the turn of the next worker that serves one of their models.
 */
const JOBS_PER_OFFER = 8
/** More jobs for others than these are not kept: ends of tasks and the sweep replace them. */
const MOST_JOBS_FOR_OTHERS = 200

/**
 * Starts the task whose turn it is (`nextTask`) on a free worker, whichever task the job was sent
 * for. The two tasks then swap their jobs, so every queued task keeps one. A job that was
 * redelivered because its worker fell silent stands for the task that it started. When it is no
 * task's turn, the job's task is parked until a running task of its tenant ends, or gets a job for
 * the end of its delay. A worker starts tasks that it can run alone; a task that no live worker can
 * run is parked until one comes (`unparkWhereRoom`).
 */
export async function startNext(
  deps: LifecycleDeps,
  job: Delivery & { readonly jobId: string },
): Promise<StartOutcome> {
  const sent = await tasks.findTaskOfJob(deps.db, job.jobId)
  if (sent === undefined) return { outcome: 'gone' }
  if (sent.status === 'running') return await start(deps, { taskId: sent.id, ...job })
  return await transition(deps, async (change): Promise<StartOutcome> => {
    const { trx } = change
    await turns.takeTurn(trx)
    // Read again: another worker may have swapped the job away.
    const [[own], [first]] = await flight(trx, [
      tasks.lockedTaskOfJob(trx, job.jobId),
      turns.nextTaskQuery(trx, deps.config, change.now, job.serving),
    ])
    if (own?.status !== 'queued') return { outcome: 'gone' }
    if (await endPastDeadline(change, own)) return { outcome: 'gone' }
    const row = first?.id === own.id ? own : await lockNext(change, first?.id, job.serving)
    if (row === undefined) {
      await wait(change, own, job)
      return { outcome: 'gone' }
    }
    if (row.id !== own.id) {
      // Unless the chosen task was parked, its job passes to the task whose job this was.
      if (row.parked) await park(trx, own)
      else await tasks.patchTask(trx, own.id, { job_id: row.job_id })
    }
    return await startRow(change, { ...row, job_id: job.jobId }, job)
  })
}

/**
 * The next task, locked. A task that was cancelled meanwhile or is past its deadline is skipped.
 *
 * @param first the id of the first one to try
 */
async function lockNext(
  change: Change,
  first: string | undefined,
  serving: Serving | undefined,
): Promise<tasks.TaskRow | undefined> {
  const { trx, deps, now } = change
  for (let id = first; id !== undefined; id = await turns.nextTask(trx, deps.config, now, serving)) {
    const row = await tasks.lockTask(trx, id)
    if (row?.status === 'queued' && !(await endPastDeadline(change, row))) return row
  }
  return undefined
}

/**
 * Parks a queued task whose job arrived before its turn. One that waits for the end of a delay, or
 * for a worker that serves its model, gets a job for later.
 */
async function wait({ deps, trx, now }: Change, row: tasks.TaskRow, job: Delivery): Promise<void> {
  if (row.not_before !== null && row.not_before > now) return await giveJob(trx, deps, row, row.not_before)
  if (job.serving === undefined) return await park(trx, row)
  const left = await leftForOthers(trx, row.id, job.serving, now, MOST_JOBS_FOR_OTHERS)
  const isForOthers = left.served && (left.avoided || !serves(job, row))
  if (!isForOthers || left.others >= MOST_JOBS_FOR_OTHERS) return await park(trx, row)
  const delayMs = OFFER_AGAIN_MS * (1 + Math.random()) * Math.max(1, left.others / JOBS_PER_OFFER)
  await giveJob(trx, deps, row, new Date(now.getTime() + delayMs))
}

/**
 * queued → running, or running → running under a new fencing token when the queue redelivered the
 * job because its worker fell silent. A task that lost its last permitted worker fails with
 * `worker_lost`. Starts exactly this task; `startNext` decides whose turn it is.
 */
export async function start(
  deps: LifecycleDeps,
  job: Delivery & { readonly taskId: string; readonly jobId: string },
): Promise<StartOutcome> {
  return await transition(deps, async (change): Promise<StartOutcome> => {
    const row = await tasks.lockTask(change.trx, job.taskId)
    if (row === undefined || row.job_id !== job.jobId) return { outcome: 'gone' }
    return await startRow(change, row, job)
  })
}

async function startRow(change: Change, row: tasks.TaskRow, job: Delivery): Promise<StartOutcome> {
  const { deps, trx, now } = change
  if (isTerminal(row.status) || (await endPastDeadline(change, row))) return { outcome: 'gone' }
  if (row.status === 'running') {
    if (job.repeated === true && row.job_retry_count === job.retryCount) return startedAs(row)
    if (row.job_retry_count >= job.retryCount) return { outcome: 'gone' }
    await endAttempt(trx, row, 'lost', null, now)
    if (row.cancel_requested_at !== null) {
      await settle(change, row, { type: 'video.cancelled', error: CANCELLED })
      return { outcome: 'gone' }
    }
    if (row.attempts >= deps.config.taskMaxAttempts) {
      const error = {
        code: 'worker_lost',
        message: `The worker was lost ${row.attempts} times while making this video.`,
      }
      await settle(change, row, { type: 'video.failed', error })
      return { outcome: 'gone' }
    }
  }
  if (!serves(job, row)) {
    if (row.status === 'running')
      await requeue(change, row, {
        type: 'video.released',
        attempts: row.attempts,
        startAfter: null,
        ended: { outcome: 'lost', error: null },
      })
    return { outcome: 'gone' }
  }
  const moved = await change.move(row, {
    status: 'running',
    job_id: row.job_id,
    parked: false,
    not_before: null,
    fencing_token: row.fencing_token + 1,
    attempts: row.attempts + 1,
    last_worker: job.serving?.worker ?? null,
    avoid_until: null,
    job_retry_count: job.retryCount,
    phase: 'load',
    step: 0,
    progress: 0,
    eta_at: null,
    started_at: now,
    updated_at: now,
  })
  const { worker = null, engine } = job.serving ?? {}
  await beginAttempt(
    trx,
    moved,
    { worker, engine: engine?.name ?? null, deviceClass: engine?.deviceClass ?? null },
    now,
  )
  await writeEvent(trx, row.id, row.tenant_id, 'video.started', now)
  return startedAs(moved)
}

const startedAs = (row: tasks.TaskRow): StartOutcome => ({
  outcome: 'started',
  task: tasks.taskFromRow(row),
  claim: { taskId: row.id, fencingToken: row.fencing_token },
})
