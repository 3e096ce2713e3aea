import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { it } from 'node:test'
import { fileKey } from '#core/storage/asset-keys.ts'
import { newFileId } from '#core/ids.ts'
import { openLog } from '#core/log.ts'
import { openFilesystemStorage } from '#core/storage/filesystem.ts'
import { asTenant } from '#core/store/as-tenant.ts'
import { existingFileIds, findFile, insertFile } from '#core/store/files.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { openTestLifecycle } from '#test/support/database/tasks.ts'
import { deleteOrphans } from '#worker/jobs/delete-orphans.ts'
import { deleteExpiredFiles } from '#worker/jobs/files.ts'
import { closeAfter } from '#test/support/closing.ts'

it('Uploaded files are deleted when they expire, bytes without a row after a day, and nothing else is', async (t) => {
  const database = await createTestDatabase()
  const lifecycle = await openTestLifecycle(database.url)
  const root = await mkdtemp(path.join(tmpdir(), 'files-'))
  const storage = openFilesystemStorage({
    root,
    publicBaseUrl: 'http://localhost',
    linkSecret: 'x'.repeat(32),
  })
  closeAfter(t, async () => {
    await lifecycle.close()
    await database.drop()
    await rm(root, { recursive: true })
  })
  await storage.prepare()
  const config = { ...lifecycle.config, orphanSweep: 'delete' }
  const deps = { ...lifecycle, config, storage, log: openLog({ level: 'silent', process: 'test' }) }
  const now = deps.clock.now()
  const put = (id: string) => storage.put(fileKey(id), Buffer.from('x'), { contentType: 'image/png' })
  const keep = async (hours: number): Promise<string> => {
    const id = newFileId()
    await put(id)
    await deps.db.transaction().execute((trx) =>
      insertFile(trx, {
        id,
        tenant_id: 'alpha',
        name: 'x.png',
        purpose: 'vision',
        content_type: 'image/png',
        size_bytes: 1,
        sha256: '0'.repeat(64),
        created_at: now,
        expires_at: new Date(now.getTime() + hours * 3_600_000),
      }),
    )
    return id
  }
  const [short, long, orphan] = [await keep(1), await keep(100), newFileId()]
  await put(orphan)
  // Enough others that one unknown file is no reason to stop.
  for (let i = 0; i < 20; i++) await keep(1000)
  const stored = async () =>
    await Promise.all([short, long, orphan].map(async (id) => (await storage.stat(fileKey(id))) !== null))

  await deleteExpiredFiles(deps)
  await deleteOrphans(deps)
  assert.deepEqual(await stored(), [true, true, true])
  deps.clock.advance(2 * 3_600_000)
  await deleteExpiredFiles(deps)
  await deleteOrphans(deps)
  assert.deepEqual(await stored(), [false, true, true])
  assert.deepEqual(await existingFileIds(deps.db, [short, long]), new Set([long]))
  deps.clock.advance(25 * 3_600_000)
  await deleteOrphans(deps)
  assert.deepEqual(await stored(), [false, true, false])

  // The row is its tenant's alone also for a query that forgets to ask for the owner.
  const seen = (tenantId: string) =>
    asTenant(deps.db, tenantId, async (trx) => (await trx.selectFrom('files').selectAll().execute()).length)
  assert.deepEqual([await seen('alpha'), await seen('beta'), await seen('')], [21, 0, 0])
  assert.equal(await findFile(deps.db, 'beta', long, now), undefined)
  assert.equal((await findFile(deps.db, 'alpha', long, now))?.id, long)
})
