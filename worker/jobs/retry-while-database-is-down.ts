import { setTimeout as sleep } from 'node:timers/promises'
import type { Deps } from '#core/deps.ts'
import { isDatabaseUnavailable } from '#core/postgres/db.ts'
import { messageOf } from '#core/errors.ts'

const RETRY_MS = 500
/** Longer than any restart of a database; after that the queue's own redelivery takes over. */
const GIVE_UP_MS = 600_000

/**
 * Repeats a write while the database is away: minutes of GPU time hang on it. Safe because every
 * such write is guarded by the fencing token: one that did commit before the connection broke finds
 * the claim spent.
 */
export async function retryWhileDatabaseIsDown<T>(
  deps: Pick<Deps, 'log'>,
  write: () => Promise<T>,
): Promise<T> {
  const giveUpAt = Date.now() + GIVE_UP_MS
  for (;;) {
    try {
      return await write()
    } catch (error) {
      if (!isDatabaseUnavailable(error) || Date.now() > giveUpAt) throw error
      deps.log.warn({ error: messageOf(error) }, 'database is away; trying again')
      await sleep(RETRY_MS)
    }
  }
}
