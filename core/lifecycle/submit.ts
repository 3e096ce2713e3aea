import { admit, planAdmission } from './admission.ts'
import { newRowId } from '#core/ids.ts'
import type { EarlierAnswer } from '#core/store/idempotency.ts'
import { queueView } from '#core/store/queue-view.ts'
import * as tasks from '#core/store/tasks.ts'
import { findTenant } from '#core/store/tenants.ts'
import type { LimitState } from '#core/limits/limit-state.ts'
import type { CachedResult, NewTask } from '#core/task/new-task.ts'
import type { QueueView } from '#core/task/queue-view.ts'
import type { Task } from '#core/task/task.ts'
import type { LifecycleDeps } from './deps.ts'
import { writeEvent } from './events.ts'
import { unparkWhereRoom } from './jobs.ts'
import { type Idempotency, claimRequest } from './idempotency.ts'
import { type Settlement, settle } from './settle.ts'

export type SubmitOutcome =
  | {
      readonly outcome: 'created'
      readonly task: Task
      readonly view: QueueView
      /** Those of the tenant, with what is left of them. */
      readonly limits: readonly LimitState[]
    }
  | ({ readonly outcome: 'replayed' } & EarlierAnswer)

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
    if ('replayed' in claimed) return { outcome: 'replayed', ...claimed.replayed }
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

/** Nothing ran, so nothing was measured. */
export const completionOf = ({ assets, manifest }: CachedResult): Settlement => ({
  type: 'video.completed',
  assets,
  manifest,
  timings: {},
  speed: null,
})
