import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import { MOST_TOGETHER } from '#core/lifecycle/admission/counting.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import type { Db } from '#core/postgres/db.ts'
import { code } from '#test/core/lifecycle/scene.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { newTask, openTestLifecycle } from '#test/support/database/tasks.ts'

const queuedOf = async (db: Db): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from tasks where tenant_id = 'alpha' and status = 'queued'`.execute(db)
  return rows[0]?.count ?? NaN
}

/** Queued tasks of `alpha` beside those that a test submits. */
const fill = (db: Db, count: number) =>
  sql`
  insert into tasks (id, tenant_id, dialect, model, status, parameters, job_id, created_at, updated_at)
  select gen_random_uuid(), 'alpha', 'openai', 'm', 'queued', '{}', gen_random_uuid(), now(), now()
  from generate_series(1, ${count}::int)`.execute(db)

async function scene(t: Parameters<typeof createTestDatabase>[0], maxQueued: number) {
  const { url } = await createTestDatabase(t)
  const opened = await openTestLifecycle(url)
  t?.after(() => opened.close())
  return { ...opened, config: { ...opened.config, maxQueuedPerTenant: maxQueued } }
}

/** How many of so many submits at once are made, the others being refused as `queue_full`. */
async function made(deps: Awaited<ReturnType<typeof scene>>, count: number): Promise<number> {
  const submits = Array.from({ length: count }, () => lifecycle.submit(deps, newTask('alpha'), null))
  const settled = await Promise.allSettled(submits)
  for (const each of settled)
    if (each.status === 'rejected' && !code('queue_full')(each.reason)) throw each.reason
  return settled.filter(({ status }) => status === 'fulfilled').length
}

describe('The limit of queued tasks', () => {
  it('Of 200 submits at once, exactly as many pass as the limit has room for', async (t) => {
    const deps = await scene(t, 40)
    assert.equal(await made(deps, 200), 40)
    assert.equal(await queuedOf(deps.db), 40)
  })

  it('Far from the limit, submits of a tenant do not wait for one another', async (t) => {
    const deps = await scene(t, 100_000)
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    const { promise: counted, resolve: hasCounted } = Promise.withResolvers<void>()
    const open = deps.db.transaction().execute(async (trx) => {
      await sql`select admit_queued('alpha', 100000, 1)`.execute(trx)
      hasCounted()
      await ended
    })
    await counted
    const outcome = await lifecycle.submit(deps, newTask('alpha'), null)
    assert.equal(outcome.outcome, 'created')
    end()
    await open
  })

  for (const others of [0, 1000, 5000])
    it(`A burst that crosses from far to near passes exactly up to the limit, beside ${others}`, (t) =>
      crossing(t, others))

  async function crossing(t: Parameters<typeof scene>[0], others: number): Promise<void> {
    const deps = await scene(t, 0)
    const { rows } = await sql<{ most: number }>`
      select current_setting('max_connections')::int as most`.execute(deps.db)
    const connections = rows[0]?.most ?? NaN
    // Under the higher limits several tasks share a transaction.
    const room = others < 4000 ? connections : connections * MOST_TOGETHER
    const limit = others + room + 60
    await fill(deps.db, limit - room - 20)
    const config = { ...deps.config, maxQueuedPerTenant: limit }
    let passed = 0
    // Submits that find the queue filled up meanwhile are tried again, as clients do.
    const one = async (): Promise<void> => {
      for (;;)
        try {
          await lifecycle.submit({ ...deps, config }, newTask('alpha'), null)
          passed += 1
          return
        } catch (error) {
          if (code('queue_full')(error)) return
          if (!(error instanceof Error && 'code' in error && error.code === '40001')) throw error
        }
    }
    await Promise.all(Array.from({ length: room + 60 }, one))
    assert.equal(passed, room + 20)
    assert.equal(await queuedOf(deps.db), limit)
  }
})
