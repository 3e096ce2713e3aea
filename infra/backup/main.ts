import path from 'node:path'
import { parseArgs } from 'node:util'
import { directDatabaseUrl, loadConfig, processEnvironment } from '#core/config/config.ts'
import { openDeps } from '#core/deps.ts'
import { oneLine } from '#core/errors.ts'
import { settledAddress } from '#core/postgres/address.ts'
import { openDatabase } from '#core/postgres/db.ts'
import { openStorage } from '#core/storage/drivers.ts'
import { SetupError } from '#infra/dev/setup-error.ts'
import { backUp } from './back-up.ts'
import { reconcile } from './reconcile.ts'
import { restore } from './restore.ts'

const HELP = `Backs up the database of a service, and restores it.

  npm run backup -- [folder]       pg_dump and a list of the storage's objects, while the service
                                   runs; the folder must not exist (default backups/<time>)
  npm run restore -- <folder>      fills the empty database of DATABASE_URL, then settles what
                                   differs from the storage; API and workers must not run
  npm run restore -- --reconcile   the second part alone

Objects are not copied: a bucket has versions and replication, a folder is copied as it is. Needs
pg_dump and pg_restore of the server's major version or a newer one, and reads the settings of the
service: DATABASE_URL, and S3_… or DATA_DIR.
`
/** A dump waits for no request, but its statements may take long. */
const STATEMENT_TIMEOUT_MS = 3_600_000

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { reconcile: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  })
  const [command, folder] = positionals
  if (values.help || (command !== 'backup' && command !== 'restore')) return void process.stdout.write(HELP)
  const environment = processEnvironment()
  const config = loadConfig(environment)
  const databaseUrl = directDatabaseUrl(config)
  const searchPath = environment['PATH']
  const db = openDatabase({
    url: await settledAddress(databaseUrl),
    poolSize: 2,
    applicationName: `wan-${command}`,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    onIdleError: () => undefined,
  })
  try {
    if (command === 'backup') {
      const storage = await openStorage(config)
      const target = path.resolve(
        folder ?? path.join('backups', new Date().toISOString().replaceAll(':', '-')),
      )
      const { rows, objects } = await backUp({ db, databaseUrl, storage, folder: target, searchPath })
      await storage.close()
      console.log(`${target}: ${rows['public.tasks'] ?? 0} tasks, ${objects.length} objects listed`)
      return
    }
    if (!values.reconcile) {
      if (folder === undefined) throw new SetupError('say which backup to restore; see --help')
      const { takenAt, rows } = await restore({ db, databaseUrl, folder: path.resolve(folder), searchPath })
      console.log(`restored ${rows['public.tasks'] ?? 0} tasks as of ${takenAt}`)
    }
  } finally {
    await db.destroy()
  }
  const deps = await openDeps(config, 'api')
  try {
    const { videosExpired, uploadsForgotten, objectsUnknown } = await reconcile(deps)
    console.log(
      `videos without files, expired now: ${videosExpired}; uploads without bytes, forgotten: ${uploadsForgotten}; objects unknown to the database: ${objectsUnknown}`,
    )
  } finally {
    await deps.close()
  }
}

await main().catch((error: unknown) => {
  console.error(`${process.argv[2] ?? 'backup'}: ${oneLine(error)}`)
  process.exitCode = 1
})
