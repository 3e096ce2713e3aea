import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Db } from '#core/postgres/db.ts'
import { countRows, exportSnapshot, serverMajorVersion } from '#core/store/backups.ts'
import { databaseTimeMs } from '#core/store/database-time.ts'
import type { Storage } from '#core/storage/storage.ts'
import { SetupError } from '#infra/dev/setup-error.ts'
import { DUMP_FILE, sha256Of, writeManifest, type BackupManifest } from './manifest.ts'
import { majorVersionOf, runPostgresProgram } from './postgres-programs.ts'

/**
 * Dumps the database and lists the objects of the storage into a new folder, while the service
 * runs. Dump and counts show one moment; the list of objects is taken after it, so every object of
 * a row is in it unless it was deleted meanwhile.
 *
 * The service's role owns its tables, and forced row-level security binds owners, too. pg_dump
 * turns that off and is refused; with `--enable-row-security` it reads as the service does, whose
 * policy shows every row. The counts, taken in the same snapshot, prove it at the restore.
 *
 * @throws SetupError when pg_dump is missing, older than the server, or refused
 */
export async function backUp(o: {
  readonly db: Db
  readonly databaseUrl: string
  readonly storage: Pick<Storage, 'list'>
  readonly folder: string
  readonly searchPath: string | undefined
}): Promise<BackupManifest> {
  const { db, databaseUrl, searchPath } = o
  const postgresVersion = await serverMajorVersion(db)
  const ours = await majorVersionOf('pg_dump', searchPath)
  if (ours < postgresVersion)
    throw new SetupError(
      `pg_dump ${ours} cannot dump Postgres ${postgresVersion}: install the client package of version ${postgresVersion}`,
    )
  const unfinished = `${o.folder}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true, mode: 0o700 })
  const dump = path.join(unfinished, DUMP_FILE)
  const seen = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const snapshot = await exportSnapshot(trx)
      const takenAt = new Date(await databaseTimeMs(trx)).toISOString()
      const rows = await countRows(trx)
      const args = ['--format=custom', '--no-owner', '--enable-row-security', `--snapshot=${snapshot}`]
      await runPostgresProgram('pg_dump', [...args, `--file=${dump}`], { databaseUrl, searchPath })
      return { takenAt, rows }
    })
  const objects: [string, number][] = []
  for await (const { key, sizeBytes } of o.storage.list('')) objects.push([key, sizeBytes])
  const manifest = { ...seen, postgresVersion, dumpSha256: await sha256Of(dump), objects }
  await writeManifest(unfinished, manifest)
  // Only a whole backup has the name.
  await rename(unfinished, o.folder)
  return { format: 1, ...manifest }
}
