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
  // A supervisor that holds an IPC channel has died when it closes: nobody would stop us otherwise.
  if (process.channel) process.on('disconnect', request)
}
