import { logWritten } from './log.ts'

/** Longest drain of a process that lost its supervisor. */
const ORPHAN_DRAIN_MS = 5000

/**
 * Runs `drain` once on SIGTERM, SIGINT or the loss of the supervisor's IPC channel, then exits. The
 * sender of the signal decides how long a drain may take.
 */
export function onShutdownRequest(drain: () => Promise<void>): void {
  let draining = false
  const request = (): void => {
    if (draining) return
    draining = true
    void drain()
      .then(
        () => 0,
        (error: unknown) => {
          console.error(error)
          return 1
        },
      )
      .then(async (code) => {
        await logWritten()
        process.exit(code)
      })
  }
  process.on('SIGTERM', request)
  process.on('SIGINT', request)
  // A closed IPC channel means that the supervisor died. Its other children, perhaps the database,
  // stop as well: nothing else would stop this process, and a drain may wait for them in vain.
  if (process.channel)
    process.on('disconnect', () => {
      request()
      setTimeout(() => process.exit(1), ORPHAN_DRAIN_MS).unref()
    })
}
