import type { Db, Trx } from '#core/postgres/db.ts'
import { deleteEndpoint } from './webhook-endpoints.ts'

/**
 * Marks a tenant as deleted and revokes its keys. False when there is no such tenant, or no longer.
 */
export async function markTenantDeleted(trx: Trx, id: string, now: Date): Promise<boolean> {
  const row = await trx
    .updateTable('tenants')
    .set({ deleted_at: now, name: '' })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (row === undefined) return false
  await trx
    .updateTable('api_keys')
    .set((eb) => ({ revoked_at: eb.fn.coalesce('revoked_at', eb.val(now)) }))
    .where('tenant_id', '=', id)
    .execute()
  return true
}

/**
 * Deletes what a tenant has beside its videos: endpoints with their deliveries, and what batches
 * carry. Its files expire, so that the next sweep deletes them with their bytes.
 */
export async function deleteTenantsThings(trx: Trx, id: string, now: Date): Promise<void> {
  const endpoints = await trx
    .selectFrom('webhook_endpoints')
    .select('id')
    .where('tenant_id', '=', id)
    .orderBy('id')
    .execute()
  for (const endpoint of endpoints) await deleteEndpoint(trx, id, endpoint.id)
  await deleteBatchDeliveries(trx, id)
  await trx
    .updateTable('batches')
    .set({ metadata: '{}', rejected: '[]', webhook_url: null })
    .where('tenant_id', '=', id)
    .execute()
  await trx.deleteFrom('sign_in_codes').where('tenant_id', '=', id).execute()
  await trx.updateTable('files').set({ expires_at: now }).where('tenant_id', '=', id).execute()
}

/** Deliveries about batches, to the addresses that their requests named. */
async function deleteBatchDeliveries(trx: Trx, tenantId: string): Promise<void> {
  const deliveries = await trx
    .selectFrom('webhook_deliveries')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('batch_id', 'is not', null)
    .orderBy('id')
    // So that no worker records an attempt meanwhile.
    .forUpdate()
    .execute()
  const ids = deliveries.map(({ id }) => id)
  if (ids.length === 0) return
  await trx.deleteFrom('webhook_attempts').where('delivery_id', 'in', ids).execute()
  await trx.deleteFrom('webhook_deliveries').where('id', 'in', ids).execute()
}

/** Videos of deleted tenants that are not deleted yet; those that may still run come first. */
export async function tasksOfDeletedTenants(
  db: Db,
  limit: number,
): Promise<{ readonly id: string; readonly tenant_id: string }[]> {
  return await db
    .selectFrom('tasks')
    .innerJoin('tenants', 'tenants.id', 'tasks.tenant_id')
    .select(['tasks.id', 'tasks.tenant_id'])
    .where('tenants.deleted_at', 'is not', null)
    .where('tasks.deleted_at', 'is', null)
    .orderBy((eb) => eb('tasks.status', 'in', ['queued', 'running']), 'desc')
    .limit(limit)
    .execute()
}
