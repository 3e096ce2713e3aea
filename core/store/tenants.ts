import type { Selectable } from 'kysely'
import type { Database, Db } from '#core/db.ts'

export type TenantRow = Selectable<Database['tenants']>

export async function findTenant(db: Db, id: string): Promise<TenantRow | undefined> {
  return await db.selectFrom('tenants').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Makes the tenant unless it exists; an existing one keeps its name, priority and secret. */
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
