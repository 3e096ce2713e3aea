import { findTask } from '#core/store/tasks.ts'
import { isTerminal } from '#core/task/task.ts'
import type { ViewedTask, WireResponse } from '#api/dialects/dialect.ts'
import type { Submitted } from '#api/creation/submit.ts'
import type { Call } from '#api/http/call.ts'
import { preferenceApplied } from '#api/http/prefer.ts'
import type { TaskWatch } from '#api/watching/task-watch.ts'
import { waitForEnd } from '#api/watching/wait-for-end.ts'
import { viewTask } from '#api/endpoints/videos/get.ts'

const KEPT_HEADERS = ['Idempotent-Replayed', 'Cache-Status']

/** Headers of the first answer that hold for the one after the wait as well. */
export const keptHeaders = (headers: WireResponse['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => KEPT_HEADERS.includes(name)))

/**
 * The answer to a create. Under `Prefer: wait` it shows the task as it is once it has ended (200)
 * or the time is up. A repeat under the same Idempotency-Key waits for the same task.
 */
export async function answerAfterWait(
  call: Call,
  watch: TaskWatch,
  { taskId, answer }: Submitted,
  render: (result: ViewedTask) => WireResponse,
): Promise<WireResponse> {
  const { deps, principal, waitSeconds: seconds, signal } = call
  if (seconds === null) return answer
  await waitForEnd(watch, taskId, { seconds, signal })
  const task = await findTask(deps.db, principal.tenantId, taskId)
  // The task was deleted during the wait, but it was created.
  if (task === undefined) return preferenceApplied(answer, seconds)
  const shown = render(await viewTask(deps, task))
  return preferenceApplied(
    {
      status: isTerminal(task.status) ? 200 : answer.status,
      headers: { ...shown.headers, ...keptHeaders(answer.headers) },
      body: shown.body,
      ...(answer.limits === undefined ? {} : { limits: answer.limits }),
    },
    seconds,
  )
}
