/** How long a process that lost its supervisor may still drain. */
const ORPHAN_DRAIN_MS = 5000

/**
 * Runs `drain` once on SIGTERM, SIGINT or the loss of the supervisor's IPC channel, then exits. How long a drain may
 * take is for whoever sent the signal to decide.
 */
export function onShutdownRequest(drain: () => Promise<void>): void {
  let draining = false
  const request = (): void => {
    if (draining) return
    draining = true
    drain().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', request)
  process.on('SIGINT', request)
  // A supervisor that holds an IPC channel has died when it closes, and what it ran beside us, the database perhaps,
  // is going too: nobody else would stop us, and a drain may wait for what never comes back.
  if (process.channel)
    process.on('disconnect', () => {
      request()
      setTimeout(() => process.exit(1), ORPHAN_DRAIN_MS).unref()
    })
}
