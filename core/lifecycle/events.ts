import type { Trx } from '#core/postgres/db.ts'
import { deliveredType, type EventSubject, type EventType, type WebhookEventType } from '#core/task/event.ts'
import { webhookBody } from '#core/webhooks/body.ts'
import { newEventId, newRowId } from '#core/ids.ts'
import { TASK_CHANNEL } from '#core/postgres/notifications.ts'
import { insertEvent } from '#core/store/events.ts'
import { notify } from '#core/store/notify.ts'
import { endpointsFor } from '#core/store/webhook-endpoints.ts'
import { insertDelivery } from '#core/store/webhooks.ts'

/** Records an event that no webhook delivers, and notifies those who watch the task. */
export async function writeEvent(
  trx: Trx,
  taskId: string,
  tenantId: string,
  type: EventType,
  now: Date,
): Promise<void> {
  await insertEvent(trx, { id: newEventId(), tenantId, taskId, type, body: null }, now)
  await notify(trx, TASK_CHANNEL, taskId)
}

/** Records an event with its frozen body, and a delivery to every endpoint that it reaches. */
export async function writeWebhookEvent(
  trx: Trx,
  about: EventSubject & { readonly tenantId: string; readonly webhookUrl: string | null },
  type: WebhookEventType,
  now: Date,
): Promise<void> {
  const id = newEventId()
  const { tenantId, taskId, batchId = null, webhookUrl } = about
  const body = webhookBody({ id, type, taskId, batchId, createdAt: now })
  await insertEvent(trx, { id, tenantId, taskId, batchId, type, body }, now)
  if (taskId !== null) await notify(trx, TASK_CHANNEL, taskId)
  const own = webhookUrl === null ? [] : [{ id: null, url: webhookUrl, event_types: [] }]
  for (const target of [...own, ...(await endpointsFor(trx, tenantId, type))])
    await sendWebhook(trx, { id, type, taskId, batchId, tenantId }, target, now)
}

/**
 * A new delivery of an event. An endpoint gets the event under a type that it asked for, or under
 * the event's own when it asked for none.
 */
export async function sendWebhook(
  trx: Trx,
  event: EventSubject & {
    readonly id: string
    readonly type: WebhookEventType
    readonly tenantId: string
  },
  target: { readonly id: string | null; readonly url: string; readonly event_types: readonly string[] },
  now: Date,
): Promise<void> {
  const type = deliveredType(event.type, target.event_types) ?? event.type
  await insertDelivery(trx, {
    id: newRowId(),
    eventId: event.id,
    tenantId: event.tenantId,
    taskId: event.taskId,
    batchId: event.batchId ?? null,
    url: target.url,
    endpointId: target.id,
    type: type === event.type ? null : type,
    now,
  })
}
