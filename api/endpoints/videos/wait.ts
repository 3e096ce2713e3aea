import { taskIdOfVideo } from '#core/ids.ts'
import { queueView } from '#core/store/queue-view.ts'
import { findTask } from '#core/store/tasks.ts'
import { isTerminal, type TaskStatus } from '#core/task/task.ts'
import type { WireResponse } from '#api/dialects/dialect.ts'
import type { TaskWatch } from '#api/watching/task-watch.ts'
import { waitForEnd } from '#api/watching/wait-for-end.ts'
import type { Act } from '#api/endpoints/action.ts'

/** As `get`, and under `Prefer: wait` no answer before the task has ended or the time is up. */
export function getWaiting(watch: TaskWatch, get: Act<'get'>): Act<'get'> {
  return async (call, input, render) => {
    const { waitSeconds: seconds, signal } = call
    if (seconds === null) return await get(call, input, render)
    let status: TaskStatus | undefined
    const first = await get(call, input, (result) => {
      status = result.task.status
      return render(result)
    })
    if (status === undefined || isTerminal(status)) return applied(first, seconds)
    await waitForEnd(watch, input.taskId, { seconds, signal })
    return applied(await get(call, input, render), seconds)
  }
}

/**
 * As `create`, and under `Prefer: wait` the answer shows the task as it is once it has ended (200) or the time is up.
 * A repeat under the same Idempotency-Key waits for the same task.
 */
export function createWaiting(watch: TaskWatch, create: Act<'create'>): Act<'create'> {
  return async (call, input, render) => {
    const { deps, principal, waitSeconds: seconds, signal } = call
    const answer = await create(call, input, render)
    const taskId = taskIdOfVideo(answer.headers['Location']?.split('/').at(-1) ?? '')
    if (seconds === null || taskId === null) return answer
    await waitForEnd(watch, taskId, { seconds, signal })
    const task = await findTask(deps.db, principal.tenantId, taskId)
    // Deleted meanwhile: it was created all the same.
    if (task === undefined) return applied(answer, seconds)
    const shown = render({ task, view: await queueView(deps.db, task, deps.clock.now(), deps.config) })
    const kept = ['Idempotent-Replayed', 'Cache-Status'].flatMap((name) => {
      const value = answer.headers[name]
      return value === undefined ? [] : [[name, value]]
    })
    return applied(
      {
        status: isTerminal(task.status) ? 200 : answer.status,
        headers: { ...shown.headers, ...Object.fromEntries(kept) },
        body: shown.body,
        ...(answer.limits === undefined ? {} : { limits: answer.limits }),
      },
      seconds,
    )
  }
}

const applied = (answer: WireResponse, seconds: number): WireResponse => ({
  ...answer,
  headers: { ...answer.headers, 'Preference-Applied': `wait=${seconds}` },
})
