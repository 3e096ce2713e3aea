import { utimes } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { releaseLock, takeLock } from '#worker/graphs/weights/lock.ts'

/** A mark of another host that was not renewed for so long is nobody's. */
const STALE_MS = 60_000
const RENEW_MS = 5000
const LOOK_MS = 200

/**
 * Lets one process at a time do some work that the others then find done. The process at work has
 * a mark on the disk and renews it; the mark of one that has ended gives the turn to the next.
 *
 * @param work called with a function that it calls while it goes on
 */
export async function withTurn(
  mark: string,
  isDone: () => Promise<boolean>,
  work: (goesOn: () => void) => Promise<void>,
): Promise<void> {
  while ((await takeLock(mark, STALE_MS)) !== null) {
    await sleep(LOOK_MS)
    if (await isDone()) return
  }
  try {
    // Another one may have ended between the look and the turn.
    if (await isDone()) return
    let renewedAt = performance.now()
    await work(() => {
      if (performance.now() - renewedAt < RENEW_MS) return
      renewedAt = performance.now()
      const now = new Date()
      utimes(mark, now, now).catch(() => undefined)
    })
  } finally {
    await releaseLock(mark)
  }
}
