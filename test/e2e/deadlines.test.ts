import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { ended, startService, type Service, type Video } from '#test/support/processes/processes.ts'
import { patient } from '#test/support/load/patience.ts'

/** The most steps that the model has: no machine ends it before its deadline. */
const LONG = { num_inference_steps: '200', num_frames: '81', size: '320x192' }

let database: TestDatabase
let service: Service
before(async () => {
  database = await createTestDatabase()
  service = await startService({ databaseUrl: database.url, workers: 0 })
  // It registers the models.
  await (await service.startWorker()).kill('SIGTERM')
})
after(async () => {
  await service.stop()
  await database.drop()
})

const running = (video: Video): boolean => video.status === 'in_progress'

it('A task without any worker ends within 2 s of its deadline', async (t) => {
  const [unstarted, unfinished] = [
    await service.submit({ ...LONG, start_timeout_seconds: '2' }),
    await service.submit(LONG, { 'Cancel-After': '5s' }),
  ]
  for (const [video, code, seconds] of [
    [unstarted, 'start_timeout', 2],
    [unfinished, 'deadline_exceeded', 5],
  ] as const) {
    const { error, created_at } = (await service.videoWhen(video.id, ended, 20_000)) as Video & {
      created_at: number
    }
    const tookMs = Date.now() - created_at * 1000
    assert.equal(error?.code, code)
    assert.ok(tookMs < seconds * 1000 + patient(3000), `${code} after ${tookMs} ms`)
    t.diagnostic(`${code}: ${tookMs} ms after the second of its creation, for ${seconds} s`)
  }
})

it('A running task stops at its deadline, even when its worker is dead, and frees the engine for the next task', async () => {
  const worker = await service.startWorker()
  // Long enough to see it run first.
  const deadline = { 'Cancel-After': `${patient(6)}s` }
  const { id } = await service.submit(LONG, deadline)
  await service.videoWhen(id, running)
  const video = await service.videoWhen(id, ended, 20_000)
  assert.deepEqual([video.status, video.error?.code], ['failed', 'deadline_exceeded'])
  const next = await service.submit({ num_frames: '5', num_inference_steps: '1' })
  assert.equal((await service.videoWhen(next.id, ended)).status, 'completed')
  // The worker learns of it as a stopped run or as a lost claim, whichever comes first.
  assert.match(worker.output(), /"outcome":"(fenced|cancelled)"/)

  const orphaned = await service.submit(LONG, deadline)
  await service.videoWhen(orphaned.id, running)
  await worker.kill('SIGKILL')
  const alone = await service.videoWhen(orphaned.id, ended, 20_000)
  assert.deepEqual([alone.status, alone.error?.code, alone.attempts], ['failed', 'deadline_exceeded', 1])
})
