import type { Db, Trx } from '#core/postgres/db.ts'
import { bodyOfType, type EventSubject } from '#core/task/event.ts'

export interface Delivery extends EventSubject {
  readonly id: string
  readonly eventId: string
  readonly tenantId: string
  readonly url: string
  readonly attempts: number
  readonly body: string
  /** The tenant's secrets, which sign unless the delivery goes to an endpoint with its own. */
  readonly tenantSecrets: {
    readonly secret: string
    readonly previous_secret: string | null
    readonly previous_secret_until: Date | null
  }
}

export async function insertDelivery(
  trx: Trx,
  row: EventSubject & {
    id: string
    eventId: string
    tenantId: string
    url: string
    /** Null for the address of a request. */
    endpointId: string | null
    /** Null for the event's own type. */
    type: string | null
    now: Date
  },
): Promise<void> {
  await trx
    .insertInto('webhook_deliveries')
    .values({
      id: row.id,
      event_id: row.eventId,
      tenant_id: row.tenantId,
      task_id: row.taskId,
      batch_id: row.batchId ?? null,
      url: row.url,
      endpoint_id: row.endpointId,
      type: row.type,
      status: 'pending',
      next_attempt_at: row.now,
      created_at: row.now,
      finished_at: null,
    })
    .execute()
}

/** A delivery that is still pending, with the frozen bytes and the tenant's secrets. */
export async function findPendingDelivery(db: Db, id: string): Promise<Delivery | undefined> {
  const row = await db
    .selectFrom('webhook_deliveries as d')
    .innerJoin('events as e', 'e.id', 'd.event_id')
    .innerJoin('tenants as t', 't.id', 'd.tenant_id')
    .select([
      'd.id',
      'd.event_id',
      'd.tenant_id',
      'd.task_id',
      'd.batch_id',
      'd.url',
      'd.attempts',
      'd.type',
      'e.body',
      't.webhook_secret',
      't.previous_webhook_secret',
      't.previous_webhook_secret_until',
    ])
    .where('d.id', '=', id)
    .where('d.status', '=', 'pending')
    .executeTakeFirst()
  if (row === undefined || row.body === null) return undefined
  return {
    id: row.id,
    eventId: row.event_id,
    tenantId: row.tenant_id,
    taskId: row.task_id,
    batchId: row.batch_id,
    url: row.url,
    attempts: row.attempts,
    body: row.type === null ? row.body : bodyOfType(row.body, row.type),
    tenantSecrets: {
      secret: row.webhook_secret,
      previous_secret: row.previous_webhook_secret,
      previous_secret_until: row.previous_webhook_secret_until,
    },
  }
}

export interface AttemptRow {
  readonly deliveryId: string
  readonly attempt: number
  readonly at: Date
  readonly durationMs: number
  readonly statusCode: number | null
  readonly error: string | null
  readonly responseExcerpt: string | null
}

/**
 * Records one attempt and what follows from it. False when the delivery was no longer pending at
 * that attempt number, i.e. another process recorded the same attempt first.
 */
export async function recordAttempt(
  trx: Trx,
  row: AttemptRow,
  next: { status: 'delivered' | 'failed' } | { status: 'pending'; at: Date },
): Promise<boolean> {
  const moved = await trx
    .updateTable('webhook_deliveries')
    .set({
      status: next.status,
      attempts: row.attempt,
      ...(next.status === 'pending' ? { next_attempt_at: next.at } : { finished_at: row.at }),
    })
    .where('id', '=', row.deliveryId)
    .where('status', '=', 'pending')
    .where('attempts', '=', row.attempt - 1)
    .returning('id')
    .executeTakeFirst()
  if (moved === undefined) return false
  await trx
    .insertInto('webhook_attempts')
    .values({
      delivery_id: row.deliveryId,
      attempt: row.attempt,
      at: row.at,
      duration_ms: row.durationMs,
      status_code: row.statusCode,
      error: row.error,
      response_excerpt: row.responseExcerpt,
    })
    .execute()
  return true
}

/** Pending deliveries whose attempt was due before `before`: their job was lost. */
export async function overdueDeliveries(db: Db, before: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('webhook_deliveries')
    .select('id')
    .where('status', '=', 'pending')
    .where('next_attempt_at', '<', before)
    .orderBy('next_attempt_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

export async function postponeDelivery(trx: Trx, id: string, at: Date): Promise<void> {
  await trx.updateTable('webhook_deliveries').set({ next_attempt_at: at }).where('id', '=', id).execute()
}

/** Ends a delivery without another attempt: its endpoint is disabled. */
export async function giveUpDelivery(db: Db, id: string, now: Date): Promise<void> {
  await db
    .updateTable('webhook_deliveries')
    .set({ status: 'failed', finished_at: now })
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .execute()
}
