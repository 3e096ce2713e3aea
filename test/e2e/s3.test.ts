import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, it } from 'node:test'
import { buildApp } from 'fauxqs'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { ended, startService, type Service } from '#test/support/processes/processes.ts'

let database: TestDatabase
let service: Service
let closeS3: () => Promise<void>
before(async () => {
  const s3 = buildApp({ logger: false })
  const endpoint = await s3.listen({ host: '127.0.0.1', port: 0 })
  closeS3 = async () => {
    await s3.close()
  }
  database = await createTestDatabase()
  service = await startService({
    databaseUrl: database.url,
    env: {
      S3_ENDPOINT: endpoint,
      S3_ACCESS_KEY_ID: 'test',
      S3_SECRET_ACCESS_KEY: 'test',
      S3_BUCKET: 'videos',
      CONTENT_DELIVERY: 'redirect',
    },
  })
})
after(async () => {
  await service.stop()
  await database.drop()
  await closeS3()
})

it('With S3 the input and the result lie in the bucket, which is created when missing, behind a signed link', async () => {
  const { id } = await service.submit({ num_frames: '5', num_inference_steps: '1' })
  const video = await service.videoWhen(id, ended)
  assert.equal(video.status, 'completed', JSON.stringify(video.error))
  const redirect = await service.call(`/v1/videos/${id}/content`, { redirect: 'manual' })
  assert.equal(redirect.status, 302)
  const link = redirect.headers.get('location') ?? ''
  assert.match(link, /\/videos\/tasks\/.*X-Amz-Signature=/)
  const bytes = Buffer.from(await (await fetch(link)).arrayBuffer())
  const task = await service.db.selectFrom('tasks').select('assets').executeTakeFirstOrThrow()
  assert.equal(createHash('sha256').update(bytes).digest('hex'), task.assets?.video.sha256)
  const viaClient = await service.call(`/v1/videos/${id}/content`)
  assert.equal(viaClient.status, 200)
})
