import { messageOf } from '#core/errors.ts'
import { enforceDeadlines, type LifecycleDeps } from './lifecycle.ts'
import type { Log } from '#core/log.ts'

const EVERY_MS = 1000

/**
 * Ends tasks whose time is up, at most a second late. Every process of the service does it, so it happens as long as
 * one of them is there; of those that find the same task one ends it. Returns what stops it and waits for its last look.
 */
export function watchDeadlines(deps: LifecycleDeps & { readonly log: Log }): () => Promise<void> {
  let looking: Promise<void> | null = null
  const look = async (): Promise<void> => {
    try {
      const ended = await enforceDeadlines(deps)
      if (ended.length > 0) deps.log.info({ tasks: ended }, 'time was up')
    } catch (error) {
      deps.log.warn({ error: messageOf(error) }, 'deadlines could not be looked at')
    }
  }
  const timer = setInterval(() => {
    looking ??= look().finally(() => {
      looking = null
    })
  }, EVERY_MS)
  return async () => {
    clearInterval(timer)
    await looking
  }
}
