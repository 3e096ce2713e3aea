import type { Clock } from '#core/clock.ts'
import type { Groups } from '#core/groups.ts'
import type { Config } from '#core/config/config.ts'
import type { AdmissionDeps } from '#core/lifecycle/admission/admission.ts'
import type { Metrics } from '#core/metrics/metrics.ts'
import type { Db, Trx } from '#core/postgres/db.ts'
import type { Queue } from '#core/postgres/queue.ts'
import type { Facts } from '#core/store/facts.ts'
import { wasTaskWritten } from '#core/store/transactions.ts'
import type { TurnLevels } from '#core/store/turn-levels.ts'
import * as tasks from '#core/store/tasks.ts'
import type { TaskStatus } from '#core/task/task.ts'
import { commit } from './commit.ts'

/** What the functions of the lifecycle need. */
export interface LifecycleDeps {
  readonly config: AdmissionDeps['config'] &
    Pick<Config, 'resultTtlSeconds' | 'taskMaxAttempts' | 'taskRetryDelaySeconds' | 'priorityAgingSeconds'>
  readonly clock: Clock
  readonly db: Db
  readonly facts: Pick<Facts, 'tenant'>
  readonly turnLevels: TurnLevels
  readonly submitGroups: Groups
  readonly queue: Pick<Queue, 'send' | 'statement'>
  readonly metrics: Pick<Metrics, 'taskTransitions' | 'fenceRejections'>
}

/** One transaction that may change the states of tasks. */
export interface Change {
  readonly deps: LifecycleDeps
  readonly trx: Trx
  /** The time of everything that the change writes. */
  readonly now: Date
  /** nothing → queued: says which tasks the transaction has inserted, at `now`. */
  inserted(taskIds: readonly string[]): void
  /** Says that the transaction has written a row or event of the task at `now`, by no arrow. */
  wrote(taskId: string): void
  /**
   * Moves a locked task along an arrow of `TRANSITIONS`.
   *
   * @throws Error when no arrow leads there, or the row changed despite the lock.
   */
  move(row: tasks.TaskRow, move: tasks.TaskMove): Promise<tasks.TaskRow>
}

/**
 * Runs a change of tasks in a transaction. Every arrow counts once in
 * `wan_task_transitions_total`, under the state that it leads to, after the commit: a change
 * that is rolled back counts nothing.
 */
export async function transition<T>(deps: LifecycleDeps, work: (change: Change) => Promise<T>): Promise<T> {
  const reached: TaskStatus[] = []
  let written: string | undefined
  const now = deps.clock.now()
  const result = await commit(
    deps.db,
    (trx) =>
      work({
        deps,
        trx,
        now,
        inserted(taskIds) {
          written = taskIds[0]
          for (const _ of taskIds) reached.push('queued')
        },
        wrote(taskId) {
          written = taskId
        },
        async move(row, move) {
          const moved = await tasks.moveTask(trx, row, move)
          written = moved.id
          reached.push(moved.status)
          return moved
        },
      }),
    async (db) => written !== undefined && (await wasTaskWritten(db, written, now)),
  )
  for (const to of reached) deps.metrics.taskTransitions.inc({ to })
  return result
}
