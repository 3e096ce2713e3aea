import { isMainThread, Worker, workerData } from 'node:worker_threads'

const PERIOD_MS = 500

/**
 * Ends this process when its parent is gone. The channel's `disconnect` event says the same, but
 * only between forwards: a run blocks the main thread, for seconds at real sizes, and a new worker
 * would find the device's memory taken. So it is watched by a thread of its own, which this file is
 * too.
 */
export function watchParent(parentPid: number): void {
  new Worker(new URL(import.meta.url), { workerData: { parentPid } })
}

if (!isMainThread) {
  const { parentPid } = workerData as { readonly parentPid: number }
  setInterval(() => {
    if (process.ppid !== parentPid) killSelf()
  }, PERIOD_MS)
}

/**
 * SIGKILL, because ending a process by any other way during a run aborts it; to the whole group,
 * because of ffmpeg.
 */
function killSelf(): void {
  try {
    process.kill(-process.pid, 'SIGKILL')
  } catch {
    process.kill(process.pid, 'SIGKILL')
  }
}
