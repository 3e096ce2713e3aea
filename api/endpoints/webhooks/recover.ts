import { sendWebhook } from '#core/lifecycle/lifecycle.ts'
import { lockEndpoint, undeliveredEvents } from '#core/store/webhook-endpoints.ts'
import { endPause } from '#core/store/webhook-queue.ts'
import type { WireRequest } from '#api/dialects/dialect.ts'
import { noStore } from '#api/dialects/wire.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'
import { findEnabledEndpoint, parseEndpointId } from './find-endpoint.ts'

/** Deliveries that one recovery makes; the next one continues after them. */
const RECOVERED_AT_ONCE = 1000

/**
 * Delivers the events since a given time that an endpoint has missed, at most 1000 per call.
 *
 * @throws AppError webhook_endpoint_not_found, webhook_endpoint_disabled.
 */
export const recoverEvents = endpoint({
  parse: (request: WireRequest) => ({
    id: parseEndpointId(request),
    since: request.body['since'] as number,
  }),
  act: async (call, { id, since }) => {
    const { deps } = call
    const target = await findEnabledEndpoint(call, id)
    const tenantId = target.tenant_id
    const deliveries = await deps.db.transaction().execute(async (trx) => {
      // One recovery at a time, or two would send the same events.
      await lockEndpoint(trx, target.id)
      const from = new Date(since * 1000)
      const found = await undeliveredEvents(trx, target, from, RECOVERED_AT_ONCE + 1)
      for (const event of found.slice(0, RECOVERED_AT_ONCE))
        await sendWebhook(trx, { ...event, tenantId }, target, deps.clock.now())
      await endPause(trx, target.id, deps.clock.now())
      return found.length
    })
    return {
      object: 'webhook_endpoint.recovery',
      webhook_endpoint_id: target.id,
      since,
      deliveries: Math.min(deliveries, RECOVERED_AT_ONCE),
      has_more: deliveries > RECOVERED_AT_ONCE,
    }
  },
  render: (body) => noStore(body, 202),
})
