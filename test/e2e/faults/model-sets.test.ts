import assert from 'node:assert/strict'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, afterEach, before, it } from 'node:test'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { ended, startService, type Service } from '#test/support/processes/processes.ts'

const FIRST = 'wan2.1-i2v-tiny'
const SECOND = 'wan2.2-i2v-a14b-tiny'
const SHORT = { num_frames: '5', num_inference_steps: '1' }

let database: TestDatabase
let service: Service
let folder: string
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'model-sets-'))
  database = await createTestDatabase()
  service = await startService({ databaseUrl: database.url, workers: 0 })
})
afterEach(async () => {
  for (const worker of service.workers.splice(0))
    if (worker.child.exitCode === null) await worker.kill('SIGTERM')
})
after(async () => {
  await service.stop()
  await database.drop()
  await rm(folder, { recursive: true })
})

/** A worker that has these models alone. */
async function workerOf(...models: string[]) {
  const directory = await mkdtemp(path.join(folder, 'models-'))
  for (const model of models)
    await cp(path.join(MODELS_DIRECTORY, model), path.join(directory, model), { recursive: true })
  return await service.startWorker({ MODELS_DIR: directory })
}

const metrics = async (): Promise<string> => await (await fetch(`${service.baseUrl}/metrics`)).text()
const reasonOf = async (id: string): Promise<unknown> => (await service.video(id)).queue_reason

it('Two pools with a model each make every video at the first attempt, whichever gets its job', async () => {
  await workerOf(FIRST)
  await workerOf(SECOND)
  const submitted = await Promise.all(
    Array.from({ length: 8 }, (_, i) => service.submit({ ...SHORT, model: i % 4 === 0 ? FIRST : SECOND })),
  )
  for (const { id } of submitted) {
    const video = await service.videoWhen(id, ended, 120_000)
    assert.deepEqual([video.status, video.attempts], ['completed', 1], JSON.stringify(video.error))
  }
})

it('A task whose model nobody serves waits, says so, shows in a metric, and runs when an update adds the model', async () => {
  await workerOf(FIRST)
  const waiting = await service.submit({ ...SHORT, model: SECOND })
  const other = await service.submit({ ...SHORT, model: FIRST })
  assert.equal((await service.videoWhen(other.id, ended, 60_000)).status, 'completed')
  assert.equal(await reasonOf(waiting.id), 'model_not_served')
  assert.match(await metrics(), /^wan_tasks_unserved\{model="wan2\.2-i2v-a14b-tiny"\} 1$/m)

  // The new version starts beside the old one, which then stops.
  await workerOf(FIRST, SECOND)
  await service.workers.shift()?.kill('SIGTERM')
  const video = await service.videoWhen(waiting.id, ended, 60_000)
  assert.deepEqual([video.status, video.attempts], ['completed', 1], JSON.stringify(video.error))
  assert.doesNotMatch(await metrics(), /^wan_tasks_unserved\{/m)
})
