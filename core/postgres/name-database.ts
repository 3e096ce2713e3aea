import { oneLine } from '#core/errors.ts'
import { isDatabaseUnavailable, isRolledBack } from './database-errors.ts'

/** Host, port and name of a connection string's database, without its role and password. */
export function placeOf(url: string): string {
  const [, place = '', parameters = ''] = /^[a-z]+:(?:\/\/)?(?:[^@/?#]*@)?([^?#]*)\??(.*)$/is.exec(url) ?? []
  return place.startsWith('/') || place === ''
    ? `${new URLSearchParams(parameters).get('host') ?? 'localhost'}${place}`
    : place
}

/**
 * Adds to the message of an error from a connection which database it was, so that one line of a
 * log says where to look. Faults of a statement stay as they are: every database has them.
 *
 * @param url of the database
 * @param isOfConnecting whether any error counts, such as a wrong password
 * @returns the same error
 */
export function nameDatabase<E>(error: E, url: string, isOfConnecting = false): E {
  if (!(error instanceof Error) || !(isOfConnecting || isOfServer(error))) return error
  const place = `(database ${placeOf(url)})`
  if (!error.message.includes(place)) error.message = `${oneLine(error).replace(/\s+/g, ' ')} ${place}`
  return error
}

const isOfServer = (error: Error): boolean =>
  isDatabaseUnavailable(error) || isRolledBack(error) || (error as { code?: unknown }).code === '25006'
