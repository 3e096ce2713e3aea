import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { databaseOver, type Db } from '#core/postgres/db.ts'
import { openPool } from '#core/postgres/pool.ts'
import { asTenant, loginRole } from '#core/store/as-tenant.ts'
import { findBatch, insertBatch } from '#core/store/batches.ts'
import { feedPage, findTaskEventSeq, taskEventsAfter } from '#core/store/events.ts'
import { findIdempotencyKey } from '#core/store/idempotency.ts'
import { bookUsage, dayOf, findUsage } from '#core/store/quotas.ts'
import { listTasks } from '#core/store/task-pages.ts'
import { findTask } from '#core/store/tasks.ts'
import { listAttempts } from '#core/store/webhook-attempts.ts'
import * as endpoints from '#core/store/webhook-endpoints.ts'
import { claimDeliveries, recordAttempts } from '#core/store/webhook-queue.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { PATIENT_CONNECT_MS } from '#test/support/database/open-test-database.ts'
import { newTask, openTestLifecycle, type TestLifecycle } from '#test/support/database/tasks.ts'

const TABLES = [
  'tasks',
  'events',
  'webhook_deliveries',
  'webhook_attempts',
  'webhook_endpoints',
  'webhook_destinations',
  'idempotency_keys',
  'tenant_usage',
  'batches',
] as const
const ENDPOINT_ID = 'whe_00000000000000000000000000000001'

let database: TestDatabase
let deps: TestLifecycle
/** The same database, with a login of the tenant role for its reads. */
let withLogin: Db
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
  await sql`alter role wan_tenant login password 'x'`.execute(deps.db)
  const url = new URL(database.url)
  Object.assign(url, { username: 'wan_tenant', password: 'x' })
  const pool = { poolSize: 4, applicationName: 'test', onIdleError: () => undefined }
  const connectTimeoutMs = PATIENT_CONNECT_MS
  withLogin = databaseOver(
    openPool({ ...pool, connectTimeoutMs, url: database.url }),
    databaseOver(openPool({ ...pool, connectTimeoutMs, url: url.href })),
  )
  const respond = () => ({ status: 202, headers: {}, body: {} })
  await lifecycle.submit(deps, alpha, { key: 'k', fingerprint: 'f', respond })
  await lifecycle.cancel(deps, 'alpha', alpha.id)
  const now = deps.clock.now()
  const endpoint = { name: 'x', url: 'http://127.0.0.1:9/', event_types: [], headers: {}, secret: 's' }
  await endpoints.insertEndpoint(
    deps.db,
    { ...endpoint, id: ENDPOINT_ID, tenant_id: 'alpha', disabled: false },
    now,
  )
  await deps.db.transaction().execute(async (trx) => {
    await insertBatch(trx, batch, now)
    await bookUsage(trx, 'alpha', dayOf(now), { gpuSeconds: 1, uploadBytes: 1 })
    const { id, destination } = await trx
      .selectFrom('webhook_deliveries')
      .select(['id', 'destination'])
      .executeTakeFirstOrThrow()
    const holder = randomUUID()
    await claimDeliveries(trx, {
      ...{ destinations: [destination], holder, now, until: now, most: 1, busy: [] },
    })
    const attempt = { deliveryId: id, attempt: 1, at: now, durationMs: 1, status: 'delivered' as const }
    await recordAttempts(trx, {
      holder,
      attempts: [{ ...attempt, statusCode: 200, error: null, responseExcerpt: null, nextAttemptAt: null }],
      health: new Map(),
    })
  })
})
after(async () => {
  await withLogin.tenantReads?.destroy()
  await withLogin.destroy()
  await deps.close()
  await database.drop()
})

const denied = (error: { code?: string }) => error.code === '42501'

describe('a tenant', () => {
  it('A tenant sees its own rows and no others, even by queries that name no owner', async () => {
    for (const table of TABLES) {
      const count = (tenantId: string) =>
        asTenant(deps.db, tenantId, async (trx) => (await trx.selectFrom(table).selectAll().execute()).length)
      assert.ok((await count('alpha')) > 0, table)
      assert.equal(await count('beta'), 0, table)
      assert.equal(await count(''), 0, table)
    }
  })

  it('A login of the tenant role sees the rows of its tenant alone, and has no other role to become', async () => {
    for (const table of TABLES) {
      const count = (tenantId: string) =>
        asTenant(
          withLogin,
          tenantId,
          async (trx) => (await trx.selectFrom(table).selectAll().execute()).length,
        )
      assert.ok((await count('alpha')) > 0, table)
      assert.equal(await count('beta'), 0, table)
    }
    const { tenantReads } = withLogin
    assert.ok(tenantReads !== undefined)
    assert.equal(await loginRole(tenantReads), 'wan_tenant')
    const seen = await asTenant(withLogin, 'beta', async (trx) => {
      await sql`reset role`.execute(trx)
      await sql`set session authorization default`.execute(trx)
      return (await trx.selectFrom('tasks').selectAll().execute()).length
    })
    assert.equal(seen, 0)
    await assert.rejects(sql`set role ${sql.id(new URL(database.url).username)}`.execute(tenantReads), denied)
    for (const statement of [sql`select * from api_keys`, sql`delete from tasks`, sql`select * from tenants`])
      await assert.rejects(
        asTenant(withLogin, 'alpha', (trx) => statement.execute(trx)),
        denied,
      )
    const { rows } = await sql<{ tenant: string }>`
      select coalesce(current_setting('wan.tenant', true), '') as tenant`.execute(tenantReads)
    assert.deepEqual(rows, [{ tenant: '' }])
  })

  it('The tenant role sees nothing when no tenant is set', async () => {
    await deps.db.transaction().execute(async (trx) => {
      await sql`set local role wan_tenant`.execute(trx)
      for (const table of TABLES)
        assert.equal((await trx.selectFrom(table).selectAll().execute()).length, 0, table)
    })
  })

  it('A tenant can neither write nor read keys, secrets or other tables', async () => {
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

  it('A read of a tenant leaves neither role nor tenant behind in the connection', async () => {
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

  it('A tenant is kept apart even when the service owns the tables without being a superuser', async () => {
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

  it('Every read of a customer runs in the tenant role', async () => {
    // This test is last, since it spoils the policies. The role then sees nothing, so a read that
    // still finds a row does not run in it.
    const event = await deps.db
      .selectFrom('events')
      .selectAll()
      .where('body', 'is not', null)
      .executeTakeFirst()
    assert.ok(event)
    const page = { limit: 5, after: null }
    const readsOf = (db: Db): Record<string, () => Promise<unknown>> => ({
      findTask: () => findTask(db, 'alpha', alpha.id),
      listTasks: async () => (await listTasks(db, 'alpha', { limit: 5, order: 'asc', after: null })).tasks[0],
      findIdempotencyKey: () => findIdempotencyKey(db, 'alpha', 'k'),
      findTaskEventSeq: () => findTaskEventSeq(db, 'alpha', alpha.id, event.id),
      taskEventsAfter: async () => (await taskEventsAfter(db, 'alpha', alpha.id, 0))[0],
      feedPage: async () => (await feedPage(db, 'alpha', page))?.events[0],
      findUsage: async () => (await findUsage(db, 'alpha', dayOf(deps.clock.now()))).gpuSeconds,
      listAttempts: async () => (await listAttempts(db, 'alpha', { taskId: alpha.id }, page)).attempts[0],
      countEndpoints: () => endpoints.countEndpoints(db, 'alpha'),
      findEndpoint: () => endpoints.findEndpoint(db, 'alpha', ENDPOINT_ID),
      listEndpoints: async () => (await endpoints.listEndpoints(db, 'alpha', page)).endpoints[0],
      findBatch: () => findBatch(db, 'alpha', batch.id),
      findWebhookEvent: () => endpoints.findWebhookEvent(db, 'alpha', event.id),
    })
    const reads = [deps.db, withLogin].flatMap((db) => Object.entries(readsOf(db)))
    for (const [name, read] of reads) assert.ok(await read(), name)
    for (const table of TABLES)
      await sql`alter policy of_tenant on ${sql.table(table)} using (false)`.execute(deps.db)
    for (const [name, read] of reads) assert.ok(!(await read()), name)
  })
})
