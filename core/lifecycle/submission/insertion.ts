import type { CompiledQuery } from 'kysely'
import { newEventId } from '#core/ids.ts'
import { insertTasks, type AdmittedTask } from '#core/store/submissions.ts'
import type { Change } from '#core/lifecycle/transition.ts'

/** The statement that inserts tasks with their events and jobs, to be sent beside others. */
export interface Insertion {
  readonly query: CompiledQuery
  /**
   * @param rows of the query
   * @throws Error when the queue has not taken every job.
   */
  assertQueued(rows: readonly unknown[] | undefined): void
}

/** nothing → queued. The events are without a notification: no client knows the ids yet. */
export async function insertion(
  { deps, now, inserted }: Change,
  admitted: readonly AdmittedTask[],
): Promise<Insertion> {
  const withJobs = admitted.filter(({ parked }) => !parked)
  const jobs = await deps.queue.statement(
    'generate',
    withJobs.map(({ task, jobId: id, priority }) => ({ id, priority, data: { taskId: task.id } })),
  )
  const eventIds = admitted.map(() => newEventId())
  return {
    query: insertTasks(admitted, eventIds, jobs, now),
    assertQueued(rows) {
      const sent = rows?.length ?? 0
      if (sent !== withJobs.length) throw new Error(`the queue refused ${withJobs.length - sent} jobs`)
      inserted(admitted.map(({ task }) => task.id))
    },
  }
}
