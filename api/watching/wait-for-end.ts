import { isTerminal } from '#core/task/task.ts'
import type { TaskWatch } from './task-watch.ts'

/**
 * Resolves when the task has ended or is deleted, when the time is up, when the client disconnects,
 * or when the process is about to stop. The caller then reads the row.
 *
 * @param o.seconds the longest wait
 * @param o.signal aborted when the client disconnects
 */
export async function waitForEnd(
  watch: TaskWatch,
  taskId: string,
  o: { seconds: number; signal: AbortSignal },
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, o.seconds * 1000)
  o.signal.addEventListener('abort', () => resolve())
  if (o.signal.aborted) resolve()
  const unsubscribe = watch.subscribe(taskId, {
    seen(progress) {
      if (progress === null || isTerminal(progress.status)) resolve()
    },
    stop: resolve,
  })
  try {
    await promise
  } finally {
    clearTimeout(timer)
    unsubscribe()
  }
}
