import { AppError } from '#core/errors.ts'
import { queueView } from '#core/store/queue-view.ts'
import { findTask } from '#core/store/tasks.ts'
import type { Act } from '#api/endpoints/action.ts'

/** A task as it is now. */
export const get: Act<'get'> = async ({ deps, principal }, { taskId }, render) => {
  const task = await findTask(deps.db, principal.tenantId, taskId)
  if (task === undefined) throw new AppError('video_not_found')
  return render({ task, view: await queueView(deps.db, task, deps.clock.now(), deps.config) })
}
