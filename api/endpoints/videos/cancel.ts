import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { queueView } from '#core/store/queue-view.ts'
import type { Act } from '#api/endpoints/action.ts'

/** Cancels a queued task at once; asks the worker of a running one to stop. */
export const cancel: Act<'cancel'> = async ({ deps, principal }, { taskId, from }, render) => {
  const task = await lifecycle.cancel(deps, principal.tenantId, taskId, from)
  return render({ task, view: await queueView(deps.db, task, deps.clock.now(), deps.config) })
}
