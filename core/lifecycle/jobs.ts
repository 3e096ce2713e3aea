import { newRowId } from '#core/ids.ts'
import type { Trx } from '#core/postgres/db.ts'
import * as tasks from '#core/store/tasks.ts'
import * as turns from '#core/store/turns.ts'
import type { LifecycleDeps } from './transition.ts'

/** Sends the job that stands for a queued task, under the id that the row holds. */
export async function sendJob(
  trx: Trx,
  deps: Pick<LifecycleDeps, 'queue'>,
  row: Pick<tasks.TaskRow, 'id' | 'job_id' | 'priority'>,
  startAfter: Date | null,
): Promise<void> {
  await deps.queue.send(
    trx,
    'generate',
    { taskId: row.id },
    { id: row.job_id, priority: row.priority, ...(startAfter === null ? {} : { startAfter }) },
  )
}

/** Gives a queued task a new job of its own. */
export async function giveJob(
  trx: Trx,
  deps: Pick<LifecycleDeps, 'queue'>,
  row: Pick<tasks.TaskRow, 'id' | 'priority'>,
  startAfter: Date | null,
): Promise<void> {
  const jobId = newRowId()
  await tasks.patchTask(trx, row.id, { parked: false, job_id: jobId })
  await sendJob(trx, deps, { ...row, job_id: jobId }, startAfter)
}

/** Takes a queued task's job away: the task waits until `unpark` gives it another. */
export const park = (trx: Trx, row: Pick<tasks.TaskRow, 'id'>): Promise<void> =>
  tasks.patchTask(trx, row.id, { parked: true, job_id: newRowId() })

/**
 * Gives jobs to the next parked tasks of a tenant, once a task that ran or had a job has ended.
 *
 * @returns how many tasks got a job.
 */
export async function unpark(
  trx: Trx,
  deps: Pick<LifecycleDeps, 'queue'>,
  tenantId: string,
  most = 1,
): Promise<number> {
  const rows = await turns.lockParked(trx, tenantId, most)
  for (const row of rows) await giveJob(trx, deps, row, null)
  return rows.length
}

const UNPARK_BATCH = 100

/**
 * Gives jobs to parked tasks of tenants below their limit, after a raised limit or a crash.
 *
 * @param tenantId this tenant alone; absent: every tenant
 * @returns how many tasks got a job.
 */
export async function unparkWhereRoom(deps: LifecycleDeps, tenantId?: string): Promise<number> {
  let count = 0
  for (const tenant of await turns.tenantsWithRoom(deps.db, deps.config, tenantId))
    count += await deps.db
      .transaction()
      .execute((trx) => unpark(trx, deps, tenant.id, Math.min(tenant.free ?? UNPARK_BATCH, UNPARK_BATCH)))
  return count
}
