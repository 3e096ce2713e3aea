import type { Trx } from '#core/db.ts'

export interface NewEvent {
  readonly id: string
  readonly tenantId: string
  readonly taskId: string
  readonly type: string
  /** Frozen bytes of the webhook, or null for events that no webhook tells. */
  readonly body: string | null
}

export async function insertEvent(trx: Trx, event: NewEvent, now: Date): Promise<void> {
  await trx
    .insertInto('events')
    .values({
      id: event.id,
      tenant_id: event.tenantId,
      task_id: event.taskId,
      type: event.type,
      body: event.body,
      created_at: now,
    })
    .execute()
}
