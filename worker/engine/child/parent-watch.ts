import { isMainThread, Worker, workerData } from 'node:worker_threads'

const PERIOD_MS = 500

/**
 * Ends this process when its parent has ended. The channel's `disconnect` event arrives between
 * forwards only: a run blocks the main thread for seconds at real sizes, and a new worker would
 * find the device's memory taken. So a thread watches the parent; this file is also its entry
 * point.
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
 * SIGKILL, because any other way of ending the process during a run aborts it; to the whole group,
 * to end ffmpeg too.
 */
function killSelf(): void {
  try {
    process.kill(-process.pid, 'SIGKILL')
  } catch {
    process.kill(process.pid, 'SIGKILL')
  }
}
