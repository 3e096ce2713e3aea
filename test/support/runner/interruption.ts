const PARENT_POLL_MS = 500

/**
 * Aborts when the run is to end early: on SIGINT, SIGTERM or SIGHUP, and when npm, which started
 * it, was killed. A terminal and npm each send one signal for a Ctrl-C, so the second changes
 * nothing.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => controller.abort(new Error(`interrupted by ${signal}`)))
  if (process.env['npm_lifecycle_event'] !== undefined) {
    const parent = process.ppid
    const timer = setInterval(() => {
      if (process.ppid !== parent) controller.abort(new Error('npm was killed'))
    }, PARENT_POLL_MS)
    timer.unref()
  }
  return controller.signal
}
