import type { Client } from 'undici'
import type { GuardedConnection } from './connection.ts'

/** A connection that was opened for one call, and may carry more. */
export interface OpenConnection {
  readonly client: Client
  readonly connection: GuardedConnection
  /** Calls it has carried. */
  calls: number
}

/** The host's name is resolved and checked anew after so many calls. */
const MOST_CALLS = 100
const MOST_IDLE = 2

/**
 * Connections that calls of one customer to one host leave for each other. Nobody else's calls use
 * them.
 */
export interface Channel {
  /** An idle connection to the origin; undefined when there is none. */
  take(origin: string): OpenConnection | undefined
  /** Keeps a connection whose call has ended well. @returns false when it is to be closed. */
  keep(origin: string, opened: OpenConnection): boolean
  /** Closes idle connections, and those in use when their calls end. */
  close(): void
}

export function openChannel(): Channel {
  const idle: { readonly origin: string; readonly opened: OpenConnection }[] = []
  let isClosed = false
  return {
    take(origin) {
      const at = idle.findIndex((one) => one.origin === origin)
      return at === -1 ? undefined : idle.splice(at, 1)[0]?.opened
    },
    keep(origin, opened) {
      if (isClosed || opened.calls >= MOST_CALLS || idle.length >= MOST_IDLE) return false
      idle.push({ origin, opened })
      return true
    },
    close() {
      isClosed = true
      for (const { opened } of idle.splice(0)) {
        opened.connection.destroy()
        void opened.client.destroy()
      }
    },
  }
}
