import { execFile } from 'node:child_process'
import { chown, glob, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { choosePostgresAccount } from '#infra/dev/postgres/account.ts'
import { passwordFileOf } from '#infra/dev/postgres/cluster.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#infra/dev/postgres/start.ts'

const run = promisify(execFile)
const PASSWORD = 'a-password-of-the-tests'

/**
 * The folder with all programs of the newest Postgres that the system's packages installed; null
 * without one. Unlike the npm packages, it has pg_dump and pg_restore.
 */
export async function systemPostgresPrograms(): Promise<string | null> {
  const folders: string[] = []
  for await (const file of glob('/usr/lib/postgresql/*/bin/postgres')) folders.push(path.dirname(file))
  return folders.toSorted((a, b) => versionOf(a) - versionOf(b)).at(-1) ?? null
}

/** 15 for `/usr/lib/postgresql/15/bin`. */
const versionOf = (programs: string): number => Number(path.basename(path.dirname(programs)))

/** Starts the system's Postgres on a free port, with its data under the folder. */
export async function startSystemPostgres(programs: string, folder: string): Promise<EmbeddedPostgres> {
  const dataDir = path.join(folder, 'system-postgres')
  const binaries = {
    postgres: path.join(programs, 'postgres'),
    initdb: path.join(programs, 'initdb'),
    majorVersion: versionOf(programs),
  }
  const account = choosePostgresAccount(binaries.postgres, dataDir)
  const passwordFile = passwordFileOf(dataDir)
  await writeFile(passwordFile, `${PASSWORD}\n`, { mode: 0o600 })
  await chown(passwordFile, account.uid, account.gid)
  await run('install', ['-d', '-m', '700', '-o', String(account.uid), '-g', String(account.gid), dataDir])
  const [command = '', ...args] = [
    ...account.commandPrefix,
    binaries.initdb,
    ...['-D', dataDir, '-U', 'postgres', '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
    ...['--encoding', 'UTF8', '--locale', 'C', '--no-sync'],
  ]
  await run(command, args, { cwd: '/' })
  return await startEmbeddedPostgres({ dataDir, binaries, durable: false, log: () => {} })
}
