import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { it } from 'node:test'
import { checkpointKey, inputKey, previewKey, resultKey, taskPrefix } from '#core/storage/asset-keys.ts'
import { loadConfig } from '#core/config/config.ts'
import { openDeps } from '#core/deps.ts'
import { createTestDatabase } from '#test/support/database/database.ts'
import { runMaintenance } from '#test/support/service/maintenance.ts'
import { closeAfter } from '#test/support/closing.ts'

it('Discarding a task removes its checkpoints and previews and keeps its input and results', async (t) => {
  const database = await createTestDatabase(t)
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'maintain-test-'))
  closeAfter(t, () => rm(dataDir, { recursive: true }))
  const deps = await openDeps(
    loadConfig({
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      LINK_SECRET: 'a-secret-of-the-test-that-is-long-enough',
      LOG_LEVEL: 'silent',
    }),
    'api',
  )
  closeAfter(t, () => deps.close())
  const [taskId, other] = [randomUUID(), randomUUID()]
  const kept = [
    inputKey(taskId, 'first-frame.png'),
    resultKey(taskId, 2, 'video.mp4'),
    checkpointKey(other, 1, 3),
  ]
  const gone = [checkpointKey(taskId, 1, 3), checkpointKey(taskId, 2, 9), previewKey(taskId, 2, 5)]
  for (const key of [...kept, ...gone])
    await deps.storage.put(key, Buffer.from('x'), { contentType: 'application/octet-stream' })

  await runMaintenance(deps, { kind: 'discard', taskId })
  const left: string[] = []
  for (const id of [taskId, other])
    for await (const { key } of deps.storage.list(taskPrefix(id))) left.push(key)
  assert.deepEqual(left.toSorted(), kept.toSorted())
})
