import { newEventId, newRowId } from '#core/ids.ts'
import type { LimitState } from '#core/limits/limit-state.ts'
import * as batches from '#core/store/batches.ts'
import { insertEvents } from '#core/store/events.ts'
import type { EarlierAnswer } from '#core/store/idempotency.ts'
import { queueView } from '#core/store/queue-view.ts'
import * as tasks from '#core/store/tasks.ts'
import { findTenant } from '#core/store/tenants.ts'
import type { Batch, BatchedTask, NewBatch } from '#core/task/batch.ts'
import type { CachedResult, NewTask } from '#core/task/new-task.ts'
import type { QueueView } from '#core/task/queue-view.ts'
import type { Task } from '#core/task/task.ts'
import { type ItemAdmission, admit, planAdmission } from './admission.ts'
import { type Idempotency, claimRequest } from './idempotency.ts'
import { sendJob, unparkWhereRoom } from './jobs.ts'
import { type Settlement, settle } from './settle.ts'
import { type Change, type LifecycleDeps, transition } from './transition.ts'

/** Limits of the tenant, with what is left of them. */
interface Limits {
  readonly limits: readonly LimitState[]
}
type Replayed = { readonly outcome: 'replayed' } & EarlierAnswer

export type SubmitOutcome =
  ({ readonly outcome: 'created'; readonly task: Task; readonly view: QueueView } & Limits) | Replayed

/**
 * nothing → queued. Idempotency key, task, event, job and booking commit together or not at all.
 * While as many tasks of the tenant have a job as may run at once, the task waits without one. A
 * task with a cached result completes at once, without a job.
 *
 * @throws AppError idempotency_key_reused when the key stands for another request; queue_full,
 *   quota_exceeded.
 */
export async function submit(
  deps: LifecycleDeps,
  task: NewTask,
  idempotency: Idempotency | null,
): Promise<SubmitOutcome> {
  const outcome = await create<[Task, QueueView]>(deps, task, [task], idempotency, {
    async read({ trx, now }) {
      const row = await tasks.findTaskRow(trx, task.id)
      if (row === undefined) throw new Error(`task ${task.id} vanished before its commit`)
      const created = tasks.taskFromRow(row)
      return [created, await queueView(trx, created, now, deps.config)]
    },
  })
  if ('response' in outcome) return outcome
  const [created, view] = outcome.made
  // A task of the tenant that ended at the same moment has not seen this one.
  if (created.queueReason !== null) await unparkWhereRoom(deps, task.tenantId)
  return { outcome: 'created', task: created, view, limits: outcome.limits }
}

type BatchTask = NewTask & Required<Pick<NewTask, 'batch'>>

export type SubmitBatchOutcome =
  | ({
      readonly outcome: 'created'
      readonly batch: Batch
      readonly tasks: readonly BatchedTask[]
    } & Limits)
  | Replayed

/**
 * Submits the tasks of a batch: the key, the batch and every task of it commit together or not at
 * all, and limits count for them as a whole. The tasks start in the order of their ids, unless a
 * limit or a priority decides otherwise.
 *
 * @param newTasks at least one, each with its place in this batch
 * @throws AppError as `submit`.
 */
export async function submitBatch(
  deps: LifecycleDeps,
  batch: NewBatch,
  newTasks: readonly BatchTask[],
  idempotency: Idempotency<[batch: Batch, tasks: readonly BatchedTask[]]> | null,
): Promise<SubmitBatchOutcome> {
  const outcome = await create<[Batch, readonly BatchedTask[]]>(deps, batch, newTasks, idempotency, {
    async insertFirst({ trx, now }) {
      await batches.insertBatch(trx, batch, now)
    },
    async read({ trx }) {
      const found = await batches.findBatch(trx, batch.tenantId, batch.id)
      if (found === undefined) throw new Error(`batch ${batch.id} vanished before its commit`)
      return [found.batch, found.tasks]
    },
  })
  if ('response' in outcome) return outcome
  const [made, madeTasks] = outcome.made
  await unparkWhereRoom(deps, batch.tenantId)
  return { outcome: 'created', batch: made, tasks: madeTasks, limits: outcome.limits }
}

/** The parts of a creation that differ between a task and a batch. */
interface Parts<Made extends readonly unknown[]> {
  /** Inserts what the tasks refer to. */
  insertFirst?(change: Change): Promise<void>
  /** Reads what the answer shows. */
  read(change: Change): Promise<Made>
}

async function create<Made extends readonly unknown[]>(
  deps: LifecycleDeps,
  subject: { readonly id: string; readonly tenantId: string },
  newTasks: readonly NewTask[],
  idempotency: Idempotency<Made> | null,
  parts: Parts<Made>,
): Promise<({ readonly outcome: 'created'; readonly made: Made } & Limits) | Replayed> {
  const { tenantId } = subject
  return await transition(deps, async (change) => {
    const { trx, now } = change
    const claimed = await claimRequest(trx, subject, idempotency, now)
    if ('replayed' in claimed) return { outcome: 'replayed', ...claimed.replayed }
    const tenant = await findTenant(trx, tenantId)
    const admission = await planAdmission(trx, deps, newTasks, tenant)
    await parts.insertFirst?.(change)
    const admitted = newTasks.map((task, i) => ({
      ...(admission.items[i] as ItemAdmission),
      task,
      jobId: newRowId(),
      priority: tenant?.priority ?? 0,
    }))
    await change.insert(admitted)
    // Without a notification: no client knows the ids yet.
    const queued = newTasks.map(({ id: taskId }) => ({ id: newEventId(), tenantId, taskId }))
    await insertEvents(
      trx,
      queued.map((event) => ({ ...event, type: 'video.queued' as const, body: null })),
      now,
    )
    for (const { task, jobId, priority, parked } of admitted)
      if (!parked) await sendJob(trx, deps, { id: task.id, job_id: jobId, priority }, null)
    for (const { id, cached } of newTasks) {
      const row = cached && (await tasks.lockTask(trx, id))
      if (row !== undefined) await settle(change, row, completionOf(cached as CachedResult))
    }
    const made = await parts.read(change)
    await claimed.store(() => idempotency?.respond(...made))
    const uploadBytes = newTasks.reduce((sum, task) => sum + (task.uploadBytes ?? 0), 0)
    const limits = await admit(trx, { tenantId, uploadBytes }, admission, now)
    return { outcome: 'created', made, limits }
  })
}

/** The end of a task with a cached result: no run, so no timings and no measurement. */
const completionOf = ({ assets, manifest }: CachedResult): Settlement => ({
  type: 'video.completed',
  assets,
  manifest,
  timings: {},
  speed: null,
})
