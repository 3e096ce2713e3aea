import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import type { Act } from '#api/endpoints/action.ts'

/** Takes a task away for good; one that is not finished is cancelled on the way. */
export const remove: Act<'remove'> = async ({ deps, principal }, { taskId }, render) => {
  await lifecycle.remove(deps, principal.tenantId, taskId)
  return render({ taskId })
}
