import type { Deps } from '#core/deps.ts'
import { AppError, messageOf } from '#core/errors.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { findTask } from '#core/store/tasks.ts'
import { isTerminal, type Task } from '#core/task/task.ts'
import type { Call } from '#api/http/call.ts'
import type { TaskWatch } from '#api/watching/task-watch.ts'
import { waitForEnd } from '#api/watching/wait-for-end.ts'

/**
 * The task once it has ended, the time is up, or the client has left. A task that has not ended by
 * then is cancelled if nobody could ask for its result later: a repeat under an Idempotency-Key
 * would find the task again.
 *
 * @param o.seconds the longest wait
 * @param o.cancelWhenLeft whether the format has no way to ask for the result later
 * @throws AppError video_not_found when the task is deleted during the wait.
 */
export async function waitOrCancel(
  { deps, principal, signal, idempotencyKey }: Call,
  watch: TaskWatch,
  taskId: string,
  o: { readonly seconds: number; readonly cancelWhenLeft: boolean },
): Promise<Task> {
  await waitForEnd(watch, taskId, { seconds: o.seconds, signal })
  const task = await findTask(deps.db, principal.tenantId, taskId)
  if (task === undefined) throw new AppError('video_not_found')
  if (o.cancelWhenLeft && idempotencyKey === null && !isTerminal(task.status))
    await giveUp(deps, principal.tenantId, taskId)
  return task
}

/** Cancels a task whose result no client could ask for. It may have ended meanwhile. */
async function giveUp(deps: Deps, tenantId: string, taskId: string): Promise<void> {
  try {
    await lifecycle.cancel(deps, tenantId, taskId)
  } catch (error) {
    deps.log.debug({ task: taskId, error: messageOf(error) }, 'an abandoned task was not cancelled')
  }
}
