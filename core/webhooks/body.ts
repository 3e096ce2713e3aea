import { publicBatchId, videoIdOf } from '#core/ids.ts'
import type { EventSubject, EventType } from '#core/task/event.ts'

/**
 * The body of an event in OpenAI's shape: it names what ended, and the receiver fetches the rest.
 * The body of a webhook is stored once, and every attempt sends the same bytes.
 */
export function webhookBody(event: EventSubject & { id: string; type: EventType; createdAt: Date }): string {
  return JSON.stringify({
    id: event.id,
    object: 'event',
    created_at: Math.floor(event.createdAt.getTime() / 1000),
    type: event.type,
    data: { id: subjectId(event) },
  })
}

function subjectId({ taskId, batchId, endpointId }: EventSubject): string {
  if (taskId !== null) return videoIdOf(taskId)
  return endpointId ?? publicBatchId(batchId ?? '')
}
