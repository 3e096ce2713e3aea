import type { Db } from '#core/postgres/db.ts'
import type { Task } from '#core/task/task.ts'
import { firstAsTenant } from './as-tenant.ts'
import { TASK_SELECTION, taskFromRow } from './tasks.ts'

/**
 * The tenant's newest completed task under this key whose files are kept at least until
 * `thereUntil`.
 */
export async function findCachedTask(
  db: Db,
  tenantId: string,
  key: string,
  thereUntil: Date,
): Promise<Task | undefined> {
  const row = await firstAsTenant(db, tenantId, (trx) =>
    trx
      .selectFrom('tasks')
      .select(TASK_SELECTION)
      .where('tenant_id', '=', tenantId)
      .where('cache_key', '=', key)
      .where('status', '=', 'completed')
      .where('deleted_at', 'is', null)
      .where('assets_removed_at', 'is', null)
      .where('expires_at', '>', thereUntil)
      .orderBy('finished_at', 'desc')
      .limit(1),
  )
  return row && taskFromRow(row)
}
