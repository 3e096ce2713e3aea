import { type ItemAdmission, admit, planAdmissions } from './admission.ts'
import { newEventId, newRowId } from '#core/ids.ts'
import * as batches from '#core/store/batches.ts'
import { insertEvents } from '#core/store/events.ts'
import type { EarlierAnswer } from '#core/store/idempotency.ts'
import * as tasks from '#core/store/tasks.ts'
import { findTenant } from '#core/store/tenants.ts'
import type { LimitState } from '#core/limits/limit-state.ts'
import type { Batch, BatchedTask, NewBatch } from '#core/task/batch.ts'
import type { CachedResult, NewTask } from '#core/task/new-task.ts'
import type { LifecycleDeps } from './deps.ts'
import { unparkWhereRoom } from './jobs.ts'
import { type Idempotency, claimRequest } from './idempotency.ts'
import { settle } from './settle.ts'
import { completionOf } from './submit.ts'

type BatchTask = NewTask & Required<Pick<NewTask, 'batch'>>

export type SubmitBatchOutcome =
  | {
      readonly outcome: 'created'
      readonly batch: Batch
      readonly tasks: readonly BatchedTask[]
      readonly limits: readonly LimitState[]
    }
  | ({ readonly outcome: 'replayed' } & EarlierAnswer)

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
    if ('replayed' in claimed) return { outcome: 'replayed', ...claimed.replayed }
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
