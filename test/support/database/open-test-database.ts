import { type Db, openDatabase } from '#core/postgres/db.ts'

/** A machine under load may take much longer to connect than a service would wait. */
export const PATIENT_CONNECT_MS = 120_000

/**
 * A pool of the tests' own. Connections that a test ends, as by dropping the database, are no
 * errors.
 */
export const openTestDatabase = (url: string, poolSize = 4): Db =>
  openDatabase({
    url,
    poolSize,
    applicationName: 'test',
    connectTimeoutMs: PATIENT_CONNECT_MS,
    onIdleError: () => undefined,
  })
