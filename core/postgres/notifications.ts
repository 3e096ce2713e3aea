import type pg from 'pg'
import { messageOf } from '#core/errors.ts'
import type { Log } from '#core/log.ts'
import { addressOf, type DatabaseAddress } from './address.ts'
import { nameDatabase } from './name-database.ts'
import { connectionSettings } from './pool.ts'

export const CANCEL_CHANNEL = 'wan_cancel'
/** Its payload is the id of a task whose state has changed. */
export const TASK_CHANNEL = 'wan_task'
/** Its payload is the destination of a new delivery. */
export const WEBHOOK_CHANNEL = 'wan_webhook'

/**
 * One LISTEN connection per process. A notification is a hint: a reader who needs certainty reads
 * the row, too.
 */
export interface Notifications {
  on(channel: string, handler: (payload: string) => void): () => void
  /**
   * Calls the handler when listening begins, also after a reconnect: notifications sent in between
   * are lost.
   */
  onListening(handler: () => void): () => void
  /** Whether the connection is up now. */
  isListening(): boolean
  close(): Promise<void>
}

const FIRST_RETRY_MS = 100
const LAST_RETRY_MS = 5000
/**
 * Longer than that of statements: no request waits for this connection, and the event loop may be
 * busy for seconds while a process starts.
 */
const CONNECT_TIMEOUT_MS = 15_000
/** A connection that died silently brings no notification and no error: it is asked. */
const PROBE_EVERY_MS = 5000
const PROBE_TIMEOUT_MS = 3000

/**
 * Connects in the background and again whenever the connection is lost; handlers survive
 * reconnects.
 */
export function openNotifications(options: {
  databaseUrl: string | DatabaseAddress
  applicationName: string
  log: Log
}): Notifications {
  const address = addressOf(options.databaseUrl)
  const handlers = new Map<string, Set<(payload: string) => void>>()
  const listening = new Set<() => void>()
  let client: pg.Client | null = null
  let retryMs = FIRST_RETRY_MS
  let timer: NodeJS.Timeout | undefined
  let probe: NodeJS.Timeout | undefined
  let closed = false
  let isUp = false

  const lost = (from: pg.Client): void => {
    if (closed || client !== from) return
    client = null
    isUp = false
    clearTimeout(probe)
    from.end().catch(() => undefined)
    timer = setTimeout(connect, retryMs)
    retryMs = Math.min(LAST_RETRY_MS, retryMs * 2)
  }

  const probeSoon = (of: pg.Client): void => {
    probe = setTimeout(() => {
      of.query('select 1').then(
        () => {
          if (client === of && !closed) probeSoon(of)
        },
        () => {
          options.log.warn('the LISTEN connection no longer answers; connecting again')
          lost(of)
        },
      )
    }, PROBE_EVERY_MS)
  }

  function connect(): void {
    const next = new address.Client({
      application_name: `${options.applicationName}-listen`,
      ...connectionSettings(PROBE_TIMEOUT_MS),
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    })
    client = next
    next.on('error', () => lost(next))
    next.on('end', () => lost(next))
    next.on('notification', (message) => {
      for (const handler of handlers.get(message.channel) ?? []) handler(message.payload ?? '')
    })
    next
      .connect()
      .then(
        async () => {
          for (const channel of handlers.keys()) await next.query(`listen ${next.escapeIdentifier(channel)}`)
          retryMs = FIRST_RETRY_MS
          isUp = true
          for (const handler of listening) handler()
          probeSoon(next)
        },
        (error: unknown) => {
          // A first failure is ordinary at a start under load; the next attempt follows at once.
          const level = retryMs === FIRST_RETRY_MS ? 'info' : 'warn'
          address.lost()
          options.log[level](
            { error: messageOf(nameDatabase(error, address.url, true)) },
            'LISTEN connection failed; trying again',
          )
          lost(next)
        },
      )
      .catch(() => lost(next))
  }

  return {
    on(channel, handler) {
      const set = handlers.get(channel) ?? new Set()
      handlers.set(channel, set.add(handler))
      if (client === null && timer === undefined) connect()
      else client?.query(`listen ${client.escapeIdentifier(channel)}`).catch(() => undefined)
      return () => set.delete(handler)
    },
    onListening(handler) {
      listening.add(handler)
      return () => listening.delete(handler)
    },
    isListening: () => isUp,
    async close() {
      closed = true
      clearTimeout(timer)
      clearTimeout(probe)
      await client?.end().catch(() => undefined)
    },
  }
}
