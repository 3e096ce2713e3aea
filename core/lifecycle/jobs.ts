import type { Trx } from '#core/postgres/db.ts'
import { newRowId } from '#core/ids.ts'
import * as tasks from '#core/store/tasks.ts'
import * as turns from '#core/store/turns.ts'
import type { LifecycleDeps } from './deps.ts'

/** Gives a queued task a job of its own. */
export async function sendJob(
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

export const park = (trx: Trx, row: tasks.TaskRow): Promise<void> =>
  tasks.patchTask(trx, row.id, { parked: true, job_id: newRowId() })

/** A task of the tenant that ran or had a job has ended: the next parked one gets a job. */
export async function unpark(trx: Trx, deps: LifecycleDeps, tenantId: string, most = 1): Promise<number> {
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
