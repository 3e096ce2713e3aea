import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { describe, it } from 'node:test'
import { ConfigError, loadConfig } from '#core/config/config.ts'
import { openDeps } from '#core/deps.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { closeAfter } from '#test/support/closing.ts'

describe('What a process opens', () => {
  it('DATABASE_TENANT_URL is refused unless it logs in as the role that sees one tenant', async (t) => {
    const database = await createTestDatabase(t)
    const dataDir = await mkdtemp(path.join(os.tmpdir(), 'wan-deps-'))
    closeAfter(t, () => rm(dataDir, { recursive: true }))
    const open = async (tenantUrl: string): Promise<unknown> => {
      const env = {
        DATABASE_URL: database.url,
        DATABASE_TENANT_URL: tenantUrl,
        DATA_DIR: dataDir,
      }
      return await openDeps(loadConfig(env), 'api').catch((error: unknown) => error)
    }
    const wrongRole = await open(database.url)
    assert.ok(wrongRole instanceof ConfigError)
    assert.match(
      wrongRole.message,
      /DATABASE_TENANT_URL logs in as \w+; it must log in as wan_tenant, which sees the rows of one tenant/,
    )
    const nobody = new URL(database.url)
    Object.assign(nobody, { username: 'nobody_of_this_name', password: 'x' })
    const unknown = await open(nobody.href)
    assert.ok(unknown instanceof ConfigError)
    assert.match(unknown.message, /DATABASE_TENANT_URL cannot be used: .*nobody_of_this_name/)
  })
})
