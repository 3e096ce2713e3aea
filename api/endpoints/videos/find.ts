import { AppError } from '#core/errors.ts'
import { queueView } from '#core/store/queue-view.ts'
import { findTask } from '#core/store/tasks.ts'
import type { Act } from '#api/endpoints/action.ts'

/** A task as it is now, or that there is none. */
export const find: Act<'find'> = async ({ deps, principal }, { id, taskId, required }, render) => {
  const task = taskId === null ? undefined : await findTask(deps.db, principal.tenantId, taskId)
  if (task === undefined && required) throw new AppError('video_not_found')
  const found = task && { task, view: await queueView(deps.db, task, deps.clock.now(), deps.config) }
  return render({ id, found: found ?? null })
}
