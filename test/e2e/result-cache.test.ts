import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { ended, startService, until, type Service, type Video } from '#test/support/processes/processes.ts'
import { openWebhookReceiver } from '#test/support/service/webhook-receiver.ts'
import { closeAfter } from '#test/support/closing.ts'

const FIELDS = { num_frames: '5', num_inference_steps: '2', size: '64x64', seed: '42' }

let database: TestDatabase
let service: Service
before(async () => {
  database = await createTestDatabase()
  service = await startService({ databaseUrl: database.url })
})
after(async () => {
  await service.stop()
  await database.drop()
})

const bytesOf = async (id: string): Promise<Buffer> => {
  const response = await service.call(`/v1/videos/${id}/content`)
  assert.equal(response.status, 200)
  return Buffer.from(await response.arrayBuffer())
}

it('A request with the files, parameters and seed of a finished video gets its result at once, webhook included', async (t) => {
  const receiver = await openWebhookReceiver()
  closeAfter(t, () => receiver.close())
  await until(
    async () => (await service.db.selectFrom('model_revisions').selectAll().execute()).length > 0,
    20_000,
    () => 'the worker did not tell what its model files are',
  )
  const first = await service.submit(FIELDS)
  assert.equal((await service.videoWhen(first.id, ended)).status, 'completed')
  const startedAt = performance.now()
  const hit = (await service.submit({ ...FIELDS, webhook_url: receiver.url })) as Video & {
    cached_from: string
  }
  t.diagnostic(`answered in ${(performance.now() - startedAt).toFixed(0)} ms`)
  assert.deepEqual([hit.status, hit.cached_from], ['completed', first.id])
  const [told] = await receiver.waitFor(1)
  assert.equal((JSON.parse(told?.body ?? '') as { data: { id: string } }).data.id, hit.id)

  const bytes = await bytesOf(first.id)
  await service.call(`/v1/videos/${first.id}`, { method: 'DELETE' })
  assert.deepEqual(await bytesOf(hit.id), bytes)
  assert.equal((await service.submit({ ...FIELDS, seed: '43' })).status, 'queued')
})
