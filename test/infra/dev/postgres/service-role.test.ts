import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import pg from 'pg'
import { keepPostgres } from '#infra/dev/postgres/keep.ts'
import { TENANT_ROLE } from '#core/postgres/grants.ts'
import { SERVICE_ROLE } from '#infra/dev/postgres/service-role.ts'
import { startEmbeddedPostgres } from '#infra/dev/postgres/start.ts'
import { migrate } from '#migrations/migrate.ts'
import { closeAfter } from '#test/support/closing.ts'

async function newDataDir(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'service-role-'))
  closeAfter(t, () => rm(folder, { recursive: true, force: true }))
  return path.join(folder, 'postgres')
}

async function rows(url: string, query: string): Promise<unknown[][]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<unknown[]>({ text: query, rowMode: 'array' })).rows
  } finally {
    await client.end()
  }
}

const OWNERS = `
  select relowner::regrole::text from pg_class
    where relnamespace in ('public'::regnamespace, 'pgboss'::regnamespace)
  union select proowner::regrole::text from pg_proc
    where pronamespace in ('public'::regnamespace, 'pgboss'::regnamespace)
  union select typowner::regrole::text from pg_type
    where typnamespace in ('public'::regnamespace, 'pgboss'::regnamespace)
  union select nspowner::regrole::text from pg_namespace where nspname = 'pgboss'`

describe('The role of the service in the embedded Postgres', () => {
  it('It has no attribute, owns what the migrations make, and stays at the next start', async (t) => {
    const dataDir = await newDataDir(t)
    for (const isNew of [true, false]) {
      const kept = await keepPostgres({ dataDir, log: () => {}, serverLog: () => {}, durable: false })
      try {
        assert.equal((await migrate(kept.url)).length > 0, isNew)
        const attributes = await rows(
          kept.url,
          `select rolname, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls
             from pg_roles where rolname = current_user`,
        )
        assert.deepEqual(attributes, [[SERVICE_ROLE, false, false, false, false, false]])
        assert.deepEqual(await rows(kept.url, OWNERS), [[SERVICE_ROLE]])
        assert.deepEqual(await rows(kept.tenantUrl, `select session_user, count(*)::int from tasks`), [
          [TENANT_ROLE, 0],
        ])
        await assert.rejects(rows(kept.tenantUrl, `set role ${SERVICE_ROLE}`), /permission denied/)
        await assert.rejects(rows(kept.url, 'select pg_read_file($$/etc/passwd$$)'), /permission denied/)
      } finally {
        await kept.stop()
      }
    }
  })

  it('A database that a superuser has migrated and filled is handed over whole', async (t) => {
    const dataDir = await newDataDir(t)
    const superuser = await startEmbeddedPostgres({ dataDir, log: () => {}, durable: false })
    await migrate(superuser.url)
    await rows(superuser.url, `insert into tenants (id, name, webhook_secret) values ('acme', 'Acme', 'x')`)
    await superuser.stop()

    const kept = await keepPostgres({ dataDir, log: () => {}, serverLog: () => {}, durable: false })
    try {
      assert.deepEqual(await rows(kept.url, OWNERS), [[SERVICE_ROLE]])
      assert.deepEqual(await rows(kept.url, `select name from tenants where id = 'acme'`), [['Acme']])
      await rows(kept.url, 'alter table tasks add column of_the_next_migration int')
    } finally {
      await kept.stop()
    }
  })
})
