import { messageOf } from '#core/errors.ts'
import type { Log } from '#core/log.ts'
import { CANCEL_CHANNEL } from '#core/postgres/notifications.ts'
import { readDeadlines } from '#core/store/deadlines.ts'
import { notify } from '#core/store/notify.ts'
import * as tasks from '#core/store/tasks.ts'
import { type TaskError, isTerminal } from '#core/task/task.ts'
import { CANCELLED, settle } from './settle.ts'
import { type Change, type LifecycleDeps, transition } from './transition.ts'

/** The shortest deadline is a second ahead when it is set, so a look after 2 s is a second late. */
const LONGEST_PAUSE_MS = 2000
const SHORTEST_PAUSE_MS = 1000

/**
 * Ends tasks whose deadline has passed, at most a second late. Every process of the service
 * watches, so one live process suffices; of several that find the same task, one ends it.
 *
 * @returns a function that stops the watch and waits for the check under way.
 */
export function watchDeadlines(deps: LifecycleDeps & { readonly log: Log }): () => Promise<void> {
  let looking: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const look = async (): Promise<void> => {
    let pauseMs = SHORTEST_PAUSE_MS
    try {
      const { ended, nextAt } = await endPassed(deps)
      if (ended.length > 0) deps.log.info({ tasks: ended }, 'deadlines passed')
      pauseMs = nextAt === null ? LONGEST_PAUSE_MS : nextAt.getTime() - deps.clock.now().getTime()
    } catch (error) {
      deps.log.warn({ error: messageOf(error) }, 'deadlines could not be enforced')
    }
    if (!isStopped) lookAfter(Math.min(Math.max(pauseMs, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS))
  }
  const lookAfter = (ms: number): void => {
    timer = setTimeout(() => {
      looking = look()
    }, ms)
  }
  lookAfter(SHORTEST_PAUSE_MS)
  return async () => {
    isStopped = true
    clearTimeout(timer)
    await looking
  }
}

const DEADLINES_AT_ONCE = 200

/**
 * queued or running → cancelled, for every task that has not ended by its `cancel_at` or was not
 * started by its `start_by`. The worker of a running task, alive or not, thereby loses its claim
 * and stops within one denoising step.
 *
 * @returns the ids of the tasks that were ended.
 */
export const enforceDeadlines = async (deps: LifecycleDeps): Promise<string[]> =>
  (await endPassed(deps)).ended

async function endPassed(deps: LifecycleDeps): Promise<{ ended: string[]; nextAt: Date | null }> {
  const { passedIds, nextAt } = await readDeadlines(deps.db, deps.clock.now(), DEADLINES_AT_ONCE)
  const ended: string[] = []
  for (const id of passedIds) {
    const done = await transition(deps, async (change) => {
      const row = await tasks.lockTask(change.trx, id)
      return row !== undefined && (await endPastDeadline(change, row))
    })
    if (done) ended.push(id)
  }
  return { ended, nextAt }
}

/** Cancels the task if its deadline has passed; false when it has not. */
export async function endPastDeadline(change: Change, row: tasks.TaskRow): Promise<boolean> {
  const error = deadlineError(row, change.now)
  if (error === null) return false
  await settle(change, row, { type: 'video.cancelled', error })
  if (row.status === 'running') await notify(change.trx, CANCEL_CHANNEL, row.id)
  return true
}

/**
 * The deadline that an unfinished task has passed; an earlier request to cancel it takes
 * precedence.
 */
function deadlineError(row: tasks.TaskRow, now: Date): TaskError | null {
  if (isTerminal(row.status)) return null
  if (row.cancel_at !== null && row.cancel_at <= now)
    return row.cancel_requested_at === null ? DEADLINE_EXCEEDED : CANCELLED
  const waits = row.status === 'queued' && row.fencing_token === 0
  return waits && row.start_by !== null && row.start_by <= now ? START_TIMEOUT : null
}

const DEADLINE_EXCEEDED: TaskError = {
  code: 'deadline_exceeded',
  message: 'The video was not finished within the time that `Cancel-After` gave it, and was cancelled.',
}

const START_TIMEOUT: TaskError = {
  code: 'start_timeout',
  message: 'The video was not started within `start_timeout_seconds`, and was cancelled.',
}
