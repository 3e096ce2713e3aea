import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { it } from 'node:test'
import { promisify } from 'node:util'
import { ConfigError, loadConfig } from '#core/config/config.ts'
import { openDeps } from '#core/deps.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { openTestDatabase } from '#test/support/database/open-test-database.ts'
import { serviceEnvironment } from '#test/support/processes/environment.ts'
import { closeAfter } from '#test/support/closing.ts'

const SECRET = 'a-secret-of-the-test-that-is-long-enough'

it('A storage serves one database; another is refused at its start until it adopts the storage', async (t) => {
  const [first, second] = [await createTestDatabase(t), await createTestDatabase(t)]
  const dataDir = await mkdtemp(path.join(tmpdir(), 'owner-'))
  closeAfter(t, () => rm(dataDir, { recursive: true }))
  // Databases of tests are copies of one.
  const db = openTestDatabase(second.url)
  closeAfter(t, () => db.destroy())
  const { id: newId } = await db
    .updateTable('installation')
    .set({ id: '11111111-1111-4111-8111-111111111111' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const environment = (url: string) => ({
    DATABASE_URL: url,
    DATA_DIR: dataDir,
    LINK_SECRET: SECRET,
    LOG_LEVEL: 'silent',
  })
  const starts = async (url: string): Promise<void> =>
    await (await openDeps(loadConfig(environment(url)), 'api')).close()

  await starts(first.url)
  await starts(first.url)
  await assert.rejects(starts(second.url), (error: unknown) => {
    assert.ok(error instanceof ConfigError)
    assert.match(error.message, new RegExp(`belongs to installation \\S+, and the database to ${newId}`))
    assert.match(error.message, /npm run admin -- adopt-storage/)
    return true
  })
  const { stdout } = await promisify(execFile)(process.execPath, ['infra/admin/main.ts', 'adopt-storage'], {
    env: { ...serviceEnvironment(), ...environment(second.url) },
  })
  assert.equal((JSON.parse(stdout) as { installation: string }).installation, newId)
  await starts(second.url)
  await assert.rejects(starts(first.url), ConfigError)
})
