import type { Deps } from '#core/deps.ts'
import { AppError } from '#core/errors.ts'
import { queueView } from '#core/store/queue-view.ts'
import { findTask } from '#core/store/tasks.ts'
import { isTerminal, type Task } from '#core/task/task.ts'
import type { Dialect, ViewedTask } from '#api/dialects/dialect.ts'
import { answering, halfOf, type Handler } from '#api/endpoints/endpoint.ts'
import type { Call } from '#api/http/call.ts'
import { preferenceApplied } from '#api/http/prefer.ts'
import { waitForEnd } from '#api/watching/wait-for-end.ts'

/**
 * A task as it is now; under `Prefer: wait`, once it has ended or the time is up.
 *
 * @throws AppError video_not_found.
 */
export const get = (dialect: Dialect): Handler =>
  answering({
    dialect,
    hasETag: dialect.takesPreferences,
    parse: halfOf(dialect, 'parse', 'get'),
    render: halfOf(dialect, 'render', 'get'),
    answer: async (call, { taskId }, render, { watch }) => {
      const { waitSeconds: seconds, signal } = call
      const first = await currentTask(call, taskId)
      if (seconds === null) return render(first)
      if (isTerminal(first.task.status)) return preferenceApplied(render(first), seconds)
      await waitForEnd(watch, taskId, { seconds, signal })
      return preferenceApplied(render(await currentTask(call, taskId)), seconds)
    },
  })

/** The task of the tenant as it is now. @throws AppError video_not_found. */
async function currentTask({ deps, principal }: Call, taskId: string): Promise<ViewedTask> {
  const task = await findTask(deps.db, principal.tenantId, taskId)
  if (task === undefined) throw new AppError('video_not_found')
  return await viewTask(deps, task)
}

/** The task with its place in the queue. */
export const viewTask = async (
  deps: Pick<Deps, 'db' | 'clock' | 'config' | 'turnLevels'>,
  task: Task,
): Promise<ViewedTask> => ({
  task,
  view: await queueView(deps.db, task, deps.clock.now(), deps.config, deps.turnLevels),
})
