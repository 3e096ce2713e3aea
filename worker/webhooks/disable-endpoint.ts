import type { Deps } from '#core/deps.ts'
import { newEventId } from '#core/ids.ts'
import { insertEvent } from '#core/store/events.ts'
import * as endpoints from '#core/store/webhook-endpoints.ts'
import { giveUpDeliveries, giveUpOldDeliveries } from '#core/store/webhook-queue.ts'
import { LONGEST_FAILURE_MS } from './health.ts'

/** Why the service itself disables an endpoint: a 410, or days of nothing but failures. */
export type DisabledReason = 'gone' | 'failing'

/**
 * Disables a webhook endpoint, ends its pending deliveries, and tells its owner by an event of the
 * feed. Nothing happens when it is disabled or deleted already.
 */
export async function disableEndpoint(
  deps: Pick<Deps, 'db' | 'clock'>,
  endpointId: string,
  reason: DisabledReason,
): Promise<void> {
  const now = deps.clock.now()
  await deps.db.transaction().execute(async (trx) => {
    const tenantId = await endpoints.disableEndpoint(trx, endpointId, reason, now)
    if (tenantId === undefined) return
    await giveUpDeliveries(trx, endpointId, now)
    const type = 'webhook_endpoint.disabled'
    await insertEvent(trx, { id: newEventId(), tenantId, taskId: null, endpointId, type, body: null }, now)
  })
}

/**
 * What days of failures mean for the address of a request, which cannot be disabled: deliveries as
 * old as that end, and new ones are still tried.
 */
export async function giveUpAddress(deps: Pick<Deps, 'db' | 'clock'>, destination: string): Promise<void> {
  const now = deps.clock.now()
  await giveUpOldDeliveries(deps.db, destination, new Date(now.getTime() - LONGEST_FAILURE_MS), now)
}
