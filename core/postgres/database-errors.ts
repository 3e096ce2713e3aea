import pg from 'pg'

/** What pg and the network say when the database is unreachable, or a connection to it is lost. */
const UNAVAILABLE_MESSAGE =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed and is not queryable|Query read timeout|terminating connection/i

const NETWORK_CODES = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]

/** Whether an error means that the database is unavailable, rather than a fault in a statement. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = codeOf(error)
  // 08: connection exceptions; 57P01-03: shutdown, crash recovery, starting up; 53300: too many
  // connections.
  if (/^08|^57P0[123]$|^53300$/.test(code) || NETWORK_CODES.includes(code)) return true
  // All addresses of a host failed.
  if (error instanceof AggregateError && error.errors.some(isDatabaseUnavailable)) return true
  return UNAVAILABLE_MESSAGE.test(error.message)
}

/** Whether the database itself has answered with this error. */
export const isDatabaseAnswer = (error: unknown): boolean => error instanceof pg.DatabaseError

/**
 * Whether the database rolled a transaction back for a reason that may be gone at the next try.
 * 40001, 40P01: concurrency; 53: out of disk, memory or connections; 55P03: a lock was not granted
 * in time; 57014: statement timeout.
 */
export const isRolledBack = (error: unknown): boolean =>
  /^(40001|40P01|53\d\d\d|55P03|57014)$/.test(codeOf(error))

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : ''
}
