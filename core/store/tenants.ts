import type { Selectable, Updateable } from 'kysely'
import type { Database, Db } from '#core/postgres/db.ts'

export type TenantRow = Selectable<Database['tenants']>

/** A tenant; undefined for a deleted one. */
export async function findTenant(db: Db, id: string): Promise<TenantRow | undefined> {
  return await db
    .selectFrom('tenants')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
}

/**
 * Creates the tenant unless it exists; an existing one keeps its name, priority and secret, and a
 * deleted one stays deleted.
 */
export async function ensureTenant(
  db: Db,
  tenant: { id: string; name: string; webhookSecret: string; priority?: number },
): Promise<TenantRow> {
  await db
    .insertInto('tenants')
    .values({
      id: tenant.id,
      name: tenant.name,
      webhook_secret: tenant.webhookSecret,
      priority: tenant.priority ?? 0,
    })
    .onConflict((oc) => oc.column('id').doNothing())
    .execute()
  return await db.selectFrom('tenants').selectAll().where('id', '=', tenant.id).executeTakeFirstOrThrow()
}

/** What an operator may set; null: the default of the settings. */
export type TenantPatch = Pick<
  Updateable<Database['tenants']>,
  | 'name'
  | 'priority'
  | 'requests_per_minute'
  | 'request_burst'
  | 'max_running'
  | 'max_queued'
  | 'gpu_seconds_per_day'
  | 'upload_bytes_per_day'
  | 'loras'
>

/** Creates a tenant; undefined when the id is taken. */
export async function createTenant(
  db: Db,
  tenant: { id: string; name: string; webhookSecret: string },
  patch: Omit<TenantPatch, 'name'>,
): Promise<TenantRow | undefined> {
  return await db
    .insertInto('tenants')
    .values({ ...patch, id: tenant.id, name: tenant.name, webhook_secret: tenant.webhookSecret })
    .onConflict((oc) => oc.column('id').doNothing())
    .returningAll()
    .executeTakeFirst()
}

export async function listTenants(db: Db): Promise<TenantRow[]> {
  return await db.selectFrom('tenants').selectAll().where('deleted_at', 'is', null).orderBy('id').execute()
}

/**
 * Changes a tenant; a new priority applies to later tasks. Undefined when the tenant does not
 * exist.
 */
export async function updateTenant(db: Db, id: string, patch: TenantPatch): Promise<TenantRow | undefined> {
  // An empty change is no statement; the id as its own value makes it one.
  return await db
    .updateTable('tenants')
    .set({ ...patch, id })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
}

/**
 * Rotates the secret; the old one signs beside it until `until`. False when the tenant does not
 * exist.
 */
export async function rotateWebhookSecret(db: Db, id: string, secret: string, until: Date): Promise<boolean> {
  const row = await db
    .updateTable('tenants')
    .set((eb) => ({
      previous_webhook_secret: eb.ref('webhook_secret'),
      previous_webhook_secret_until: until,
      webhook_secret: secret,
    }))
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
