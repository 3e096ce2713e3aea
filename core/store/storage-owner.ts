import { text } from 'node:stream/consumers'
import { ConfigError } from '#core/config/config.ts'
import type { Db } from '#core/postgres/db.ts'
import type { Storage } from '#core/storage/storage.ts'
import { findInstallationId } from './installation.ts'

/** The object that names the installation whose objects a storage holds. */
const MARK_KEY = 'installation/id'

/** The id of the installation that a storage belongs to; null for a new storage. */
async function findOwner(storage: Storage): Promise<string | null> {
  const found = await storage.read(MARK_KEY)
  return found && (await text(found.body)).trim()
}

const mark = (storage: Storage, id: string): Promise<unknown> =>
  storage.put(MARK_KEY, Buffer.from(`${id}\n`), { contentType: 'text/plain' })

/**
 * Makes sure that the objects of the storage are those of this database, and marks a new storage as
 * its own. Otherwise a sweep would delete what it takes for orphans, and both would answer for the
 * other's files. A database without migrations is not judged.
 *
 * @throws ConfigError when the storage belongs to another installation.
 */
export async function assertOwnStorage(db: Db, storage: Storage): Promise<void> {
  const id = await findInstallationId(db)
  if (id === null) return
  let owner = await findOwner(storage)
  if (owner === null) {
    await mark(storage, id)
    // Another installation may have marked it at the same time.
    owner = await findOwner(storage)
  }
  if (owner === id) return
  throw new ConfigError([
    `the storage belongs to installation ${owner}, and the database to ${id}. Choose the storage of this ` +
      'database (S3_BUCKET, S3_PREFIX or DATA_DIR). If the other database is gone for good, ' +
      '`npm run admin -- adopt-storage` gives the storage to this one, which then deletes what it does not know',
  ])
}

/** Gives the storage to this database, whoever had it. */
export async function adoptStorage(
  db: Db,
  storage: Storage,
): Promise<{ installation: string; previous: string | null }> {
  const installation = await findInstallationId(db)
  if (installation === null) throw new Error('the database has no schema yet: run `npm run migrate` first')
  const previous = await findOwner(storage)
  await mark(storage, installation)
  return { installation, previous }
}
