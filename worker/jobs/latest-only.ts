/**
 * Handles the newest of the offered items, one at a time, and skips items overtaken while they
 * waited.
 */
export interface LatestOnly<T> {
  offer(item: T): void
  /** Resolves when no item is being handled or waiting. Never rejects. */
  settled(): Promise<void>
}

/** A failure of `handle` or `skip` goes to `onError`; the next item is handled all the same. */
export function latestOnly<T>(o: {
  handle(item: T): Promise<void>
  skip(item: T): Promise<void>
  onError(error: unknown): void
}): LatestOnly<T> {
  let waiting: T | undefined
  let working: Promise<void> | null = null

  const next = async (): Promise<void> => {
    while (waiting !== undefined) {
      const item = waiting
      waiting = undefined
      await o.handle(item).catch(o.onError)
    }
    working = null
  }

  return {
    offer(item) {
      if (waiting !== undefined) void o.skip(waiting).catch(o.onError)
      waiting = item
      working ??= next()
    },
    async settled() {
      while (working !== null) await working
    },
  }
}
