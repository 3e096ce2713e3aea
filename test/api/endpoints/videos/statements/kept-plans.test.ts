import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { json, serveModels, startApi, type TestApi } from '#test/support/service/service.ts'

/** Postgres compares its first five plans for given values with one for all. */
const COMPARED = 5
const CALLS = 12

let api: TestApi
before(async () => {
  api = await startApi()
  await serveModels(api)
})
after(() => api.close())

interface Kept {
  readonly statement: string
  readonly custom: number
  readonly generic: number
}

/** The statements that the connection keeps which was used last. */
async function keptStatements(): Promise<readonly Kept[]> {
  const { rows } = await sql<Kept>`
    select statement, custom_plans::int as custom, generic_plans::int as generic
    from pg_prepared_statements`.execute(api.deps.db)
  return rows
}

const shown = (kept: readonly Kept[]): string =>
  kept.map((each) => `${each.custom} + ${each.generic}: ${each.statement.replace(/\s+/g, ' ')}`).join('\n')

/** Makes the calls one after another, which all take the same connection. */
async function assertPlansKept(parts: readonly RegExp[], act: (call: number) => Promise<unknown>) {
  for (let call = 0; call < CALLS; call++) await act(call)
  const kept = await keptStatements()
  for (const part of parts)
    assert.ok(
      kept.some(({ statement, generic }) => part.test(statement) && generic > 0),
      `no kept plan of ${part}:\n${shown(kept)}`,
    )
  const replanned = kept.filter(({ custom }) => custom > COMPARED)
  assert.deepEqual(replanned, [], shown(replanned))
}

const submit = async (headers: Record<string, string> = {}): Promise<string> => {
  const response = await api.create({ model: 'c-text', prompt: 'a river' }, headers)
  assert.equal(response.status, 200)
  return (await json(response)).id
}

describe('Plans that Postgres keeps', () => {
  it('No statement of a submit is planned for each request', () =>
    assertPlansKept(
      [/insert into "tasks"/, /own\.ahead/, /wan:admission/, /insert into rate_limits/],
      (call) => submit(call % 2 === 0 ? {} : { 'idempotency-key': `key-${call}` }),
    ))

  it('Neither is one of reading a queued video', async () => {
    const id = await submit()
    await assertPlansKept([/own\.ahead/, /from "tasks"/], async () =>
      assert.equal((await api.call(`/v1/videos/${id}`)).status, 200),
    )
  })
})
