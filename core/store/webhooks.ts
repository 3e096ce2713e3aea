import { sql } from 'kysely'
import type { Trx } from '#core/postgres/db.ts'
import { WEBHOOK_CHANNEL } from '#core/postgres/notifications.ts'
import type { EventSubject } from '#core/task/event.ts'

/** Records a delivery that is due at once, and wakes those who deliver when it commits. */
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
    .with('made', (db) =>
      db
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
        .returning('destination'),
    )
    .selectFrom('made')
    .select(sql`pg_notify(${WEBHOOK_CHANNEL}, destination)`.as('notified'))
    .execute()
}
