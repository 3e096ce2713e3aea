import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { openTestLifecycle, type TestLifecycle } from '#test/support/database/tasks.ts'

/** Tables whose rows belong to a tenant through another table. */
const BY_ANOTHER_TABLE = ['webhook_attempts']

let database: TestDatabase
let deps: TestLifecycle
before(async () => {
  database = await createTestDatabase()
  deps = await openTestLifecycle(database.url)
})
after(async () => {
  await deps.close()
  await database.drop()
})

describe('row-level security', () => {
  it('Row-level security binds every role, even the owner, on every table with rows of tenants', async () => {
    const { rows: named } = await sql<{ name: string }>`
      select c.table_name as name from information_schema.columns c
        join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' and c.column_name = 'tenant_id'
      order by 1`.execute(deps.db)
    assert.ok(named.length >= 8, JSON.stringify(named))
    for (const name of [...named.map((row) => row.name), ...BY_ANOTHER_TABLE]) {
      const { rows } = await sql<{ enabled: boolean; forced: boolean; policies: string[] }>`
        select c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
          array(select p.polname::text from pg_policy p where p.polrelid = c.oid order by 1) as policies
        from pg_class c where c.oid = ${name}::regclass`.execute(deps.db)
      assert.deepEqual(rows[0], { enabled: true, forced: true, policies: ['of_service', 'of_tenant'] }, name)
    }
  })

  it('The tenant role can read only tables with row-level security, and write nothing', async () => {
    const { rows } = await sql<{ name: string; privilege: string; secure: boolean }>`
      select g.table_name as name, g.privilege_type as privilege, c.relrowsecurity as secure
      from information_schema.role_table_grants g
        join pg_class c on c.oid = format('%I.%I', g.table_schema, g.table_name)::regclass
      where g.grantee = 'wan_tenant'`.execute(deps.db)
    for (const { name, privilege, secure } of rows)
      assert.deepEqual([privilege, secure], ['SELECT', true], name)
    assert.ok(!rows.some(({ name }) => name === 'api_keys' || name === 'tenants'))
  })
})
