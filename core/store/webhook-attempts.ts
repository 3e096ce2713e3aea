import { sql } from 'kysely'
import type { Db } from '#core/postgres/db.ts'
import type { EventSubject } from '#core/task/event.ts'
import { rowsAsTenant } from './as-tenant.ts'

/** One HTTP attempt of a delivery, with its delivery and event. */
export interface AttemptView extends EventSubject {
  readonly deliveryId: string
  readonly attempt: number
  readonly at: Date
  readonly durationMs: number
  readonly statusCode: number | null
  readonly error: string | null
  readonly responseExcerpt: string | null
  readonly eventId: string
  /** The type under which the event was delivered. */
  readonly eventType: string
  readonly endpointId: string | null
  readonly url: string
  readonly deliveryStatus: 'pending' | 'delivered' | 'failed'
  readonly nextAttemptAt: Date | null
}

/** A page of the attempts at one endpoint or for one task, newest first. */
export async function listAttempts(
  db: Db,
  tenantId: string,
  of: { readonly endpointId: string } | { readonly taskId: string },
  o: { limit: number; after: { deliveryId: string; attempt: number } | null },
): Promise<{ attempts: AttemptView[]; hasMore: boolean }> {
  const rows = await rowsAsTenant(db, tenantId, (trx) => pageQuery(trx, tenantId, of, o))
  const attempts = rows.slice(0, o.limit).map((row): AttemptView => ({
    deliveryId: row.delivery_id,
    attempt: row.attempt,
    at: row.at,
    durationMs: row.duration_ms,
    statusCode: row.status_code,
    error: row.error,
    responseExcerpt: row.response_excerpt,
    eventId: row.event_id,
    eventType: row.type,
    taskId: row.task_id,
    batchId: row.batch_id,
    endpointId: row.endpoint_id,
    url: row.url,
    deliveryStatus: row.status,
    nextAttemptAt: row.status === 'pending' ? row.next_attempt_at : null,
  }))
  return { attempts, hasMore: rows.length > o.limit }
}

function pageQuery(
  db: Db,
  tenantId: string,
  of: { readonly endpointId: string } | { readonly taskId: string },
  o: { limit: number; after: { deliveryId: string; attempt: number } | null },
) {
  let query = db
    .selectFrom('webhook_attempts as a')
    .innerJoin('webhook_deliveries as d', 'd.id', 'a.delivery_id')
    .innerJoin('events as e', 'e.id', 'd.event_id')
    .select([
      'a.delivery_id',
      'a.attempt',
      'a.at',
      'a.duration_ms',
      'a.status_code',
      'a.error',
      'a.response_excerpt',
      'd.event_id',
      sql<string>`coalesce(d.type, e.type)`.as('type'),
      'd.task_id',
      'd.batch_id',
      'd.endpoint_id',
      'd.url',
      'd.status',
      'd.next_attempt_at',
    ])
    .where('d.tenant_id', '=', tenantId)
    .orderBy('a.at', 'desc')
    .orderBy('a.delivery_id', 'desc')
    .orderBy('a.attempt', 'desc')
    .limit(o.limit + 1)
  query =
    'taskId' in of
      ? query.where('d.task_id', '=', of.taskId)
      : query.where('d.endpoint_id', '=', of.endpointId)
  if (o.after !== null) {
    const { deliveryId, attempt } = o.after
    query = query.where(
      sql<boolean>`(a.at, a.delivery_id, a.attempt) < (select c.at, c.delivery_id, c.attempt
        from webhook_attempts c where c.delivery_id = ${deliveryId} and c.attempt = ${attempt})`,
    )
  }
  return query
}
