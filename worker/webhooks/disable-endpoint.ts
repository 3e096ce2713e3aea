import type { Deps } from '#core/deps.ts'
import * as endpoints from '#core/store/webhook-endpoints.ts'
import { giveUpDeliveries } from '#core/store/webhook-queue.ts'

/** Disables a webhook endpoint on the service's own account, and ends its pending deliveries. */
export async function disableEndpoint(
  deps: Pick<Deps, 'db' | 'clock'>,
  id: string,
  reason: 'gone',
): Promise<void> {
  const now = deps.clock.now()
  await deps.db.transaction().execute(async (trx) => {
    await endpoints.disableEndpoint(trx, id, reason, now)
    await giveUpDeliveries(trx, id, now)
  })
}
