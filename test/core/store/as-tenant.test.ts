import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import * as lifecycle from '#core/lifecycle.ts'
import { asTenant } from '#core/store/as-tenant.ts'
import { findBatch, insertBatch } from '#core/store/batches.ts'
import { findIdempotencyKey } from '#core/store/idempotency.ts'
import { findTask, listTasks } from '#core/store/tasks.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database.ts'
import { newTask, openTestLifecycle, type TestLifecycle } from '#test/support/tasks.ts'

const TABLES = ['tasks', 'events', 'webhook_deliveries', 'idempotency_keys', 'batches'] as const

let database: TestDatabase
let deps: TestLifecycle
const alpha = newTask('alpha', { webhookUrl: 'http://127.0.0.1:9/hook' })
const batch = {
  id: randomUUID(),
  tenantId: 'alpha',
  total: 1,
  rejected: [{ index: 0, code: 'invalid_request', message: 'x', param: null }],
  metadata: {},
  webhookUrl: null,
}
before(async () => {
  database = await createTestDatabase()
  deps = await openTestLifecycle(database.url)
  const respond = () => ({ status: 202, headers: {}, body: {} })
  await lifecycle.submit(deps, alpha, { key: 'k', fingerprint: 'f', respond })
  await lifecycle.cancel(deps, 'alpha', alpha.id)
  await deps.db.transaction().execute((trx) => insertBatch(trx, batch, new Date()))
})
after(async () => {
  await deps.close()
  await database.drop()
})

const denied = (error: { code?: string }) => error.code === '42501'

describe('a tenant', () => {
  it('sees its own rows and none of another, by queries that forget to ask for the owner', async () => {
    for (const table of TABLES) {
      const count = (tenantId: string) =>
        asTenant(deps.db, tenantId, async (trx) => (await trx.selectFrom(table).selectAll().execute()).length)
      assert.ok((await count('alpha')) > 0, table)
      assert.equal(await count('beta'), 0, table)
      assert.equal(await count(''), 0, table)
    }
  })

  it('sees nothing in the role when nobody said which tenant it is', async () => {
    await deps.db.transaction().execute(async (trx) => {
      await sql`set local role wan_tenant`.execute(trx)
      for (const table of TABLES)
        assert.equal((await trx.selectFrom(table).selectAll().execute()).length, 0, table)
    })
  })

  it('cannot write, and cannot read keys, secrets or the tables of other things', async () => {
    for (const statement of [
      sql`update tasks set status = 'failed'`,
      sql`delete from tasks`,
      sql`insert into events (id, tenant_id, task_id, type, created_at) values ('x', 'alpha', ${alpha.id}, 'x', now())`,
      sql`select * from api_keys`,
      sql`select * from tenants`,
      sql`select * from pgboss.job`,
      sql`alter table tasks disable row level security`,
    ])
      await assert.rejects(
        asTenant(deps.db, 'alpha', (trx) => statement.execute(trx)),
        denied,
      )
  })

  it('leaves neither role nor name behind in the connection', async () => {
    for (let i = 0; i < 20; i++) await asTenant(deps.db, 'alpha', (trx) => sql`select 1`.execute(trx))
    await asTenant(deps.db, 'alpha', () => Promise.reject(new Error('x'))).catch(() => undefined)
    const found = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const { rows } = await sql<{ role: string; tenant: string }>`
          select current_user as role, coalesce(current_setting('wan.tenant', true), '') as tenant`.execute(
          deps.db,
        )
        return rows[0]
      }),
    )
    assert.ok(found.every((row) => row?.role !== 'wan_tenant' && row?.tenant === ''))
  })

  it('is what every read of a customer runs as', async () => {
    // Without the policy the role sees nothing, so whatever still finds the row would not run in the role.
    for (const table of TABLES) await sql`drop policy of_tenant on ${sql.table(table)}`.execute(deps.db)
    try {
      assert.equal(await findTask(deps.db, 'alpha', alpha.id), undefined)
      const page = await listTasks(deps.db, 'alpha', { limit: 5, order: 'asc', after: null })
      assert.deepEqual(page.tasks, [])
      assert.equal(await findIdempotencyKey(deps.db, 'alpha', 'k'), undefined)
      assert.equal(await findBatch(deps.db, 'alpha', batch.id), undefined)
    } finally {
      for (const table of TABLES)
        await sql`create policy of_tenant on ${sql.table(table)} for select to wan_tenant
          using (tenant_id = nullif(current_setting('wan.tenant', true), ''))`.execute(deps.db)
    }
    assert.equal((await findTask(deps.db, 'alpha', alpha.id))?.id, alpha.id)
    assert.equal((await findBatch(deps.db, 'alpha', batch.id))?.batch.id, batch.id)
    assert.equal(await findBatch(deps.db, 'beta', batch.id), undefined)
  })

  it('is kept apart also when the service is no superuser but the owner of the tables', async () => {
    const owner = `owner_${database.name}`
    await sql`create role ${sql.id(owner)} nologin`.execute(deps.db)
    try {
      for (const table of TABLES)
        await sql`alter table ${sql.table(table)} owner to ${sql.id(owner)}`.execute(deps.db)
      await sql`grant wan_tenant to ${sql.id(owner)}`.execute(deps.db)
      const seen = (tenantId: string | null) =>
        deps.db.transaction().execute(async (trx) => {
          await sql`set local role ${sql.id(owner)}`.execute(trx)
          if (tenantId !== null)
            await sql`select set_config('wan.tenant', ${tenantId}, true), set_config('role', 'wan_tenant', true)`.execute(
              trx,
            )
          return (await trx.selectFrom('tasks').select('id').execute()).length
        })
      assert.deepEqual([await seen(null), await seen('alpha'), await seen('beta')], [1, 1, 0])
    } finally {
      await sql`reassign owned by ${sql.id(owner)} to current_user`.execute(deps.db)
      await sql`drop owned by ${sql.id(owner)}`.execute(deps.db)
      await sql`drop role ${sql.id(owner)}`.execute(deps.db)
    }
  })
})
