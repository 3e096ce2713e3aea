import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from '#core/postgres/db.ts'
import { isDatabaseUnavailable } from '#core/postgres/database-errors.ts'
import { placeOf } from '#core/postgres/name-database.ts'
import { createTestDatabase } from '#test/support/database/database.ts'

/** The message of a failed statement. */
async function failure(url: string, statement = sql`select 1`): Promise<Error> {
  const db = openDatabase({ url, poolSize: 1, applicationName: 'test', onIdleError: () => undefined })
  try {
    await statement.execute(db)
  } catch (error) {
    return error as Error
  } finally {
    await db.destroy()
  }
  throw new Error('the statement did not fail')
}

describe('An error of the database in the log', () => {
  it('A database that is away is named with its cause, in one line and without the password', async () => {
    const error = await failure('postgres://wan:secret@localhost:9/videos')
    assert.match(error.message, /^connect ECONNREFUSED .*:9 \(database localhost:9\/videos\)$/)
    assert.ok(isDatabaseUnavailable(error), 'it is still known as one that may pass')
  })

  it('A refused role and a connection that ends are named, too', async (t) => {
    const { url } = await createTestDatabase(t)
    const { host, pathname } = new URL(url)
    const place = `(database ${host}${pathname})`
    const nobody = await failure(url.replace(/\/\/[^@]*@/, '//nobody:x@'))
    assert.ok(nobody.message.endsWith(place), nobody.message)
    const ended = await failure(url, sql`select pg_terminate_backend(pg_backend_pid())`)
    assert.match(ended.message, /terminat/)
    assert.ok(ended.message.endsWith(place), ended.message)
  })

  it('A fault of a statement stays as Postgres wrote it', async (t) => {
    const { url } = await createTestDatabase(t)
    assert.equal((await failure(url, sql`select nothing`)).message, 'column "nothing" does not exist')
  })

  for (const [url, place] of [
    ['postgres://wan:p%40ss@db.example.com:5433/wan?sslmode=require', 'db.example.com:5433/wan'],
    ['postgres://wan:x@one:5432,two:5432/wan', 'one:5432,two:5432/wan'],
    ['postgresql:///wan?host=/run/postgresql&password=secret', '/run/postgresql/wan'],
    ['socket:/run/postgresql?db=wan', 'localhost/run/postgresql'],
  ] as const)
    it(`The place of ${url} is ${place}`, () => assert.equal(placeOf(url), place))
})
