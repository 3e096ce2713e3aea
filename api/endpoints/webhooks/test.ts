import { AppError } from '#core/errors.ts'
import { newBatchId, newEventId, newTaskId } from '#core/ids.ts'
import { endPause } from '#core/store/webhook-queue.ts'
import type { EventSubject, WebhookEventType } from '#core/task/event.ts'
import { webhookBody } from '#core/webhooks/body.ts'
import { activeSecrets } from '#core/webhooks/active-secrets.ts'
import { postWebhook } from '#core/webhooks/post.ts'
import type { WireRequest } from '#api/dialects/dialect.ts'
import { noStore } from '#api/dialects/wire.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import { findTenantEndpoint, parseEndpointId } from './find-endpoint.ts'

/**
 * Sends a signed test event to an endpoint and returns the status of its answer. A 2xx answer ends
 * the endpoint's pause after failures.
 *
 * @throws AppError webhook_endpoint_not_found, webhook_unreachable.
 */
export const testEndpoint = endpoint({
  parse: (request: WireRequest) => ({
    id: parseEndpointId(request),
    type: request.body['event_type'] as WebhookEventType,
  }),
  act: async (call, { id, type }) => {
    const { deps } = call
    const target = await findTenantEndpoint(call, id)
    const now = deps.clock.now()
    const eventId = newEventId()
    const { answer, error } = await postWebhook(
      deps,
      {
        url: target.url,
        headers: target.headers,
        secrets: activeSecrets(target, now),
        signer: target.id,
        eventId,
        body: webhookBody({ id: eventId, type, ...placeholderSubject(type), createdAt: now }),
      },
      now,
    )
    if (answer === null)
      throw new AppError('webhook_unreachable', `The address of the endpoint did not answer (${error}).`)
    if (answer.status >= 200 && answer.status < 300) await endPause(deps.db, target.id, deps.clock.now())
    return {
      object: 'webhook_endpoint.test',
      event_type: type,
      status_code: answer.status,
      success: true,
      webhook_endpoint_id: target.id,
    }
  },
  render: (body) => noStore(body),
})

/** An id that belongs to nothing. */
const placeholderSubject = (type: WebhookEventType): EventSubject =>
  type === 'batch.completed' ? { taskId: null, batchId: newBatchId() } : { taskId: newTaskId() }
