import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { listModels, registerModels } from '#core/store/models.ts'
import { deleteWorker, recordHeartbeat } from '#core/store/workers.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { openTestDatabase } from '#test/support/database/open-test-database.ts'
import { STRICT_MODEL, TINY_MODEL } from '#test/support/service/service.ts'
import { closeAfter } from '#test/support/closing.ts'

it('A registered model is served while a live worker has it, and stays listed afterwards', async (t) => {
  const db = openTestDatabase((await createTestDatabase(t)).url)
  closeAfter(t, () => db.destroy())
  await registerModels(db, [TINY_MODEL, STRICT_MODEL], new Date())
  const served = async () => (await listModels(db)).map((model) => [model.id, model.served])
  assert.deepEqual(await served(), [
    [TINY_MODEL.id, false],
    [STRICT_MODEL.id, false],
  ])
  const worker = {
    id: randomUUID(),
    host: 'here',
    devices: ['cpu'],
    deviceClasses: ['a CPU'],
    models: [STRICT_MODEL.id],
    fittingSizes: {},
    startedAt: new Date(),
  }
  await recordHeartbeat(db, worker, new Date())
  assert.deepEqual(await served(), [
    [TINY_MODEL.id, false],
    [STRICT_MODEL.id, true],
  ])
  await deleteWorker(db, worker.id)
  assert.deepEqual(await served(), [
    [TINY_MODEL.id, false],
    [STRICT_MODEL.id, false],
  ])
})
