import { AppError } from '#core/errors.ts'
import { hexFromUuid, publicBatchId, uuidFromHex, videoIdOf } from '#core/ids.ts'
import type { AttemptView } from '#core/store/webhook-attempts.ts'
import type { EndpointRow } from '#core/store/webhook-endpoints.ts'
import type { components } from '#api/openapi.gen.ts'

type Schemas = components['schemas']

const unixTime = (date: Date): number => Math.floor(date.getTime() / 1000)

export const endpointBody = (row: EndpointRow): Schemas['WebhookEndpoint'] => ({
  id: row.id,
  object: 'webhook_endpoint',
  created_at: unixTime(row.created_at),
  updated_at: unixTime(row.updated_at),
  name: row.name,
  url: row.url,
  event_types: row.event_types as Schemas['WebhookEventType'][],
  headers: row.headers,
  disabled: row.disabled,
  disabled_reason: row.disabled_reason as Schemas['WebhookEndpoint']['disabled_reason'],
  signing_secret_hint: `whsec_…${row.secret.slice(-4)}`,
})

export const attemptBody = (view: AttemptView): Schemas['WebhookAttempt'] => ({
  id: `wha_${hexFromUuid(view.deliveryId)}_${view.attempt}`,
  object: 'webhook_attempt',
  created_at: unixTime(view.at),
  event_id: view.eventId,
  event_type: view.eventType as Schemas['WebhookEventType'],
  video_id: view.taskId === null ? null : videoIdOf(view.taskId),
  batch_id: view.batchId ? publicBatchId(view.batchId) : null,
  webhook_endpoint_id: view.endpointId,
  url: view.url,
  attempt: view.attempt,
  duration_ms: view.durationMs,
  status_code: view.statusCode,
  error: view.error,
  response_body: view.responseExcerpt,
  delivery_status: view.deliveryStatus,
  next_attempt_at: view.nextAttemptAt === null ? null : unixTime(view.nextAttemptAt),
})

/** @throws AppError invalid_request for anything that `attemptBody` does not write. */
export function attemptOfId(id: string): { deliveryId: string; attempt: number } {
  const [, hex = '', attempt = ''] = /^wha_([0-9a-f]{32})_(\d{1,6})$/.exec(id) ?? []
  const deliveryId = uuidFromHex(hex)
  if (deliveryId !== null) return { deliveryId, attempt: Number(attempt) }
  const message = '`after` must be the id of an attempt, as `last_id` gives it.'
  throw new AppError('invalid_request', message, {
    param: 'after',
    errors: [{ pointer: '/query/after', message }],
  })
}

export const listBody = <T extends { readonly id: string }>(data: readonly T[], hasMore: boolean) => ({
  object: 'list' as const,
  data,
  first_id: data[0]?.id ?? null,
  last_id: data.at(-1)?.id ?? null,
  has_more: hasMore,
})
