import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import { compiledOnce } from '#core/postgres/compiled-once.ts'
import { openDatabase, type Db } from '#core/postgres/db.ts'
import { flight, readFlight } from '#core/postgres/flight.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { openTestDatabase, PATIENT_CONNECT_MS } from '#test/support/database/open-test-database.ts'
import { closeAfter } from '#test/support/closing.ts'

/** Runs a statement with a value three times, and says which statements its connection keeps. */
async function keptAfterThree(db: Db): Promise<string[]> {
  return await db.connection().execute(async (connection) => {
    for (let i = 0; i < 3; i++) await sql`select ${i}::int as i`.execute(connection)
    const { rows } = await sql<{ statement: string }>`
      select statement from pg_prepared_statements`.execute(connection)
    return rows.map(({ statement }) => statement)
  })
}

describe('Prepared statements', () => {
  it('A statement with values that comes again is prepared', async (t) => {
    const { url } = await createTestDatabase(t)
    const db = openTestDatabase(url, 1)
    closeAfter(t, () => db.destroy())
    assert.deepEqual(await keptAfterThree(db), ['select $1::int as i'])
  })

  it('None is prepared behind a pooler that does not follow them', async (t) => {
    const { url } = await createTestDatabase(t)
    const o = { poolSize: 1, applicationName: 'test', connectTimeoutMs: PATIENT_CONNECT_MS }
    const db = openDatabase({ ...o, url, prepares: false, onIdleError: () => undefined })
    closeAfter(t, () => db.destroy())
    assert.deepEqual(await keptAfterThree(db), [])
  })

  it('One that reads all columns within and returns some is prepared, too', async (t) => {
    const { url } = await createTestDatabase(t)
    const db = openTestDatabase(url, 1)
    closeAfter(t, () => db.destroy())
    const read = async () =>
      (
        await sql<{ id: string }>`
          select id from (select * from models where id <> ${'no (such'}) inner_models`.execute(db)
      ).rows
    for (let i = 0; i < 3; i++) assert.deepEqual(await read(), [])
    const { rows: kept } = await sql`select from pg_prepared_statements`.execute(db)
    assert.equal(kept.length, 1)
    await sql`alter table models add column later text`.execute(db)
    assert.deepEqual(await read(), [])
  })

  it('A column that a migration adds fails no statement that runs already', async (t) => {
    const { url } = await createTestDatabase(t)
    const db = openTestDatabase(url, 1)
    closeAfter(t, () => db.destroy())
    const read = () =>
      db
        .selectFrom('models')
        .selectAll()
        .where('id', '=', 'none')
        .execute()
        .then(({ length }) => length)
    for (let i = 0; i < 3; i++) assert.equal(await read(), 0)
    await sql`alter table models add column later text`.execute(db)
    assert.equal(await read(), 0)
  })
})

describe('A flight', () => {
  it('Statements of a transaction see those before them, and none follows one that fails', async (t) => {
    const { url } = await createTestDatabase(t)
    const db = openTestDatabase(url, 1)
    closeAfter(t, () => db.destroy())
    const add = (n: number) => sql`insert into numbers values (${n})`.compile(db)
    const count = sql<{ count: string }>`select count(*) from numbers`.compile(db)
    await sql`create table numbers (n integer primary key)`.execute(db)
    const seen = await db.transaction().execute((trx) => flight(trx, [add(1), count, add(2), count]))
    assert.deepEqual([seen[1], seen[3]], [[{ count: '1' }], [{ count: '2' }]])
    const failing = db.transaction().execute((trx) => flight(trx, [add(3), add(1), add(4)]))
    await assert.rejects(failing, /duplicate key/)
    assert.deepEqual(await flight(db, [count]), [[{ count: '2' }]])
  })

  it('Prepared statements are answered together, each with its rows', async (t) => {
    const { url } = await createTestDatabase(t)
    const db = openTestDatabase(url, 1)
    closeAfter(t, () => db.destroy())
    const series = (n: number) =>
      sql<{ i: number }>`select i from generate_series(1, ${n}::int) i`.compile(db)
    const nothing = sql`set local wan.note = 'x'`.compile(db)
    const at = sql<{ at: Date }>`select ${new Date(5)}::timestamptz as at`.compile(db)
    for (let round = 0; round < 4; round++)
      assert.deepEqual(
        await db.transaction().execute((trx) => flight(trx, [series(2), nothing, at, series(0), series(1)])),
        [[{ i: 1 }, { i: 2 }], [], [{ at: new Date(5) }], [], [{ i: 1 }]],
      )
  })

  it('One that fails leaves nothing behind: no rows, no role, no open transaction', async (t) => {
    const { url } = await createTestDatabase(t)
    const db = openTestDatabase(url, 1)
    closeAfter(t, () => db.destroy())
    const note = sql`select set_config('wan.note', ${'held'}, true)`.compile(db)
    const ratio = (n: number) => sql<{ ratio: number }>`select 6 / ${n}::int as ratio`.compile(db)
    const held = sql<{ note: string | null }>`
      select nullif(current_setting('wan.note', true), '') as note`.compile(db)
    // Not prepared yet, then prepared.
    for (let round = 0; round < 4; round++) {
      assert.deepEqual(await readFlight(db, [note, held, ratio(2)]), [
        [{ set_config: 'held' }],
        [{ note: 'held' }],
        [{ ratio: 3 }],
      ])
      await assert.rejects(readFlight(db, [note, ratio(0), held]), /division by zero/)
      assert.deepEqual(await flight(db, [held]), [[{ note: null }]])
    }
  })

  it('A value that cannot be written fails alone, and nothing is sent', async (t) => {
    const { url } = await createTestDatabase(t)
    const db = openTestDatabase(url, 1)
    closeAfter(t, () => db.destroy())
    const value = (given: unknown) => sql<{ v: unknown }>`select ${given}::jsonb as v`.compile(db)
    for (let round = 0; round < 3; round++) await flight(db, [value({ n: 1 })])
    const circular: Record<string, unknown> = {}
    circular['own'] = circular
    await assert.rejects(flight(db, [value({ n: 2 }), value(circular)]), /circular/)
    assert.deepEqual(await flight(db, [value({ n: 3 })]), [[{ v: { n: 3 } }]])
  })
})

describe('A query that is compiled once', () => {
  it('Each call has its own values, in the order of the text, beside constants', async (t) => {
    const { url } = await createTestDatabase(t)
    const db = openTestDatabase(url, 1)
    closeAfter(t, () => db.destroy())
    let compiled = 0
    const query = compiledOnce((on, first: number, second: string | null) => {
      compiled += 1
      const text = sql<{ values: unknown[] }>`select json_build_array(
        ${second}::text, ${'constant'}::text, ${first}::int, ${second}::text is null) as values`
      return { compile: () => text.compile(on) }
    })
    const values = async (first: number, second: string | null) =>
      (await db.executeQuery(query(db, first, second))).rows[0]?.values
    assert.deepEqual(await values(1, 'one'), ['one', 'constant', 1, false])
    assert.deepEqual(await values(2, null), [null, 'constant', 2, true])
    assert.deepEqual(await values(1, 'one'), ['one', 'constant', 1, false])
    assert.equal(compiled, 1)
  })
})
