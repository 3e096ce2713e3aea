import { sql, type Selectable, type Updateable } from 'kysely'
import type { Database, Db, Trx } from '#core/postgres/db.ts'
import { deliveredType, eventTypesFor, type EventSubject, type WebhookEventType } from '#core/task/event.ts'
import { firstAsTenant, rowsAsTenant } from './as-tenant.ts'

export type EndpointRow = Selectable<Database['webhook_endpoints']>
export type EndpointPatch = Updateable<Database['webhook_endpoints']>

export async function insertEndpoint(
  db: Db,
  endpoint: Pick<EndpointRow, 'id' | 'tenant_id' | 'name' | 'url' | 'event_types' | 'secret' | 'disabled'> & {
    readonly headers: Readonly<Record<string, string>>
  },
  now: Date,
): Promise<EndpointRow> {
  return await db
    .insertInto('webhook_endpoints')
    .values({
      ...endpoint,
      headers: JSON.stringify(endpoint.headers),
      previous_secret: null,
      previous_secret_until: null,
      disabled_reason: null,
      created_at: now,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function countEndpoints(db: Db, tenantId: string): Promise<number> {
  const row = await firstAsTenant(db, tenantId, (trx) =>
    trx
      .selectFrom('webhook_endpoints')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('tenant_id', '=', tenantId),
  )
  return Number(row?.count ?? 0)
}

export async function findEndpoint(db: Db, tenantId: string, id: string): Promise<EndpointRow | undefined> {
  return await firstAsTenant(db, tenantId, (trx) =>
    trx.selectFrom('webhook_endpoints').selectAll().where('id', '=', id).where('tenant_id', '=', tenantId),
  )
}

/** A page of a tenant's endpoints, newest first. */
export async function listEndpoints(
  db: Db,
  tenantId: string,
  o: { limit: number; after: string | null },
): Promise<{ endpoints: EndpointRow[]; hasMore: boolean }> {
  const rows = await rowsAsTenant(db, tenantId, (trx) => pageQuery(trx, tenantId, o))
  return { endpoints: rows.slice(0, o.limit), hasMore: rows.length > o.limit }
}

function pageQuery(db: Db, tenantId: string, o: { limit: number; after: string | null }) {
  let query = db
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(o.limit + 1)
  if (o.after !== null)
    query = query.where(
      sql<boolean>`(created_at, id) < (select c.created_at, c.id from webhook_endpoints c
        where c.id = ${o.after} and c.tenant_id = ${tenantId})`,
    )
  return query
}

export async function updateEndpoint(
  db: Db,
  tenantId: string,
  id: string,
  patch: EndpointPatch,
): Promise<EndpointRow | undefined> {
  return await db
    .updateTable('webhook_endpoints')
    .set(patch)
    .where('id', '=', id)
    .where('tenant_id', '=', tenantId)
    .returningAll()
    .executeTakeFirst()
}

/** Deletes an endpoint and its deliveries; false when it is not the tenant's. */
export async function deleteEndpoint(trx: Trx, tenantId: string, id: string): Promise<boolean> {
  const row = await trx
    .selectFrom('webhook_endpoints')
    .select('id')
    .where('id', '=', id)
    .where('tenant_id', '=', tenantId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return false
  // Locked, so that no worker records an attempt meanwhile.
  await trx
    .selectFrom('webhook_deliveries')
    .select('id')
    .where('endpoint_id', '=', id)
    .orderBy('id')
    .forUpdate()
    .execute()
  const deliveries = trx.selectFrom('webhook_deliveries').select('id').where('endpoint_id', '=', id)
  await trx.deleteFrom('webhook_attempts').where('delivery_id', 'in', deliveries).execute()
  await trx.deleteFrom('webhook_deliveries').where('endpoint_id', '=', id).execute()
  await trx.deleteFrom('webhook_destinations').where('id', '=', id).execute()
  await trx.deleteFrom('webhook_endpoints').where('id', '=', id).execute()
  return true
}

/** Endpoints that events of this type reach; none can be deleted until the transaction ends. */
export async function endpointsFor(
  trx: Trx,
  tenantId: string,
  type: WebhookEventType,
): Promise<{ id: string; url: string; event_types: string[] }[]> {
  const rows = await trx
    .selectFrom('webhook_endpoints')
    .select(['id', 'url', 'event_types'])
    .where('tenant_id', '=', tenantId)
    .where('disabled', '=', false)
    .orderBy('id')
    .forKeyShare()
    .execute()
  return rows.filter((row) => deliveredType(type, row.event_types) !== null)
}

/** Disables an endpoint. @returns its tenant; undefined when it is disabled or deleted already. */
export async function disableEndpoint(
  trx: Trx,
  id: string,
  reason: string,
  now: Date,
): Promise<string | undefined> {
  const row = await trx
    .updateTable('webhook_endpoints')
    .set({ disabled: true, disabled_reason: reason, updated_at: now })
    .where('id', '=', id)
    .where('disabled', '=', false)
    .returning('tenant_id')
    .executeTakeFirst()
  return row?.tenant_id
}

/** An event that webhooks carry. */
export interface WebhookEvent extends EventSubject {
  readonly id: string
  readonly type: WebhookEventType
}

const webhookEvent = (row: {
  id: string
  type: string
  task_id: string | null
  batch_id: string | null
}): WebhookEvent => ({
  id: row.id,
  type: row.type as WebhookEventType,
  taskId: row.task_id,
  batchId: row.batch_id,
})

/** A tenant's event that webhooks carry; undefined for any other id. */
export async function findWebhookEvent(
  db: Db,
  tenantId: string,
  id: string,
): Promise<WebhookEvent | undefined> {
  const row = await firstAsTenant(db, tenantId, (trx) =>
    trx
      .selectFrom('events')
      .select(['id', 'type', 'task_id', 'batch_id'])
      .where('id', '=', id)
      .where('tenant_id', '=', tenantId)
      .where('body', 'is not', null),
  )
  return row && webhookEvent(row)
}

/**
 * Events that reach the endpoint since a time whose delivery to it neither succeeded nor is
 * pending, oldest first.
 */
export async function undeliveredEvents(
  trx: Trx,
  endpoint: EndpointRow,
  since: Date,
  limit: number,
): Promise<WebhookEvent[]> {
  const rows = await trx
    .selectFrom('events')
    .select(['id', 'type', 'task_id', 'batch_id'])
    .where('tenant_id', '=', endpoint.tenant_id)
    .where('body', 'is not', null)
    .where('type', 'in', eventTypesFor(endpoint.event_types))
    .where('created_at', '>=', since)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('webhook_deliveries')
            .select('webhook_deliveries.id')
            .whereRef('webhook_deliveries.event_id', '=', 'events.id')
            .where('webhook_deliveries.endpoint_id', '=', endpoint.id)
            .where('webhook_deliveries.status', 'in', ['pending', 'delivered']),
        ),
      ),
    )
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.map(webhookEvent)
}

export async function lockEndpoint(trx: Trx, id: string): Promise<void> {
  await trx.selectFrom('webhook_endpoints').select('id').where('id', '=', id).forUpdate().execute()
}
