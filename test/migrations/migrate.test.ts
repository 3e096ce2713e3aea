import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import pg from 'pg'
import { loadMigrations, migrate, MigrationError, pendingMigrations } from '#migrations/migrate.ts'
import { createTestDatabase } from '#test/support/database/database.ts'

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
  assert.deepEqual(await migrate(url), [])
  assert.deepEqual(await pendingMigrations(url), [])
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
  t.after(async () => {
    await client.end()
    await database.drop()
  })
  return { url: database.url, client }
}

async function folderOf(t: TestContext, names: readonly string[]): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'wan-migrations-'))
  t.after(() => rm(folder, { recursive: true }))
  for (const name of names)
    await writeFile(path.join(folder, `${name}.ts`), 'export async function up() {}\n')
  return folder
}
