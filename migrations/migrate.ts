import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import pg from 'pg'
import { ConfigError, loadConfig, processEnvironment, requireSettings } from '#core/config/config.ts'
import { installQueues } from '#core/postgres/queue.ts'

/** A schema that cannot be brought up to date. The message is one line that names the way out. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
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

/**
 * Brings the database to the latest schema: our tables, then pg-boss's schema and queues. Any
 * number of processes may call this at once; kysely's migration lock and pg-boss's advisory lock
 * let one of them work. A database that a newer version has migrated is left as it is.
 *
 * @returns the names of the migrations that were applied
 * @throws MigrationError when the files or the database do not fit
 */
export async function migrate(
  databaseUrl: string,
  options: { heartbeatSeconds?: number } = {},
): Promise<string[]> {
  const migrations = await loadMigrations()
  return await withDatabase(databaseUrl, 2, async (db) => {
    if (isNewer(await executedMigrations(db), Object.keys(migrations))) return []
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
    const { error, results } = await migrator.migrateToLatest()
    if (error !== undefined)
      throw error instanceof Error ? error : new Error('the migration failed', { cause: error })
    await installQueues(databaseUrl, options.heartbeatSeconds)
    return (results ?? []).map((result) => result.migrationName)
  })
}

/** Names of the migrations that the database still lacks. */
export async function pendingMigrations(databaseUrl: string): Promise<string[]> {
  const migrations = await loadMigrations()
  const executed = await withDatabase(databaseUrl, 1, executedMigrations)
  return Object.keys(migrations).filter((name) => !executed.includes(name))
}

async function withDatabase<T>(
  databaseUrl: string,
  connections: number,
  work: (db: Kysely<unknown>) => Promise<T>,
): Promise<T> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: connections })
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

async function main(): Promise<void> {
  const config = loadConfig(processEnvironment())
  const { databaseUrl } = requireSettings(config, ['databaseUrl'])
  const applied = await migrate(databaseUrl, { heartbeatSeconds: config.heartbeatSeconds })
  console.log(applied.length === 0 ? 'the database is up to date' : `applied ${applied.join(', ')}`)
}

if (import.meta.main)
  await main().catch((error: unknown) => {
    const isPlain = error instanceof MigrationError || error instanceof ConfigError
    console.error(isPlain ? `migrate: ${error.message}` : error)
    process.exitCode = 1
  })
