/** Fetches jobs for some engines while they are able to make videos. */
export interface Consumers {
  /** Starts and stops fetching as the engines are able to work now. */
  refresh(): Promise<void>
  /** Stops for good. Jobs in flight continue. */
  stop(): void
}

/** The state of an engine shows when it is looked at, as an engine restarts by itself. */
const LOOK_EVERY_MS = 1000

/**
 * @param o.fetchFor starts to fetch jobs for an engine; returns the function that stops it
 * @param o.onError receives what `fetchFor` throws; it is tried again a second later
 */
export function consumeWhileAble<E>(o: {
  readonly engines: readonly E[]
  readonly isAble: (engine: E) => boolean
  readonly fetchFor: (engine: E) => Promise<() => Promise<void>>
  readonly onError: (error: unknown) => void
}): Consumers {
  const fetching = new Map<E, () => Promise<void>>()
  let stopped = false
  let pass: Promise<void> = Promise.resolve()

  async function settle(): Promise<void> {
    for (const engine of o.engines) {
      const stopFetching = fetching.get(engine)
      const shouldFetch = !stopped && o.isAble(engine)
      if (shouldFetch && stopFetching === undefined) {
        const stopIt = await o.fetchFor(engine)
        if (stopped) await stopIt()
        else fetching.set(engine, stopIt)
      }
      if (!shouldFetch && stopFetching !== undefined) {
        fetching.delete(engine)
        await stopFetching()
      }
    }
  }
  const refresh = (): Promise<void> => {
    pass = pass.then(settle).catch(o.onError)
    return pass
  }
  const timer = setInterval(() => void refresh(), LOOK_EVERY_MS)
  return {
    refresh,
    stop() {
      stopped = true
      clearInterval(timer)
    },
  }
}
