import type { Deps } from '#core/deps.ts'
import { messageOf } from '#core/errors.ts'
import type { TaskProgress } from '#core/task/event.ts'
import { TASK_CHANNEL } from '#core/postgres/notifications.ts'
import { taskProgress } from '#core/store/task-progress.ts'

/**
 * How often the rows of watched tasks are read without a NOTIFY: for progress, and in case one is
 * lost.
 */
const READ_INTERVAL_MS = 1000

/** A request that waits for a task. */
export interface Watcher {
  /** The row as it is now, changed or not; null once the task is deleted. */
  seen(progress: TaskProgress | null): void
  /** The process is about to stop, so waiting requests should be answered. */
  stop(): void
}

/** Follows all tasks, and reads what it needs by itself. */
export interface AllWatcher {
  /** Something may have changed. */
  changed(): void
  /** As of `Watcher`. */
  stop(): void
}

/**
 * All requests of this process that wait for a task share one LISTEN connection and read the rows
 * with one statement at a time.
 */
export interface TaskWatch {
  /**
   * The watcher sees the task soon after, then at every transition and about once a second.
   *
   * @returns the function that ends the subscription
   */
  subscribe(taskId: string, watcher: Watcher): () => void
  /**
   * The watcher hears of every transition of any task, and about once a second.
   *
   * @returns the function that ends the subscription
   */
  subscribeAll(watcher: AllWatcher): () => void
  stop(): void
}

/** Watches tasks by NOTIFY, and reads the rows of watched tasks every second. */
export function openTaskWatch(deps: Pick<Deps, 'db' | 'log' | 'notifications'>): TaskWatch {
  const watched = new Map<string, Set<Watcher>>()
  const watchers = new Set<AllWatcher>()
  const wanted = new Set<string>()
  let reading = false
  let stopped = false
  let timer: NodeJS.Timeout | undefined

  async function readWanted(): Promise<void> {
    if (reading) return
    reading = true
    try {
      while (wanted.size > 0) {
        const ids = [...wanted]
        wanted.clear()
        const found = new Map((await taskProgress(deps.db, ids)).map((each) => [each.taskId, each]))
        for (const id of ids) for (const watcher of watched.get(id) ?? []) watcher.seen(found.get(id) ?? null)
      }
    } catch (error) {
      deps.log.warn({ error: messageOf(error) }, 'watched tasks could not be read')
    } finally {
      reading = false
    }
  }

  const look = (ids: Iterable<string>): void => {
    for (const id of ids) if (watched.has(id)) wanted.add(id)
    void readWanted()
  }
  const changed = (): void => {
    for (const watcher of watchers) watcher.changed()
  }
  const closers = [
    deps.notifications.on(TASK_CHANNEL, (taskId) => {
      look([taskId])
      changed()
    }),
    deps.notifications.onListening(() => look(watched.keys())),
  ]
  /** The reads without a NOTIFY go on while somebody watches. */
  function keepReading(): void {
    if (watched.size === 0 && watchers.size === 0) {
      clearInterval(timer)
      timer = undefined
      return
    }
    timer ??= setInterval(() => {
      look(watched.keys())
      changed()
    }, READ_INTERVAL_MS).unref()
  }

  return {
    subscribe(taskId, watcher) {
      const ofTask = watched.get(taskId) ?? new Set()
      watched.set(taskId, ofTask.add(watcher))
      keepReading()
      look([taskId])
      if (stopped) watcher.stop()
      return () => {
        ofTask.delete(watcher)
        if (ofTask.size === 0 && watched.get(taskId) === ofTask) watched.delete(taskId)
        keepReading()
      }
    },
    subscribeAll(watcher) {
      watchers.add(watcher)
      keepReading()
      if (stopped) watcher.stop()
      return () => {
        watchers.delete(watcher)
        keepReading()
      }
    },
    stop() {
      stopped = true
      for (const close of closers) close()
      for (const ofTask of [...watched.values()]) for (const watcher of [...ofTask]) watcher.stop()
      for (const watcher of [...watchers]) watcher.stop()
    },
  }
}
