import { setTimeout as sleep } from 'node:timers/promises'
import type { Deps } from '#core/deps.ts'
import { AppError, messageOf } from '#core/errors.ts'
import * as lifecycle from '#core/lifecycle.ts'
import { queueView } from '#core/store/queue-view.ts'
import { findTask } from '#core/store/tasks.ts'
import { isTerminal, type Task } from '#core/task.ts'
import type { DialectName } from '#api/dialects/dialect.ts'
import type { Act, Call } from './action.ts'
import { createAs } from './create.ts'

/** The row is read again after 100 ms, then ever more rarely, up to every 2 s: 0.5 reads per second and waiter. */
const FIRST_PAUSE_MS = 100
const LAST_PAUSE_MS = 2000
const PAUSE_GROWTH = 1.5

/**
 * Creates a task and answers when it has ended, or the time is over. What is stored under an Idempotency-Key is the
 * task, so a repeat waits for the same one.
 */
export function createAndWaitAs(dialect: DialectName): Act<'createAndWait'> {
  const create = createAs(dialect)
  return async (call, { create: input, timeoutSeconds, cancelWhenLeft }, render) => {
    const { deps, principal } = call
    const startedAtMs = performance.now()
    const created = await create(call, input, ({ task }) => ({
      status: 202,
      headers: {},
      body: { taskId: task.id },
    }))
    const { taskId } = stored(created.body)
    const longestSeconds = deps.config.legacyWaitSeconds
    const limitMs = Math.min(timeoutSeconds ?? longestSeconds, longestSeconds) * 1000
    const task = await untilEnded(call, taskId, limitMs)
    if (cancelWhenLeft && !isTerminal(task.status)) await giveUp(deps, principal.tenantId, taskId)
    const view = await queueView(deps.db, task, deps.clock.now())
    const waitedSeconds = Math.round((performance.now() - startedAtMs) / 100) / 10
    const response = render({ task, view, waitedSeconds })
    return { ...response, headers: { ...created.headers, ...response.headers } }
  }
}

/** What is kept under an Idempotency-Key is text. */
const stored = (body: unknown): { taskId: string } =>
  (typeof body === 'string' ? JSON.parse(body) : body) as { taskId: string }

/**
 * The task when it has ended, the time is over or the client has gone.
 *
 * @throws AppError video_not_found when it was deleted meanwhile.
 */
async function untilEnded(
  { deps, principal, signal }: Pick<Call, 'deps' | 'principal' | 'signal'>,
  taskId: string,
  limitMs: number,
): Promise<Task> {
  const endsAtMs = performance.now() + limitMs
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LAST_PAUSE_MS, pauseMs * PAUSE_GROWTH)) {
    const task = await findTask(deps.db, principal.tenantId, taskId)
    if (task === undefined) throw new AppError('video_not_found')
    const leftMs = endsAtMs - performance.now()
    if (isTerminal(task.status) || leftMs <= 0 || signal.aborted) return task
    await sleep(Math.min(pauseMs, leftMs), undefined, { signal }).catch(() => undefined)
  }
}

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
