import type { Deps } from '#core/deps.ts'
import { AppError, messageOf } from '#core/errors.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { queueView } from '#core/store/queue-view.ts'
import { findTask } from '#core/store/tasks.ts'
import { isTerminal } from '#core/task/task.ts'
import type { DialectName } from '#api/dialects/dialect.ts'
import type { TaskWatch } from '#api/watching/task-watch.ts'
import { waitForEnd } from '#api/watching/wait-for-end.ts'
import type { Act } from '#api/endpoints/action.ts'
import { createAs } from './create.ts'

/**
 * Creates a task and answers when it has ended, or the time is over. What is stored under an Idempotency-Key is the
 * task, so a repeat waits for the same one.
 */
export function createAndWaitAs(watch: TaskWatch, dialect: DialectName): Act<'createAndWait'> {
  const create = createAs(dialect)
  return async (call, { create: input, timeoutSeconds, cancelWhenLeft }, render) => {
    const { deps, principal, signal } = call
    const startedAtMs = performance.now()
    const created = await create(call, input, ({ task }) => ({
      status: 202,
      headers: {},
      body: { taskId: task.id },
    }))
    const { taskId } = stored(created.body)
    const longestSeconds = deps.config.legacyWaitSeconds
    const seconds = Math.min(timeoutSeconds ?? longestSeconds, longestSeconds)
    await waitForEnd(watch, taskId, { seconds, signal })
    const task = await findTask(deps.db, principal.tenantId, taskId)
    // Deleted meanwhile.
    if (task === undefined) throw new AppError('video_not_found')
    // Under a key a repeat finds it again.
    const isLost = cancelWhenLeft && call.idempotencyKey === null
    if (isLost && !isTerminal(task.status)) await giveUp(deps, principal.tenantId, taskId)
    const view = await queueView(deps.db, task, deps.clock.now(), deps.config)
    const waitedSeconds = Math.round((performance.now() - startedAtMs) / 100) / 10
    const response = render({ task, view, waitedSeconds })
    return { ...created, ...response, headers: { ...created.headers, ...response.headers } }
  }
}

/** What is kept under an Idempotency-Key is text. */
const stored = (body: unknown): { taskId: string } =>
  (typeof body === 'string' ? JSON.parse(body) : body) as { taskId: string }

/** Nobody could ask for its result any more. It may have ended meanwhile. */
async function giveUp(deps: Deps, tenantId: string, taskId: string): Promise<void> {
  try {
    await lifecycle.cancel(deps, tenantId, taskId)
  } catch (error) {
    deps.log.debug(
      { task: taskId, error: messageOf(error) },
      'a task that nobody waits for was not cancelled',
    )
  }
}
