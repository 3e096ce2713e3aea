import { setTimeout as sleep } from 'node:timers/promises'
import {
  admit,
  planAdmission,
  planAdmissions,
  type AdmissionDeps,
  type ItemAdmission,
} from '#core/admission.ts'
import type { Config } from '#core/config.ts'
import { modelRevision } from '#core/cache-key.ts'
import type { Clock } from '#core/clock.ts'
import type { Db, Trx } from '#core/db.ts'
import { AppError } from '#core/errors.ts'
import { webhookBody, type EventSubject, type EventType, type WebhookEventType } from '#core/event.ts'
import { newEventId, newRowId } from '#core/ids.ts'
import type { Metrics } from '#core/metrics.ts'
import { CANCEL_CHANNEL, TASK_CHANNEL } from '#core/notifications.ts'
import type { Queue } from '#core/queue.ts'
import * as folding from '#core/retry-folding.ts'
import { taskIdsPastDeadline } from '#core/store/deadlines.ts'
import { markCall, type CallAttempt } from '#core/store/client-calls.ts'
import * as batches from '#core/store/batches.ts'
import { insertEvent, insertEvents } from '#core/store/events.ts'
import {
  claimIdempotencyKey,
  deleteIdempotencyKeysOfTask,
  findIdempotencyKey,
  storeIdempotentResponse,
  type StoredResponse,
} from '#core/store/idempotency.ts'
import { notify } from '#core/store/notify.ts'
import { queueView } from '#core/store/queue-view.ts'
import { bookUsage, dayOf } from '#core/store/quotas.ts'
import { recordRunSpeed } from '#core/store/run-speeds.ts'
import * as tasks from '#core/store/tasks.ts'
import { forgetWebhooks, tombstone } from '#core/store/tombstones.ts'
import { findTenant } from '#core/store/tenants.ts'
import * as turns from '#core/store/turns.ts'
import { endpointsFor } from '#core/store/webhook-endpoints.ts'
import { insertDelivery } from '#core/store/webhooks.ts'
import {
  isTerminal,
  type Asset,
  type Assets,
  type Batch,
  type BatchedTask,
  type CachedResult,
  type Claim,
  type LimitState,
  type Manifest,
  type NewBatch,
  type NewTask,
  type Phase,
  type QueueView,
  type RunSpeed,
  type Task,
  type TaskError,
} from '#core/task.ts'

/**
 * The only door through which a task changes. Every arrow of the state diagram in `core/task.ts` is one function:
 * one transaction with one guarded UPDATE, one event, and the jobs that follow from it. A function that
 * finds the task in another state, or the claim stale, changes nothing and says so.
 */
export interface LifecycleDeps {
  readonly config: AdmissionDeps['config'] &
    Pick<Config, 'resultTtlSeconds' | 'taskMaxAttempts' | 'taskRetryDelaySeconds' | 'priorityAgingSeconds'>
  readonly clock: Clock
  readonly db: Db
  readonly queue: Pick<Queue, 'send'>
  readonly metrics: Pick<Metrics, 'taskTransitions' | 'fenceRejections'>
}

export type SubmitOutcome =
  | {
      readonly outcome: 'created'
      readonly task: Task
      readonly view: QueueView
      /** Those of the tenant, with what is left of them. */
      readonly limits: readonly LimitState[]
    }
  | { readonly outcome: 'replayed'; readonly response: StoredResponse }

/** `Made` is what the answer shows: a task by default. */
export interface Idempotency<Made extends readonly unknown[] = [task: Task, view: QueueView]> {
  readonly key: string
  /** Digest of the parsed request; another body under the same key is refused. */
  readonly fingerprint: string
  /** When the key is ours, made for a client that numbers its attempts instead of sending one. */
  readonly attempt?: CallAttempt
  /** The answer to store and to repeat. */
  respond(...made: Made): StoredResponse
}

/**
 * nothing → queued. Idempotency key, task, event, job and what is booked of the quota commit together or not at all.
 * While as many tasks of the tenant have a job as may run at once, the task waits without one. One that brings a result
 * with it goes on to completed at once, without a job.
 *
 * @throws AppError idempotency_key_reused when the key stands for another request; queue_full, quota_exceeded.
 */
export async function submit(
  deps: LifecycleDeps,
  task: NewTask,
  idempotency: Idempotency | null,
): Promise<SubmitOutcome> {
  const now = deps.clock.now()
  const outcome = await deps.db.transaction().execute(async (trx): Promise<SubmitOutcome> => {
    const claimed = await claimRequest(trx, task, idempotency, now)
    if ('replayed' in claimed) return { outcome: 'replayed', response: claimed.replayed }
    const tenant = await findTenant(trx, task.tenantId)
    const priority = tenant?.priority ?? 0
    const admission = {
      ...(await planAdmission(trx, deps, task, tenant)),
      ...(task.cached === undefined ? {} : { parked: true, gpuSeconds: 0 }),
    }
    const { parked, gpuSeconds } = admission
    const jobId = newRowId()
    const row = await tasks.insertTask(trx, { task, jobId, priority, parked, gpuSeconds }, now)
    await writeEvent(trx, row.id, row.tenant_id, 'video.queued', now)
    const created = tasks.taskFromRow(
      task.cached === undefined ? row : await settle(trx, deps, row, completionOf(task.cached), now),
    )
    if (!parked) await deps.queue.send(trx, 'generate', { taskId: task.id }, { id: jobId, priority })
    const view = await queueView(trx, created, now, deps.config)
    await claimed.store(() => idempotency?.respond(created, view))
    const limits = await admit(trx, task, admission, now)
    return { outcome: 'created', task: created, view, limits }
  })
  if (outcome.outcome === 'created') {
    deps.metrics.taskTransitions.inc({ to: outcome.task.status })
    // A task of the tenant that ended just now has not seen this one.
    if (outcome.task.queueReason !== null) await unparkWhereRoom(deps, task.tenantId)
  }
  return outcome
}

type BatchTask = NewTask & Required<Pick<NewTask, 'batch'>>

export type SubmitBatchOutcome =
  | {
      readonly outcome: 'created'
      readonly batch: Batch
      readonly tasks: readonly BatchedTask[]
      readonly limits: readonly LimitState[]
    }
  | { readonly outcome: 'replayed'; readonly response: StoredResponse }

/**
 * As `submit`, for the tasks of a batch: the key, the batch and every task of it commit together or not at all, and
 * limits count for them as a whole. The tasks start in the order of their ids, as far as nothing else decides.
 *
 * @param newTasks at least one, each with its place in this batch
 */
export async function submitBatch(
  deps: LifecycleDeps,
  batch: NewBatch,
  newTasks: readonly BatchTask[],
  idempotency: Idempotency<[batch: Batch, tasks: readonly BatchedTask[]]> | null,
): Promise<SubmitBatchOutcome> {
  const now = deps.clock.now()
  const { tenantId } = batch
  const outcome = await deps.db.transaction().execute(async (trx): Promise<SubmitBatchOutcome> => {
    const claimed = await claimRequest(trx, batch, idempotency, now)
    if ('replayed' in claimed) return { outcome: 'replayed', response: claimed.replayed }
    const tenant = await findTenant(trx, tenantId)
    const priority = tenant?.priority ?? 0
    const { together, items } = await planAdmissions(trx, deps, tenantId, newTasks, tenant)
    await batches.insertBatch(trx, batch, now)
    const admitted = newTasks.map((task, i) => ({
      ...(items[i] as ItemAdmission),
      task,
      jobId: newRowId(),
      priority,
    }))
    await tasks.insertTasks(trx, admitted, now)
    // Nobody can be waiting yet for a task whose id was not told.
    const type = 'video.queued'
    const queued = newTasks.map(({ id: taskId }) => ({
      id: newEventId(),
      tenantId,
      taskId,
      type,
      body: null,
    }))
    await insertEvents(trx, queued, now)
    for (const { task, jobId, parked } of admitted)
      if (!parked) await deps.queue.send(trx, 'generate', { taskId: task.id }, { id: jobId, priority })
    for (const { id, cached } of newTasks) {
      const row = cached && (await tasks.lockTask(trx, id))
      if (row !== undefined) await settle(trx, deps, row, completionOf(cached as CachedResult), now)
    }
    const found = await batches.findBatch(trx, tenantId, batch.id)
    if (found === undefined) throw new Error(`batch ${batch.id} is gone before it was committed`)
    await claimed.store(() => idempotency?.respond(found.batch, found.tasks))
    const uploadBytes = newTasks.reduce((sum, task) => sum + (task.uploadBytes ?? 0), 0)
    const limits = await admit(trx, { tenantId, uploadBytes }, together, now)
    return { outcome: 'created', ...found, limits }
  })
  if (outcome.outcome === 'created') {
    for (const { status } of outcome.tasks) deps.metrics.taskTransitions.inc({ to: status })
    await unparkWhereRoom(deps, tenantId)
  }
  return outcome
}

/** Takes the request's key for what it makes, or finds the answer to an earlier request under it. */
async function claimRequest(
  trx: Trx,
  made: { readonly id: string; readonly tenantId: string },
  idempotency: Pick<Idempotency, 'key' | 'fingerprint' | 'attempt'> | null,
  now: Date,
): Promise<
  { readonly replayed: StoredResponse } | { store(respond: () => StoredResponse | undefined): Promise<void> }
> {
  if (idempotency === null) return { store: async () => undefined }
  const { key, fingerprint, attempt } = idempotency
  let attemptsSeen: number | null = null
  if (attempt !== undefined) {
    const folded = await folding.foldAttempt(trx, attempt, now)
    if ('earlier' in folded) return { replayed: folded.earlier }
    attemptsSeen = folded.attemptsSeen
  }
  const { tenantId, id } = made
  if (!(await claimIdempotencyKey(trx, { tenantId, key, fingerprint, taskId: id, now })))
    return { replayed: await replay(trx, tenantId, key, fingerprint) }
  return {
    async store(respond) {
      const response = respond()
      if (response !== undefined) await storeIdempotentResponse(trx, tenantId, key, response)
      if (attemptsSeen !== null) await markCall(trx, tenantId, key, attemptsSeen)
    },
  }
}

/** Nothing ran, so nothing was measured. */
const completionOf = ({ assets, manifest }: CachedResult): Settlement => ({
  type: 'video.completed',
  assets,
  manifest,
  timings: {},
  speed: null,
})

/** The stored answer to an earlier attempt of the same call; null when there is none, or none for certain. */
export async function earlierAttempt(
  deps: Pick<LifecycleDeps, 'db' | 'clock'>,
  attempt: CallAttempt,
): Promise<StoredResponse | null> {
  const now = deps.clock.now()
  return await deps.db.transaction().execute((trx) => folding.earlierAttempt(trx, attempt, now))
}

/**
 * The stored answer for a key that was used before.
 *
 * @throws AppError idempotency_key_reused when the fingerprints differ.
 */
export async function replay(
  db: Db,
  tenantId: string,
  key: string,
  fingerprint: string,
): Promise<StoredResponse> {
  const row = await findIdempotencyKey(db, tenantId, key)
  if (row === undefined || row.fingerprint !== fingerprint)
    throw new AppError(
      'idempotency_key_reused',
      'This Idempotency-Key was used with a different request. Use a new key for a new request.',
      { param: 'Idempotency-Key' },
    )
  return row.response
}

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

const park = (trx: Trx, row: tasks.TaskRow): Promise<void> =>
  tasks.patchTask(trx, row.id, { parked: true, job_id: newRowId() })

/** Gives a queued task a job of its own. */
async function sendJob(
  trx: Trx,
  deps: LifecycleDeps,
  row: Pick<tasks.TaskRow, 'id' | 'priority'>,
  startAfter: Date | null,
): Promise<void> {
  const jobId = newRowId()
  await tasks.patchTask(trx, row.id, { parked: false, job_id: jobId })
  await deps.queue.send(
    trx,
    'generate',
    { taskId: row.id },
    { id: jobId, priority: row.priority, ...(startAfter === null ? {} : { startAfter }) },
  )
}

/** A task of the tenant that ran or had a job has ended: the next parked one gets a job. */
async function unpark(trx: Trx, deps: LifecycleDeps, tenantId: string, most = 1): Promise<number> {
  const rows = await turns.lockParked(trx, tenantId, most)
  for (const row of rows) await sendJob(trx, deps, row, null)
  return rows.length
}

const UNPARK_BATCH = 100

/**
 * Jobs for parked tasks of tenants that have room: after a limit was raised, and for what a crash has left. Returns how
 * many got one.
 *
 * @param tenantId only this one
 */
export async function unparkWhereRoom(deps: LifecycleDeps, tenantId?: string): Promise<number> {
  let count = 0
  for (const tenant of await turns.tenantsWithRoom(deps.db, deps.config, tenantId))
    count += await deps.db
      .transaction()
      .execute((trx) => unpark(trx, deps, tenant.id, Math.min(tenant.free ?? UNPARK_BATCH, UNPARK_BATCH)))
  return count
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
  await turns.noteStart(trx, row.tenant_id, now)
  await writeEvent(trx, row.id, row.tenant_id, 'video.started', now)
  return {
    outcome: 'started',
    task: tasks.taskFromRow(moved),
    claim: { taskId: row.id, fencingToken: moved.fencing_token },
    to: 'running',
  }
}

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

export interface Completion {
  readonly assets: Assets
  readonly manifest: Manifest
  /** Seconds per phase. */
  readonly timings: Readonly<Record<string, number>>
  /** Null when the attempt took no whole step, so that nothing was measured. */
  readonly speed: RunSpeed | null
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
 * the same as once, and goes on where an earlier call was interrupted.
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
    await forgetWebhooks(trx, taskId)
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
async function endPastDeadline(
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
const CANCELLED: TaskError = { code: 'cancelled', message: 'The video was cancelled.' }

type Settlement =
  | ({ readonly type: 'video.completed' } & Completion)
  | { readonly type: 'video.failed' | 'video.cancelled'; readonly error: TaskError }

/** Ends a task: state, event, webhook delivery and the jobs that follow, in the caller's transaction. */
async function settle(
  trx: Trx,
  deps: LifecycleDeps,
  row: tasks.TaskRow,
  end: Settlement,
  now: Date,
): Promise<tasks.TaskRow> {
  // A failure costs its owner nothing.
  const gpuSeconds =
    end.type === 'video.failed' || row.started_at === null
      ? 0
      : (now.getTime() - row.started_at.getTime()) / 1000
  // Files go at the same age however the task ended: a failed one keeps its input until then.
  const expiresAt = new Date(now.getTime() + deps.config.resultTtlSeconds * 1000)
  const ended = {
    finished_at: now,
    updated_at: now,
    phase: null,
    eta_at: null,
    expires_at: expiresAt,
    gpu_seconds: gpuSeconds,
  }
  const moved = await tasks.moveTask(
    trx,
    row.id,
    [row.status],
    end.type === 'video.completed'
      ? {
          ...ended,
          status: 'completed',
          progress: 100,
          step: row.parameters.steps,
          timings: JSON.stringify(end.timings),
          assets: JSON.stringify(end.assets),
          manifest: JSON.stringify(end.manifest),
          // A worker with other files than those that the key was made for.
          ...(row.cache_revision === modelRevision(end.manifest) ? {} : { cache_key: null }),
        }
      : {
          ...ended,
          status: end.type === 'video.failed' ? 'failed' : 'cancelled',
          error: JSON.stringify(end.error),
          preview: null,
        },
  )
  if (moved === undefined) throw new Error(`task ${row.id} changed while its row was locked`)
  if (end.type === 'video.completed' && end.speed !== null)
    await recordRunSpeed(trx, { model: row.model, ...row.parameters }, end.speed, now)
  if (row.deleted_at !== null) {
    await tasks.patchTask(trx, row.id, tombstone(row))
    await writeEvent(trx, row.id, row.tenant_id, end.type, now)
    await deps.queue.send(trx, 'maintenance', { kind: 'purge', taskId: row.id })
  } else {
    const about = { tenantId: row.tenant_id, taskId: row.id, webhookUrl: row.webhook_url }
    await writeWebhookEvent(trx, deps, about, end.type, now)
    if (end.type !== 'video.completed' && row.fencing_token > 0)
      await deps.queue.send(trx, 'maintenance', { kind: 'discard', taskId: row.id })
    await deps.queue.send(trx, 'maintenance', { kind: 'expire', taskId: row.id }, { startAfter: expiresAt })
  }
  if (row.batch_id !== null) await endBatch(trx, deps, row.batch_id, now)
  if (gpuSeconds !== row.gpu_seconds)
    await bookUsage(trx, row.tenant_id, dayOf(row.created_at), {
      gpuSeconds: gpuSeconds - row.gpu_seconds,
      uploadBytes: 0,
    })
  if (row.status === 'running') await turns.takeTurn(trx)
  if (!row.parked) await unpark(trx, deps, row.tenant_id)
  return moved
}

/**
 * Ends a batch with its last task. Of tasks that end at the same time one waits here for the other, and then sees that it
 * was the last. Locks come in the order tasks, batch, usage, turn.
 */
async function endBatch(trx: Trx, deps: LifecycleDeps, batchId: string, now: Date): Promise<void> {
  const row = await batches.lockBatch(trx, batchId)
  if (row === undefined || row.finished_at !== null || (await batches.hasOpenTask(trx, batchId))) return
  await batches.finishBatch(trx, batchId, now)
  const about = { tenantId: row.tenant_id, taskId: null, batchId, webhookUrl: row.webhook_url }
  await writeWebhookEvent(trx, deps, about, 'batch.completed', now)
}

/** Back to the queue under a new job; the old job, wherever it is, no longer stands for the task. */
async function requeue(
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

async function requestCancel(
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

async function lockOwned(trx: Trx, tenantId: string, taskId: string): Promise<tasks.TaskRow> {
  const row = await tasks.lockTask(trx, taskId)
  if (row === undefined || row.tenant_id !== tenantId || row.deleted_at !== null)
    throw new AppError('video_not_found')
  return row
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

async function writeEvent(
  trx: Trx,
  taskId: string,
  tenantId: string,
  type: EventType,
  now: Date,
): Promise<void> {
  await insertEvent(trx, { id: newEventId(), tenantId, taskId, type, body: null }, now)
  await notify(trx, TASK_CHANNEL, taskId)
}

async function writeWebhookEvent(
  trx: Trx,
  deps: LifecycleDeps,
  about: EventSubject & { readonly tenantId: string; readonly webhookUrl: string | null },
  type: WebhookEventType,
  now: Date,
): Promise<void> {
  const id = newEventId()
  const { tenantId, taskId, batchId = null, webhookUrl } = about
  const body = webhookBody({ id, type, taskId, batchId, createdAt: now })
  await insertEvent(trx, { id, tenantId, taskId, batchId, type, body }, now)
  if (taskId !== null) await notify(trx, TASK_CHANNEL, taskId)
  const own = webhookUrl === null ? [] : [{ id: null, url: webhookUrl }]
  for (const target of [...own, ...(await endpointsFor(trx, tenantId, type))])
    await sendWebhook(trx, deps, { id, taskId, batchId, tenantId }, target, now)
}

/** A new delivery of an event, and the job that makes it. */
export async function sendWebhook(
  trx: Trx,
  deps: Pick<LifecycleDeps, 'queue'>,
  event: EventSubject & { readonly id: string; readonly tenantId: string },
  target: { readonly id: string | null; readonly url: string },
  now: Date,
): Promise<void> {
  const deliveryId = newRowId()
  await insertDelivery(trx, {
    id: deliveryId,
    eventId: event.id,
    tenantId: event.tenantId,
    taskId: event.taskId,
    batchId: event.batchId ?? null,
    url: target.url,
    endpointId: target.id,
    now,
  })
  await deps.queue.send(trx, 'webhook', { deliveryId })
}
