import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { grantStatements, roleAndDatabase } from '#core/postgres/grants.ts'
import { openDatabase } from '#core/postgres/db.ts'
import { asTenant } from '#core/store/as-tenant.ts'
import { ensureTenant } from '#core/store/tenants.ts'
import { migrate } from '#migrations/migrate.ts'
import { ADMIN_URL_VARIABLE, administer } from '#test/support/database/template-database.ts'
import { nodeEnvironment } from '#test/support/processes/environment.ts'
import { closeAfter } from '#test/support/closing.ts'

const ADMIN = path.resolve(import.meta.dirname, '../../../infra/admin/main.ts')

describe('The rights of the service in Postgres', () => {
  it('A role without attributes migrates an empty database and works in it after the printed statements', async (t) => {
    const adminUrl = process.env[ADMIN_URL_VARIABLE]
    assert.ok(adminUrl !== undefined, 'run this test with test/run.ts')
    const name = `plain_${randomBytes(4).toString('hex')}`
    const url = new URL(adminUrl)
    url.pathname = `/${name}`
    await administer(adminUrl, (quoted) => `create database ${quoted(name)}`)
    await administer(adminUrl, (quoted) => `create role ${quoted(name)} login password 'x'`)
    closeAfter(t, async () => {
      await administer(adminUrl, (quoted) => `drop database ${quoted(name)} with (force)`)
      await administer(adminUrl, (quoted) => `drop role ${quoted(name)}`)
    })
    const asAdministrator = url.href
    Object.assign(url, { username: name, password: 'x' })
    const { stdout } = await promisify(execFile)(process.execPath, [ADMIN, 'grants'], {
      env: { ...nodeEnvironment(), DATABASE_URL: url.href },
    })
    assert.equal(stdout, grantStatements({ role: name, database: name }))
    await administer(asAdministrator, () => stdout)

    await migrate(url.href)
    const db = openDatabase({
      url: url.href,
      poolSize: 2,
      applicationName: 't',
      onIdleError: () => undefined,
    })
    try {
      await ensureTenant(db, { id: 'acme', name: 'Acme', webhookSecret: 'x' })
      const { rows } = await sql<{ rolsuper: boolean; rolcreaterole: boolean; rolbypassrls: boolean }>`
        select rolsuper, rolcreaterole, rolbypassrls from pg_roles where rolname = current_user`.execute(db)
      assert.deepEqual(rows, [{ rolsuper: false, rolcreaterole: false, rolbypassrls: false }])
      const role = await asTenant(db, 'acme', async (trx) => {
        const found = await sql<{ role: string }>`select current_user as role`.execute(trx)
        await trx.selectFrom('tasks').select('id').execute()
        return found.rows[0]?.role
      })
      assert.equal(role, 'wan_tenant')
    } finally {
      await db.destroy()
    }
  })

  it('Names are read from the connection string and quoted', () => {
    const named = roleAndDatabase('postgres://a%22b:x@localhost/c%20d')
    assert.deepEqual(named, { role: 'a"b', database: 'c d' })
    assert.match(grantStatements(named), /grant wan_tenant to "a""b";/)
    assert.equal(roleAndDatabase('postgres://wan:x@localhost').database, 'wan')
    assert.throws(() => roleAndDatabase('postgres://localhost/x'), /names no role/)
  })
})
