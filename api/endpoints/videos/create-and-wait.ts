import type { Deps } from '#core/deps.ts'
import { AppError, messageOf } from '#core/errors.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { findTask } from '#core/store/tasks.ts'
import { isTerminal } from '#core/task/task.ts'
import type { ActionInput, ActionResult, Dialect, WireResponse } from '#api/dialects/dialect.ts'
import { answering, halfOf, withoutIdleTimeout, type Handler } from '#api/endpoints/endpoint.ts'
import type { Call } from '#api/http/call.ts'
import type { TaskWatch } from '#api/watching/task-watch.ts'
import { waitForEnd } from '#api/watching/wait-for-end.ts'
import { createTask } from './create.ts'
import { viewTask } from './get.ts'

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
  const { deps, principal, signal } = call
  const startedAtMs = performance.now()
  const { taskId, answer } = await createTask(call, dialect.name, input, () => ACCEPTED)
  const longestSeconds = deps.config.legacyWaitSeconds
  const seconds = Math.min(timeoutSeconds ?? longestSeconds, longestSeconds)
  await waitForEnd(watch, taskId, { seconds, signal })
  const task = await findTask(deps.db, principal.tenantId, taskId)
  // The task was deleted during the wait.
  if (task === undefined) throw new AppError('video_not_found')
  // A repeat under the same key would find the task again.
  const isLost = cancelWhenLeft && call.idempotencyKey === null
  if (isLost && !isTerminal(task.status)) await giveUp(deps, principal.tenantId, taskId)
  const waitedSeconds = Math.round((performance.now() - startedAtMs) / 100) / 10
  const response = render({ ...(await viewTask(deps, task)), waitedSeconds })
  return { ...answer, ...response, headers: { ...answer.headers, ...response.headers } }
}

/** Cancels a task whose result no client could ask for. It may have ended meanwhile. */
async function giveUp(deps: Deps, tenantId: string, taskId: string): Promise<void> {
  try {
    await lifecycle.cancel(deps, tenantId, taskId)
  } catch (error) {
    deps.log.debug({ task: taskId, error: messageOf(error) }, 'an abandoned task was not cancelled')
  }
}
