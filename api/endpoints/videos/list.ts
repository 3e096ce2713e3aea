import { queueViews } from '#core/store/queue-view.ts'
import { listTasks } from '#core/store/tasks.ts'
import type { QueueView } from '#core/task/task.ts'
import type { Act } from '#api/endpoints/action.ts'

/** One page of the tenant's tasks. */
export const list: Act<'list'> = async ({ deps, principal }, input, render) => {
  const { tasks, hasMore } = await listTasks(deps.db, principal.tenantId, input)
  const views = await queueViews(deps.db, tasks, deps.clock.now(), deps.config)
  return render({ tasks: tasks.map((task) => ({ task, view: views.get(task.id) as QueueView })), hasMore })
}
