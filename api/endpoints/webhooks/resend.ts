import { AppError } from '#core/errors.ts'
import { sendWebhook } from '#core/lifecycle/lifecycle.ts'
import { findWebhookEvent } from '#core/store/webhook-endpoints.ts'
import { endPause } from '#core/store/webhook-queue.ts'
import type { WireRequest } from '#api/dialects/dialect.ts'
import { noStore } from '#api/dialects/wire.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import { findEnabledEndpoint, parseEndpointId } from './find-endpoint.ts'

/**
 * Delivers one event to an endpoint again, at once even in a pause after failures.
 *
 * @throws AppError webhook_endpoint_not_found, webhook_endpoint_disabled, event_not_found.
 */
export const resendEvent = endpoint({
  parse: (request: WireRequest) => ({
    id: parseEndpointId(request),
    eventId: request.body['event_id'] as string,
  }),
  act: async (call, { id, eventId }) => {
    const { deps } = call
    const target = await findEnabledEndpoint(call, id)
    const tenantId = target.tenant_id
    const event = await findWebhookEvent(deps.db, tenantId, eventId)
    if (event === undefined) throw new AppError('event_not_found')
    const now = deps.clock.now()
    await deps.db.transaction().execute(async (trx) => {
      await sendWebhook(trx, { ...event, tenantId }, target, now)
      await endPause(trx, target.id, now)
    })
    return { object: 'webhook_endpoint.resend', event_id: eventId, webhook_endpoint_id: target.id }
  },
  render: (body) => noStore(body, 202),
})
