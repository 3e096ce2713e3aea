import type { ActionInput, ActionResult, Dialect, WireResponse } from '#api/dialects/dialect.ts'
import { answering, halfOf, withoutIdleTimeout, type Handler } from '#api/endpoints/endpoint.ts'
import type { Call } from '#api/http/call.ts'
import type { TaskWatch } from '#api/watching/task-watch.ts'
import { createTask } from '#api/endpoints/videos/create.ts'
import { viewTask } from '#api/endpoints/videos/get.ts'
import { waitOrCancel } from './wait-or-cancel.ts'

type Render = (result: ActionResult['createAndWait']) => WireResponse

/**
 * Creates a task and answers when it has ended, or the time is up.
 *
 * @throws AppError as `createTask`; video_not_found when the task is deleted during the wait.
 */
export const createAndWait = (dialect: Dialect): Handler =>
  withoutIdleTimeout(
    answering({
      dialect,
      parse: halfOf(dialect, 'parse', 'createAndWait'),
      render: halfOf(dialect, 'render', 'createAndWait'),
      answer: (call, input, render, { watch }) => createThenWait(call, watch, dialect, input, render),
    }),
  )

/**
 * What is stored under an Idempotency-Key is the task alone, so a repeat waits for it and sees how
 * it ends.
 */
const ACCEPTED: WireResponse = { status: 202, headers: {}, body: null }

async function createThenWait(
  call: Call,
  watch: TaskWatch,
  dialect: Dialect,
  { create: input, timeoutSeconds, cancelWhenLeft }: ActionInput['createAndWait'],
  render: Render,
): Promise<WireResponse> {
  const { deps } = call
  const startedAtMs = performance.now()
  const { taskId, answer } = await createTask(call, dialect.name, input, () => ACCEPTED)
  const longestSeconds = deps.config.legacyWaitSeconds
  const seconds = Math.min(timeoutSeconds ?? longestSeconds, longestSeconds)
  const task = await waitOrCancel(call, watch, taskId, { seconds, cancelWhenLeft })
  const waitedSeconds = Math.round((performance.now() - startedAtMs) / 100) / 10
  const response = render({ ...(await viewTask(deps, task)), waitedSeconds, limitSeconds: seconds })
  return { ...answer, ...response, headers: { ...answer.headers, ...response.headers } }
}
