import type { Deps } from '#core/deps.ts'
import { until } from '#test/support/processes/processes.ts'
import { startDeliverer } from '#worker/webhooks/deliverer.ts'

/** Makes one attempt of every pending delivery, as a worker does when its time has come. */
export async function deliverPending(deps: Deps): Promise<void> {
  const before = await deps.db
    .selectFrom('webhook_deliveries')
    .select(['id', 'attempts'])
    .where('status', '=', 'pending')
    .execute()
  await deps.db
    .updateTable('webhook_deliveries')
    .set({ next_attempt_at: new Date(0) })
    .execute()
  await deps.db.updateTable('webhook_destinations').set({ paused_until: null }).execute()
  const deliverer = startDeliverer(deps)
  const untried = async (): Promise<number> => {
    const rows = await deps.db
      .selectFrom('webhook_deliveries')
      .select(['id', 'attempts'])
      .where('status', '=', 'pending')
      .execute()
    return rows.filter((row) => before.some(({ id, attempts }) => id === row.id && attempts === row.attempts))
      .length
  }
  try {
    await until(
      async () => (await untried()) === 0,
      30_000,
      () => 'some deliveries were not tried',
    )
  } finally {
    await deliverer.stop(5000)
  }
}
