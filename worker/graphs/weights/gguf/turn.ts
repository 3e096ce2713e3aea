import { hostname } from 'node:os'
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

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
  while (!(await takes(mark))) {
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
    await rm(mark, { force: true })
  }
}

async function takes(mark: string): Promise<boolean> {
  try {
    await writeFile(mark, `${hostname()} ${process.pid}`, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  if (!(await isAbandoned(mark))) return false
  await rm(mark, { force: true })
  return await takes(mark)
}

async function isAbandoned(mark: string): Promise<boolean> {
  try {
    const [owner, { mtimeMs }] = await Promise.all([readFile(mark, 'utf8'), stat(mark)])
    const [host, pid] = owner.split(' ')
    if (host === hostname() && pid !== undefined) return !isAlive(Number(pid))
    return Date.now() - mtimeMs > STALE_MS
  } catch (error) {
    // It ended just now.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
