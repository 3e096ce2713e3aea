import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Kysely, PostgresDialect, sql, type RawBuilder } from 'kysely'
import { Migrator, type Migration as PlainMigration } from 'kysely/migration'
import pg from 'pg'
import { directDatabaseUrl, loadConfig, processEnvironment } from '#core/config/config.ts'
import { oneLine } from '#core/errors.ts'
import { type DatabaseAddress, settledAddress } from '#core/postgres/address.ts'
import { roleStatements } from '#core/postgres/grants.ts'
import { installQueues } from '#core/postgres/queue.ts'

/** A schema that cannot be brought up to date. The message is one line that names the way out. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

/** What a file of this folder exports. */
export interface Migration extends PlainMigration {
  /**
   * Indexes of tables that hold rows, built when all migrations are committed, outside of a
   * transaction and without blocking writes: `create index concurrently if not exists <name> …`.
   */
  readonly indexes?: readonly { readonly name: string; readonly create: RawBuilder<unknown> }[]
}

/**
 * The migrations of a folder, by file name without `.ts`.
 *
 * @throws MigrationError unless the files are numbered 0001, 0002, … without a gap or a double
 */
export async function loadMigrations(folder = import.meta.dirname): Promise<Record<string, Migration>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts') && file !== 'migrate.ts')
  const names = files.map((file) => path.basename(file, '.ts')).toSorted()
  assertNumbered(names)
  const entries = names.map(
    async (name) => [name, (await import(path.join(folder, `${name}.ts`))) as Migration] as const,
  )
  return Object.fromEntries(await Promise.all(entries))
}

function assertNumbered(names: readonly string[]): void {
  const numberAt = (index: number): string => String(index + 1).padStart(4, '0')
  const taken = new Set(names.flatMap((name) => /^\d{4}(?=-)/.exec(name) ?? []))
  const free = `rename it to ${numberAt(taken.size)}-<topic>.ts`
  for (const [index, name] of names.entries()) {
    if (name.startsWith(`${numberAt(index)}-`)) continue
    const previous = names[index - 1]
    const fault = !/^\d{4}-/.test(name)
      ? `does not begin with a number of four digits: ${free}`
      : previous?.slice(0, 4) === name.slice(0, 4)
        ? `has the number of ${previous}.ts: ${free}`
        : `leaves out the number ${numberAt(index)}: rename it to ${numberAt(index)}-<topic>.ts`
    throw new MigrationError(`migrations/${name}.ts ${fault}`)
  }
}

/** Names of the migrations that a database has had, oldest first. */
async function executedMigrations(db: Kysely<unknown>): Promise<string[]> {
  const table = await sql<{ found: boolean }>`
    select to_regclass('kysely_migration') is not null as found`.execute(db)
  if (table.rows[0]?.found !== true) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map((row) => row.name)
}

/**
 * Whether a newer version has migrated the database. This version then works on it as it is.
 *
 * @throws MigrationError for a database whose migrations are not those of this project
 */
function isNewer(executed: readonly string[], known: readonly string[]): boolean {
  const unknown = executed.filter((name) => !known.includes(name))
  if (unknown.length === 0) return false
  if (known.every((name) => executed.includes(name))) return true
  throw new MigrationError(
    `the database has migrations that this version does not know (${unknown.slice(0, 3).join(', ')}` +
      `${unknown.length > 3 ? `, and ${unknown.length - 3} more` : ''}), as one of an earlier development checkout: ` +
      'start with an empty database (for `npm start`: delete DATA_DIR or choose another), or restore a backup',
  )
}

export interface MigrateOptions {
  /** Silence after which a worker loses its job. */
  readonly heartbeatSeconds?: number
  /** Whether an older job queue is raised, beside which processes of its version do not start. */
  readonly mayRaiseQueue?: boolean
  /** Default: this folder. */
  readonly folder?: string
  /** Receives a sentence about a database that is newer than this version. */
  say?(line: string): void
}

/**
 * Brings the database to the latest schema: our tables, their large indexes, then pg-boss's schema
 * and queues. Any number of processes may call this at once; locks let one of them work. A database
 * that a newer version has migrated is left as it is.
 *
 * @returns the names of the migrations that were applied
 * @throws MigrationError when the files or the database do not fit
 * @throws QueueSchemaError when the job queue has other tables
 */
export async function migrate(databaseUrl: string, options: MigrateOptions = {}): Promise<string[]> {
  const migrations = await loadMigrations(options.folder)
  const address = await settledAddress(databaseUrl)
  return await withDatabase(address, 2, async (db) => {
    const executed = await executedMigrations(db)
    if (isNewer(executed, Object.keys(migrations))) {
      const newest = executed.at(-1)
      options.say?.(`a newer version has migrated the database (to ${newest}): it is left as it is`)
      return []
    }
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
    const { error, results } = await migrator.migrateToLatest()
    if (error !== undefined) throw await explained(error, db)
    await alone(db, async (connection) => {
      await buildIndexes(connection, migrations)
      await installQueues(address, {
        ...(options.heartbeatSeconds === undefined ? {} : { heartbeatSeconds: options.heartbeatSeconds }),
        mayRaise: options.mayRaiseQueue ?? false,
      })
    })
    return (results ?? []).map((result) => result.migrationName)
  })
}

/** An error of a migration, with the way out where there is one. */
async function explained(error: unknown, db: Kysely<unknown>): Promise<unknown> {
  const { code } = error as { code?: unknown }
  if (code === '42501') {
    const { rows } = await sql<{ role: string }>`select current_user as role`.execute(db)
    return new MigrationError(
      `${oneLine(error)}; as an administrator, connected to this database, run: ${roleStatements(rows[0]?.role ?? '')} (all rights: \`npm run admin -- grants\`)`,
      { cause: error },
    )
  }
  if (code === '55P03')
    return new MigrationError(
      'a table was in use for longer than a migration waits, so that it does not hold up requests: nothing was changed; run this again',
      { cause: error },
    )
  return error
}

const LOCK_AGAIN_MS = 200

/**
 * Runs `work` in one process at a time. The lock ends with its connection, which is given to
 * `work`.
 */
async function alone(
  db: Kysely<unknown>,
  work: (connection: Kysely<unknown>) => Promise<void>,
): Promise<void> {
  await db.connection().execute(async (connection) => {
    const lock = sql<{ locked: boolean }>`
      select pg_try_advisory_lock(hashtextextended('wan:indexes', 0)) as locked`
    // A statement that waits for the lock would hold up the build of an index, which waits for all
    // statements.
    while ((await lock.execute(connection)).rows[0]?.locked !== true) await sleep(LOCK_AGAIN_MS)
    await work(connection)
    await sql`select pg_advisory_unlock(hashtextextended('wan:indexes', 0))`.execute(connection)
  })
}

/**
 * Builds what is missing of the indexes that migrations leave for later. A build that was
 * interrupted leaves an index that is not valid, which is built again.
 */
async function buildIndexes(
  connection: Kysely<unknown>,
  migrations: Readonly<Record<string, Migration>>,
): Promise<void> {
  for (const { name, create } of Object.values(migrations).flatMap(({ indexes = [] }) => indexes)) {
    const { rows } = await sql<{ valid: boolean }>`
      select indisvalid as valid from pg_index where indexrelid = to_regclass(${name})`.execute(connection)
    if (rows[0]?.valid === true) continue
    await sql`drop index concurrently if exists ${sql.id(name)}`.execute(connection)
    await create.execute(connection)
  }
}

/** Names of the migrations that the database still lacks. */
export async function pendingMigrations(databaseUrl: string): Promise<string[]> {
  const migrations = await loadMigrations()
  const executed = await withDatabase(await settledAddress(databaseUrl), 1, executedMigrations)
  return Object.keys(migrations).filter((name) => !executed.includes(name))
}

async function withDatabase<T>(
  { Client }: DatabaseAddress,
  connections: number,
  work: (db: Kysely<unknown>) => Promise<T>,
): Promise<T> {
  const pool = new pg.Pool({ Client, max: connections })
  // A connection lost between two statements fails the next statement, and one lost while it closes
  // fails nothing: neither may end the process.
  const ignore = (): void => undefined
  pool.on('error', ignore).on('connect', (client) => client.on('error', ignore))
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}

const HELP = `npm run migrate

Brings the database of DATABASE_DIRECT_URL or DATABASE_URL to the schema of this version. Run it once
per release, before API and workers of the new version start; those of the version before go on.

  --queue   also raises the tables of the job queue, when the release notes say so; API and workers
            must be stopped
`

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { queue: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  })
  if (values.help) return void process.stdout.write(HELP)
  const config = loadConfig(processEnvironment())
  let isNewer = false
  const applied = await migrate(directDatabaseUrl(config), {
    heartbeatSeconds: config.heartbeatSeconds,
    mayRaiseQueue: values.queue,
    say(line) {
      isNewer = true
      console.log(line)
    },
  })
  if (!isNewer)
    console.log(applied.length === 0 ? 'the database is up to date' : `applied ${applied.join(', ')}`)
}

if (import.meta.main)
  await main().catch((error: unknown) => {
    console.error(`migrate: ${oneLine(error)}`)
    process.exitCode = 1
  })
