import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { it } from 'node:test'
import { inputKey } from '#core/storage/asset-keys.ts'
import { deleteTask, recordFilesDeleted, submit } from '#core/lifecycle/lifecycle.ts'
import { openLog } from '#core/log.ts'
import { openFilesystemStorage } from '#core/storage/filesystem.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { newTask, openTestLifecycle } from '#test/support/database/tasks.ts'
import { deleteOrphans } from '#worker/jobs/delete-orphans.ts'

it('Files without a task are deleted after a day, late files of a deleted task at once, and all others stay', async (t) => {
  const database = await createTestDatabase()
  const deps = await openTestLifecycle(database.url)
  const root = await mkdtemp(path.join(tmpdir(), 'orphans-'))
  const storage = openFilesystemStorage({
    root,
    publicBaseUrl: 'http://localhost',
    linkSecret: 'x'.repeat(32),
  })
  t.after(async () => {
    await deps.close()
    await database.drop()
    await rm(root, { recursive: true })
  })
  await storage.prepare()
  const task = newTask('alpha')
  await submit(deps, task, null)
  const owned = inputKey(task.id, 'first-frame.png')
  const orphan = inputKey(randomUUID(), 'first-frame.png')
  for (const key of [owned, orphan]) await storage.put(key, Buffer.from('x'), { contentType: 'image/png' })

  const all = { ...deps, storage, log: openLog({ level: 'silent', process: 'test' }) }
  await deleteOrphans(all)
  assert.notEqual(await storage.stat(orphan), null)
  deps.clock.advance(25 * 3600 * 1000)
  await deleteOrphans(all)
  assert.equal(await storage.stat(orphan), null)
  assert.notEqual(await storage.stat(owned), null)

  await deleteTask(deps, 'alpha', task.id)
  await deleteOrphans(all)
  assert.notEqual(await storage.stat(owned), null)
  await recordFilesDeleted(deps, task.id)
  await deleteOrphans(all)
  assert.equal(await storage.stat(owned), null)
})
