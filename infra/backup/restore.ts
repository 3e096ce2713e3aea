import path from 'node:path'
import type { Db } from '#core/postgres/db.ts'
import { countRows, ensureTenantRole, skipGivenNumbers } from '#core/store/backups.ts'
import { SetupError } from '#infra/dev/setup-error.ts'
import { migrate } from '#migrations/migrate.ts'
import { DUMP_FILE, readManifest, type BackupManifest } from './manifest.ts'
import { databaseName, runPostgresProgram } from './postgres-programs.ts'

/**
 * Fills an empty database from a backup: all of it, or nothing. Numbers that may have been given
 * after the backup are left out, so that no id, position or fencing token is given twice.
 *
 * @throws SetupError when the database is not empty, the backup is damaged, pg_restore is missing
 *   or fails, or a table has other rows than were dumped
 */
export async function restore(o: {
  readonly db: Db
  readonly databaseUrl: string
  readonly folder: string
  readonly searchPath: string | undefined
}): Promise<BackupManifest> {
  const { db, databaseUrl, searchPath } = o
  const manifest = await readManifest(o.folder)
  const [table] = Object.keys(await countRows(db))
  if (table !== undefined)
    throw new SetupError(`the database is not empty: it has the table ${table}; restore into a new one`)
  await ensureTenantRole(db)
  // Row-level security comes with the last part of a dump, after the rows.
  const args = [
    '--no-owner',
    '--exit-on-error',
    '--single-transaction',
    `--dbname=${databaseName(databaseUrl)}`,
  ]
  await runPostgresProgram('pg_restore', [...args, path.join(o.folder, DUMP_FILE)], {
    databaseUrl,
    searchPath,
  })
  const rows = await countRows(db)
  for (const [name, count] of Object.entries(manifest.rows))
    if (rows[name] !== count)
      throw new SetupError(`${name} has ${rows[name] ?? 'no'} rows, and the backup was taken with ${count}`)
  await db.transaction().execute(skipGivenNumbers)
  await migrate(databaseUrl)
  return manifest
}
