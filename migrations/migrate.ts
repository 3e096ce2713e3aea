import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import pg from 'pg'
import { loadConfig, processEnvironment, requireSettings } from '#core/config/config.ts'
import { installQueues } from '#core/postgres/queue.ts'

async function loadMigrations(): Promise<Record<string, Migration>> {
  const folder = import.meta.dirname
  const files = (await readdir(folder)).filter((file) => /^\d{4}-.*\.ts$/.test(file)).toSorted()
  const entries = files.map(
    async (file) =>
      [path.basename(file, '.ts'), (await import(path.join(folder, file))) as Migration] as const,
  )
  return Object.fromEntries(await Promise.all(entries))
}

/**
 * Brings the database to the newest schema: our tables, then pg-boss's schema and queues. Any number of processes
 * may call this at once; kysely's migration lock and pg-boss's advisory lock let one of them work.
 *
 * @returns the names of the migrations that were applied.
 */
export async function migrate(
  databaseUrl: string,
  options: { heartbeatSeconds?: number } = {},
): Promise<string[]> {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: databaseUrl, max: 2 }) }),
  })
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: loadMigrations } })
    const { error, results } = await migrator.migrateToLatest()
    if (error !== undefined)
      throw error instanceof Error ? error : new Error('the migration failed', { cause: error })
    await installQueues(databaseUrl, options.heartbeatSeconds)
    return (results ?? []).map((result) => result.migrationName)
  } finally {
    await db.destroy()
  }
}

/** Names of migrations that the database still lacks. */
export async function pendingMigrations(databaseUrl: string): Promise<string[]> {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: databaseUrl, max: 1 }) }),
  })
  try {
    const migrations = await new Migrator({ db, provider: { getMigrations: loadMigrations } }).getMigrations()
    return migrations
      .filter((migration) => migration.executedAt === undefined)
      .map((migration) => migration.name)
  } finally {
    await db.destroy()
  }
}

if (import.meta.main) {
  const config = loadConfig(processEnvironment())
  const { databaseUrl } = requireSettings(config, ['databaseUrl'])
  const applied = await migrate(databaseUrl, { heartbeatSeconds: config.heartbeatSeconds })
  console.log(applied.length === 0 ? 'the database is up to date' : `applied ${applied.join(', ')}`)
}
