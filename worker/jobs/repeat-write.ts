import { setTimeout as sleep } from 'node:timers/promises'
import type { Deps } from '#core/deps.ts'
import { isDatabaseUnavailable, isRolledBack } from '#core/postgres/database-errors.ts'
import { messageOf } from '#core/errors.ts'

const FIRST_PAUSE_MS = 200
const LAST_PAUSE_MS = 2000
/** Without its database the worker has nothing else to do, and minutes of GPU time to lose. */
const GIVE_UP_MS = 3_600_000

/**
 * Repeats a write while the database is unavailable or rolls it back, because the work of a whole
 * run depends on it. The write must recognise that it was committed although its answer was lost.
 *
 * @param write gets whether it was tried before
 * @param signal ends the repetition
 * @throws any other error of `write`, and the last one after an hour.
 */
export async function repeatWrite<T>(
  deps: Pick<Deps, 'log'>,
  write: (again: boolean) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const giveUpAt = performance.now() + GIVE_UP_MS
  for (let tries = 0, pauseMs = FIRST_PAUSE_MS; ; tries += 1) {
    try {
      return await write(tries > 0)
    } catch (error) {
      const transient = isDatabaseUnavailable(error) || isRolledBack(error)
      if (!transient || signal?.aborted === true || performance.now() > giveUpAt) throw error
      deps.log.warn({ error: messageOf(error), tries: tries + 1 }, 'a write did not succeed; trying again')
      await sleep(pauseMs * (0.5 + Math.random()))
      pauseMs = Math.min(LAST_PAUSE_MS, pauseMs * 2)
    }
  }
}
