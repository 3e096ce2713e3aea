import assert from 'node:assert/strict'
import { it } from 'node:test'
import pg from 'pg'
import { migrate, pendingMigrations } from '#migrations/migrate.ts'
import { createTestDatabase } from '#test/support/database/database.ts'

it('brings an empty database up once, however many processes migrate at the same time', async (t) => {
  const database = await createTestDatabase()
  t.after(() => database.drop())
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query('drop schema public cascade; drop schema pgboss cascade; create schema public')
  assert.ok((await pendingMigrations(database.url)).includes('0001-initial'))

  const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(database.url)))
  assert.equal(applied.flat().filter((name) => name === '0001-initial').length, 1)
  assert.deepEqual(await pendingMigrations(database.url), [])
  assert.deepEqual(await migrate(database.url), [])
  const { rows } = await client.query<{ name: string }>('select name from pgboss.queue order by name')
  for (const queue of ['generate', 'maintenance', 'webhook'])
    assert.ok(rows.some((row) => row.name === queue))
  await client.end()
})
