import { hexFromUuid, publicBatchId, uuidFromHex, videoIdOf } from '#core/ids.ts'
import type { AttemptView } from '#core/store/webhook-attempts.ts'
import type { EndpointRow } from '#core/store/webhook-endpoints.ts'
import type { WireResponse } from '#api/dialects/dialect.ts'
import { invalidCursor, noStore, unixTime } from '#api/dialects/wire.ts'
import type { components } from '#api/openapi.gen.ts'

type Schemas = components['schemas']

/**
 * A webhook endpoint as the contract shows it. Of the secret, only the last four characters are
 * shown.
 */
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

/** 200 with the endpoint, never stored. */
export const renderEndpoint = (row: EndpointRow): WireResponse => noStore(endpointBody(row))

/** The endpoint with its signing secret, which is shown once. */
export const renderWithSecret = (row: EndpointRow): WireResponse =>
  noStore({ ...endpointBody(row), signing_secret: row.secret })

/** A delivery attempt as the contract shows it. */
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

/**
 * The attempt that an id of `attemptBody` names.
 *
 * @throws AppError invalid_request for any other text.
 */
export function attemptOfId(id: string): { deliveryId: string; attempt: number } {
  const [, hex = '', attempt = ''] = /^wha_([0-9a-f]{32})_(\d{1,6})$/.exec(id) ?? []
  const deliveryId = uuidFromHex(hex)
  if (deliveryId !== null) return { deliveryId, attempt: Number(attempt) }
  throw invalidCursor('an attempt')
}
