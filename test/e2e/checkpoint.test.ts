import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, afterEach, before, describe, it } from 'node:test'
import { checkpointPrefix } from '#core/storage/asset-keys.ts'
import { loadConfig } from '#core/config/config.ts'
import { openStorage } from '#core/storage/drivers.ts'
import { taskIdOfVideo } from '#core/ids.ts'
import type { ListedObject, Storage } from '#core/storage/storage.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { ended, startService, until, type Service, type Video } from '#test/support/processes/processes.ts'

/** Long enough to be hit in the middle: about 4 s on one core. */
const LONG = { num_inference_steps: '40', num_frames: '49', size: '192x112', seed: '11' }
/** The runs are equal, and each is made. */
const SETTINGS = { CHECKPOINT_EVERY_STEPS: '1', RESULT_CACHE: 'false' }

interface Manifest {
  resumed_from_step: number | null
  seed: number
  video: { sha256: string }
}
type FinishedVideo = Video & { manifest: Manifest; rerun_of: string | null }

let database: TestDatabase
let service: Service
let storage: Storage
/** SHA-256 of the mp4 of an undisturbed run. */
let undisturbed: string

before(async () => {
  database = await createTestDatabase()
  service = await startService({ databaseUrl: database.url, workers: 0, env: SETTINGS })
  storage = await openStorage(
    loadConfig({ DATA_DIR: service.dataDir, LINK_SECRET: 'another-secret-that-is-long-enough' }),
  )
  const worker = await service.startWorker()
  const { manifest } = await completed((await service.submit(LONG)).id)
  assert.equal(manifest.resumed_from_step, null)
  undisturbed = manifest.video.sha256
  await worker.kill('SIGTERM')
})
afterEach(async () => {
  for (const worker of service.workers.splice(0))
    if (worker.child.exitCode === null && worker.child.signalCode === null) await worker.kill('SIGKILL')
})
after(async () => {
  await service.stop()
  await storage.close()
  await database.drop()
})

async function completed(id: string): Promise<FinishedVideo> {
  const video = await service.videoWhen(id, ended, 90_000)
  assert.equal(video.status, 'completed', JSON.stringify(video.error))
  const response = await service.call(`/v1/videos/${id}/content`)
  const finished = video as FinishedVideo
  const bytes = Buffer.from(await response.arrayBuffer())
  assert.equal(finished.manifest.video.sha256, createHash('sha256').update(bytes).digest('hex'))
  return finished
}

async function checkpointsOf(id: string): Promise<ListedObject[]> {
  const found: ListedObject[] = []
  for await (const object of storage.list(checkpointPrefix(taskIdOfVideo(id) as string))) found.push(object)
  return found
}

/** Submits a run and waits until it is well under way and one of its states lies in the storage. */
async function underWay(fields: Record<string, string> = LONG): Promise<string> {
  const { id } = await service.submit(fields)
  await service.videoWhen(id, (video) => video.phase === 'denoise' && video.step >= 5)
  await until(
    async () => (await checkpointsOf(id)).length > 0,
    20_000,
    () => 'no checkpoint came',
  )
  return id
}

describe('a task after the death of its worker', () => {
  it('A task resumes at its last checkpoint and yields, bit for bit, the mp4 of an undisturbed run', async (t) => {
    const worker = await service.startWorker()
    const id = await underWay()
    await worker.kill('SIGKILL')
    const steps = (await checkpointsOf(id)).map(({ key }) => Number(/-(\d+)\.bin$/.exec(key)?.[1]))
    const storedStep = Math.max(...steps)
    await service.startWorker()
    const resumed = await service.videoWhen(
      id,
      (video) => video.attempts === 2 && (video.step > 0 || ended(video)),
      60_000,
    )
    assert.ok(resumed.step >= storedStep, `went on at step ${resumed.step}, stored was ${storedStep}`)
    const video = await completed(id)
    t.diagnostic(`resumed after step ${storedStep} of ${video.steps}`)
    assert.ok(storedStep >= 1)
    assert.equal(video.manifest.resumed_from_step, storedStep)
    assert.equal(video.manifest.video.sha256, undisturbed)
    await until(
      async () => (await checkpointsOf(id)).length === 0,
      5000,
      () => 'the checkpoint was not removed with the end of the task',
    )
  })

  it('A task with a damaged checkpoint starts over and yields the same mp4', async () => {
    const worker = await service.startWorker({ SHUTDOWN_GRACE_SECONDS: '0' })
    const id = await underWay()
    await worker.kill('SIGTERM')
    const [checkpoint, ...others] = await checkpointsOf(id)
    assert.ok(checkpoint && others.length === 0)
    await storage.put(checkpoint.key, Buffer.alloc(checkpoint.sizeBytes, 7), {
      contentType: 'application/octet-stream',
    })
    const next = await service.startWorker()
    const video = await completed(id)
    assert.equal(video.manifest.resumed_from_step, null)
    assert.equal(video.manifest.video.sha256, undisturbed)
    assert.match(next.output(), /the checkpoint is ignored and the run starts at the beginning/)
  })

  it('A task resumes at the step at which its worker was stopped, even between two checkpoints', async () => {
    const rarely = { CHECKPOINT_EVERY_STEPS: '0', CHECKPOINT_EVERY_SECONDS: '3600' }
    const worker = await service.startWorker({ ...rarely, SHUTDOWN_GRACE_SECONDS: '0' })
    const { id } = await service.submit(LONG)
    const { step } = await service.videoWhen(id, (video) => video.phase === 'denoise' && video.step >= 5)
    await worker.kill('SIGTERM')
    await service.startWorker(rarely)
    const video = await completed(id)
    assert.equal(video.attempts, 1)
    assert.ok((video.manifest.resumed_from_step ?? 0) >= step, String(video.manifest.resumed_from_step))
    assert.equal(video.manifest.video.sha256, undisturbed)
  })

  it('A cancelled task leaves no checkpoint behind', async () => {
    await service.startWorker()
    const id = await underWay()
    await service.call(`/v1/videos/${id}/cancel`, { method: 'POST' })
    await service.videoWhen(id, ended)
    await until(
      async () => (await checkpointsOf(id)).length === 0,
      5000,
      () => 'the checkpoint was not removed',
    )
  })
})

describe('a run', () => {
  it('A run shows previews of its video while it makes it', async () => {
    await service.startWorker()
    const { id } = await service.submit(LONG)
    const preview = `/v1/videos/${id}/content?variant=preview`
    let response: Response | undefined
    await until(
      async () => (response = await service.call(preview)).status === 200,
      30_000,
      () => 'no preview came',
    )
    assert.equal(response?.headers.get('content-type'), 'image/webp')
    assert.equal((await service.video(id)).status, 'in_progress')
    const first = Buffer.from(await response.arrayBuffer())
    assert.equal(first.toString('latin1', 8, 12), 'WEBP')
    await completed(id)
    const last = await service.call(preview)
    assert.notDeepEqual(Buffer.from(await last.arrayBuffer()), first)
  })

  it('A rerun with the same parameters and seed yields the same mp4', async () => {
    await service.startWorker()
    const source = await completed((await service.submit({ num_inference_steps: '3', num_frames: '5' })).id)
    const response = await service.call(`/v1/videos/${source.id}/rerun`, { method: 'POST' })
    assert.equal(response.status, 200)
    const again = await completed(((await response.json()) as Video).id)
    assert.equal(again.rerun_of, source.id)
    assert.equal(again.manifest.seed, source.manifest.seed)
    assert.equal(again.manifest.video.sha256, source.manifest.video.sha256)
    const { video: _mp4, ...facts } = source.manifest
    const { video: _other, ...repeated } = again.manifest
    assert.deepEqual(repeated, facts)
    // The second of its kind has an estimate from the first.
    const queued = await service.submit({ num_inference_steps: '3', num_frames: '5' })
    assert.ok(queued.eta_seconds !== null && queued.eta_seconds <= 60, String(queued.eta_seconds))
    await completed(queued.id)
  })
})
