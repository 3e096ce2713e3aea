import { setTimeout as sleep } from 'node:timers/promises'
import type { Deps } from '#core/deps.ts'
import { isDatabaseUnavailable } from '#core/postgres/db.ts'
import { messageOf } from '#core/errors.ts'

const RETRY_MS = 500
/** Longer than any restart of a database; after that the queue redelivers the job. */
const GIVE_UP_MS = 600_000

/**
 * Repeats a write while the database is unavailable, because minutes of GPU time depend on it. This
 * is safe: the fencing token guards each such write, so one that committed before the connection
 * broke finds its claim spent.
 *
 * @throws any other error of `write`, and the last one after 10 minutes.
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
      deps.log.warn({ error: messageOf(error) }, 'database is unavailable; trying again')
      await sleep(RETRY_MS)
    }
  }
}
