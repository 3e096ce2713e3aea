import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import pg from 'pg'
import { getRollbackPlans } from 'pg-boss'
import { openLog } from '#core/log.ts'
import { openQueue } from '#core/postgres/queue.ts'
import { QUEUE_SCHEMA, QueueSchemaError } from '#core/postgres/queue-schema.ts'
import { loadMigrations, migrate, MigrationError, pendingMigrations } from '#migrations/migrate.ts'
import { ADMIN_URL_VARIABLE, administer } from '#test/support/database/template-database.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { patient } from '#test/support/load/patience.ts'
import { nodeEnvironment } from '#test/support/processes/environment.ts'
import { closeAfter } from '#test/support/closing.ts'

describe('migration files', () => {
  it('The migrations are numbered from 0001 without a gap', async () => {
    const numbers = Object.keys(await loadMigrations()).map((name) => name.slice(0, 4))
    assert.deepEqual(
      numbers,
      numbers.map((_, index) => String(index + 1).padStart(4, '0')),
    )
  })

  for (const { title, names, message } of [
    {
      title: 'A second migration of one number is refused with the next free number',
      names: ['0001-a', '0002-b', '0002-c', '0003-d'],
      message: 'migrations/0002-c.ts has the number of 0002-b.ts: rename it to 0004-<topic>.ts',
    },
    {
      title: 'A gap in the numbers of the migrations is refused',
      names: ['0001-a', '0003-b'],
      message: 'migrations/0003-b.ts leaves out the number 0002: rename it to 0002-<topic>.ts',
    },
    {
      title: 'A file among the migrations without a number is refused instead of being ignored',
      names: ['0001-a', 'b'],
      message: 'migrations/b.ts does not begin with a number of four digits: rename it to 0002-<topic>.ts',
    },
  ])
    it(title, async (t) => {
      const folder = await folderOf(t, names)
      await assert.rejects(loadMigrations(folder), new MigrationError(message))
    })
})

it('An empty database is migrated once, however many processes migrate at the same time', async (t) => {
  const { url, client } = await openDatabase(t)
  await client.query('drop schema public cascade; drop schema pgboss cascade; create schema public')
  const names = Object.keys(await loadMigrations())
  assert.deepEqual(await pendingMigrations(url), names)

  const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(url)))
  assert.deepEqual(applied.flat(), names)
  assert.deepEqual(await pendingMigrations(url), [])
  const { rows } = await client.query<{ name: string }>('select name from pgboss.queue order by name')
  for (const queue of ['generate', 'maintenance']) assert.ok(rows.some((row) => row.name === queue))
})

it('Migrating a migrated database changes nothing', async (t) => {
  const { url, client } = await openDatabase(t)
  const schema = async (): Promise<unknown[]> =>
    (
      await client.query(`select oid, relname, relfilenode from pg_class
        where relnamespace in ('public'::regnamespace, 'pgboss'::regnamespace) order by oid`)
    ).rows
  const before = await schema()
  assert.deepEqual(await migrate(url), [])
  assert.deepEqual(await schema(), before)
})

it('A database that a newer version has migrated is left as it is and counts as ready', async (t) => {
  const { url, client } = await openDatabase(t)
  await client.query(`insert into kysely_migration values ('9999-of-a-newer-version', now()::text)`)
  const said: string[] = []
  assert.deepEqual(await migrate(url, { say: (line) => said.push(line) }), [])
  assert.deepEqual(said, [
    'a newer version has migrated the database (to 9999-of-a-newer-version): it is left as it is',
  ])
  assert.deepEqual(await pendingMigrations(url), [])
})

it('The version of the job queue is pinned: another pg-boss with other tables is a planned step', async () => {
  const { default: pgBoss } = (await import('pg-boss/package.json', { with: { type: 'json' } })) as {
    default: { pgboss: { schema: number } }
  }
  assert.equal(QUEUE_SCHEMA, pgBoss.pgboss.schema)
})

it('An older job queue is raised on request alone, and no process starts on one of another version', async (t) => {
  const { url, client } = await openDatabase(t)
  const open = (): Promise<unknown> =>
    openQueue({
      databaseUrl: url,
      applicationName: 'test',
      log: openLog({ level: 'silent', process: 'test' }),
      worker: false,
    })
  const rejection = (found: number, wayOut: RegExp) => (error: unknown) => {
    assert.ok(error instanceof QueueSchemaError)
    assert.match(error.message, new RegExp(`\\b${found}\\b`))
    assert.match(error.message, wayOut)
    return true
  }
  await client.query(getRollbackPlans('pgboss', QUEUE_SCHEMA))
  const older = QUEUE_SCHEMA - 1
  await assert.rejects(
    migrate(url),
    rejection(older, /stop API and workers, run `npm run migrate -- --queue`/),
  )
  await assert.rejects(open(), rejection(older, /npm run migrate -- --queue/))
  assert.deepEqual(await migrate(url, { mayRaiseQueue: true }), [])
  const { rows } = await client.query('select version from pgboss.version')
  assert.deepEqual(rows, [{ version: QUEUE_SCHEMA }])

  await client.query('update pgboss.version set version = version + 1')
  await assert.rejects(open(), rejection(QUEUE_SCHEMA + 1, /a newer version .* run the newer version/))
  await assert.rejects(migrate(url, { mayRaiseQueue: true }), rejection(QUEUE_SCHEMA + 1, /a newer version/))
})

it('A migration that would hold up requests gives up in one line, changes nothing, and can be run again', async (t) => {
  const { url, client } = await openEmptyDatabase(t)
  await client.query('create table busy (id int)')
  const folder = await folderOf(t, ['0001-busy'])
  await writeFile(
    path.join(folder, '0001-busy.ts'),
    `import { sql } from 'kysely'
export async function up(db) {
  await sql\`set local lock_timeout = '100ms'\`.execute(db)
  await sql\`alter table busy add column more int\`.execute(db)
}
`,
  )
  await client.query('begin; select from busy')
  await assert.rejects(migrate(url, { folder }), (error: unknown) => {
    assert.ok(error instanceof MigrationError)
    assert.match(error.message, /^a table was in use .*: nothing was changed; run this again$/)
    return true
  })
  await client.query('commit')
  assert.deepEqual(await migrate(url, { folder }), ['0001-busy'])
})

it('Indexes of large tables are built outside of a transaction, once, and again after an interrupted build', async (t) => {
  const { url, client } = await openEmptyDatabase(t)
  const folder = await folderOf(t, ['0001-rows'])
  await writeFile(
    path.join(folder, '0001-rows.ts'),
    `import { sql } from 'kysely'
export async function up(db) {
  await sql\`create table rows (id int)\`.execute(db)
  await sql\`insert into rows values (1), (1)\`.execute(db)
}
export const indexes = [
  { name: 'rows_by_id', create: sql\`create index concurrently if not exists rows_by_id on rows (id)\` },
]
`,
  )
  const index = async (): Promise<{ oid: number; valid: boolean } | undefined> =>
    (
      await client.query<{ oid: number; valid: boolean }>(
        `select indexrelid as oid, indisvalid as valid from pg_index where indexrelid = to_regclass('rows_by_id')`,
      )
    ).rows[0]
  await Promise.all([1, 2, 3].map(() => migrate(url, { folder })))
  const built = await index()
  assert.equal(built?.valid, true)
  await migrate(url, { folder })
  assert.equal((await index())?.oid, built?.oid)
  // A unique index over equal rows fails half-way, as an interrupted build does.
  await client.query('drop index rows_by_id')
  await assert.rejects(client.query('create unique index concurrently rows_by_id on rows (id)'))
  assert.equal((await index())?.valid, false)
  await migrate(url, { folder })
  assert.equal((await index())?.valid, true)
})

it('A migration that alters a table bounds its wait for the lock', async () => {
  const folder = path.resolve(import.meta.dirname, '../../migrations')
  const faults: string[] = []
  for (const name of Object.keys(await loadMigrations())) {
    const text = await readFile(path.join(folder, `${name}.ts`), 'utf8')
    const isFirst = name < '0006'
    if (!isFirst && /alter table/.test(text) && !/set local lock_timeout/.test(text)) faults.push(name)
  }
  assert.deepEqual(faults, [])
})

it('A role that may not create roles gets the statements for an administrator, in one line', async (t) => {
  const adminUrl = process.env[ADMIN_URL_VARIABLE] as string
  const name = `norole_${randomBytes(4).toString('hex')}`
  const database = new URL(adminUrl)
  // The role wan_tenant belongs to the whole cluster; so the database is one that has it not.
  database.pathname = `/${name}`
  await administer(adminUrl, (quoted) => `create database ${quoted(name)}`)
  await administer(adminUrl, (quoted) => `create role ${quoted(name)} login password 'x'`)
  closeAfter(t, async () => {
    await administer(adminUrl, (quoted) => `drop database ${quoted(name)} with (force)`)
    await administer(adminUrl, (quoted) => `drop role ${quoted(name)}`)
  })
  await administer(database.href, (quoted) => `grant create on schema public to ${quoted(name)}`)
  await administer(adminUrl, (quoted) => `grant create on database ${quoted(name)} to ${quoted(name)}`)
  Object.assign(database, { username: name, password: 'x' })
  const main = path.resolve(import.meta.dirname, '../../migrations/migrate.ts')
  const failed = await promisify(execFile)(process.execPath, [main], {
    env: { ...nodeEnvironment(), DATABASE_URL: database.href },
  }).then(
    () => assert.fail('it migrated'),
    (error: unknown) => error as { code: number; stderr: string },
  )
  assert.equal(failed.code, 1)
  assert.match(
    failed.stderr,
    new RegExp(`^migrate: .*run: create role wan_tenant nologin; grant wan_tenant to "${name}";.*\\n$`),
  )
})

it('Migrating a database that is not there says so in one line', async () => {
  const main = path.resolve(import.meta.dirname, '../../migrations/migrate.ts')
  const failed = await promisify(execFile)(process.execPath, [main], {
    env: { ...nodeEnvironment(), DATABASE_URL: 'postgres://wan:x@localhost:1/wan' },
  }).then(
    () => assert.fail('it migrated'),
    (error: unknown) => error as { code: number; stderr: string },
  )
  assert.equal(failed.code, 1)
  assert.match(failed.stderr, /^migrate: .*ECONNREFUSED.*\n$/)
})

it('A job queue that cannot be installed ends the process with one line', async (t) => {
  const { url, client } = await openDatabase(t)
  await client.query('alter table pgboss.schedule rename to elsewhere')
  const main = path.resolve(import.meta.dirname, '../../migrations/migrate.ts')
  const failed = await promisify(execFile)(process.execPath, [main], {
    env: { ...nodeEnvironment(), DATABASE_URL: url },
    timeout: patient(30_000),
  }).then(
    () => assert.fail('it migrated'),
    (error: unknown) => error as { code: number | null; stderr: string },
  )
  assert.equal(failed.code, 1, 'it went on')
  assert.match(failed.stderr, /^migrate: .*schedule.*\n$/)
})

it('A database of an earlier development checkout is refused with the way out', async (t) => {
  const { url, client } = await openDatabase(t)
  await client.query(`update kysely_migration set name = '0001-initial' where name like '0001-%'`)
  await assert.rejects(
    migrate(url),
    new MigrationError(
      'the database has migrations that this version does not know (0001-initial), as one of an earlier ' +
        'development checkout: start with an empty database (for `npm start`: delete DATA_DIR or choose another), ' +
        'or restore a backup',
    ),
  )
})

async function openDatabase(t: TestContext): Promise<{ url: string; client: pg.Client }> {
  const database = await createTestDatabase()
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  closeAfter(t, async () => {
    await client.end()
    await database.drop()
  })
  return { url: database.url, client }
}

async function openEmptyDatabase(t: TestContext): Promise<{ url: string; client: pg.Client }> {
  const opened = await openDatabase(t)
  await opened.client.query('drop schema public cascade; drop schema pgboss cascade; create schema public')
  return opened
}

async function folderOf(t: TestContext, names: readonly string[]): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'wan-migrations-'))
  closeAfter(t, () => rm(folder, { recursive: true }))
  await symlink(path.resolve(import.meta.dirname, '../../node_modules'), path.join(folder, 'node_modules'))
  for (const name of names)
    await writeFile(path.join(folder, `${name}.ts`), 'export async function up() {}\n')
  return folder
}
