import { videoIdOf } from '#core/ids.ts'

/** Events that webhooks tell; the others are for the log of a task. */
export const WEBHOOK_EVENT_TYPES = ['video.completed', 'video.failed', 'video.cancelled'] as const
export type WebhookEventType = (typeof WEBHOOK_EVENT_TYPES)[number]
export type EventType =
  WebhookEventType | 'video.queued' | 'video.started' | 'video.retrying' | 'video.released' | 'video.expired'

/** The thin body of a webhook in OpenAI's shape; these bytes are stored once and sent on every attempt. */
export function webhookBody(event: {
  id: string
  type: WebhookEventType
  taskId: string
  createdAt: Date
}): string {
  return JSON.stringify({
    id: event.id,
    object: 'event',
    created_at: Math.floor(event.createdAt.getTime() / 1000),
    type: event.type,
    data: { id: videoIdOf(event.taskId) },
  })
}
