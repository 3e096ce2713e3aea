import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#core/postgres/db.ts'
import type { Notifications } from '#core/postgres/notifications.ts'

const CHECK_CHANNEL = 'wan_check'
const LONGEST_WAIT_MS = 5000

/**
 * Sends a notification through the pool to this process itself, once it listens, since a pooler in
 * transaction mode accepts LISTEN and brings nothing.
 *
 * @param onMissing called when it has not arrived within 5 s
 * @returns a function that ends the check
 */
export function checkNotifications(db: Db, notifications: Notifications, onMissing: () => void): () => void {
  const token = randomUUID()
  let timer: NodeJS.Timeout | undefined
  let isDone = false
  const stop = (): void => {
    isDone = true
    clearTimeout(timer)
    stopHearing()
  }
  const stopHearing = notifications.on(CHECK_CHANNEL, (payload) => {
    if (payload === token) stop()
  })
  notifications.onListening(() => {
    if (isDone) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      stop()
      onMissing()
    }, LONGEST_WAIT_MS)
    // Without the database there is nothing to check; the next listening checks again.
    sql`select pg_notify(${CHECK_CHANNEL}, ${token})`.execute(db).catch(() => clearTimeout(timer))
  })
  return stop
}
