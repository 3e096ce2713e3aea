import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, afterEach, before, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { taskIdOfVideo } from '#core/ids.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { openPassage, type Passage } from '#test/support/network/passage.ts'
import { ended, startService, until, type Service, type Video } from '#test/support/processes/processes.ts'

/** More than twice the silence after which a worker loses its job. */
const OUTAGE_MS = 25_000
const LONG = { num_inference_steps: '200', num_frames: '17', size: '160x96' }

/** Everything but the test itself reaches the database through the passage. */
let passage: Passage
let database: TestDatabase
let service: Service
before(async () => {
  database = await createTestDatabase()
  passage = await openPassage(database.url)
  service = await startService({ databaseUrl: database.url, workers: 0 })
})
afterEach(async () => {
  await passage.mend()
  for (const worker of service.workers.splice(0)) await worker.kill('SIGKILL')
})
after(async () => {
  await service.stop()
  await passage.close()
  await database.drop()
})

const denoising = (video: Video): boolean => video.phase === 'denoise' && video.step >= 3
const throughPassage = () => service.startWorker({ DATABASE_URL: passage.url })

async function startsOf(id: string): Promise<number> {
  const events = await service.db
    .selectFrom('events')
    .select('id')
    .where('task_id', '=', taskIdOfVideo(id) as string)
    .where('type', '=', 'video.started')
    .execute()
  return events.length
}
async function assertMadeOnce(id: string): Promise<void> {
  const video = await service.videoWhen(id, ended, 120_000)
  assert.deepEqual([video.status, video.attempts], ['completed', 1], JSON.stringify(video.error))
  assert.equal(await startsOf(id), 1)
  assert.equal((await service.call(`/v1/videos/${id}/content`)).status, 200)
}

/** The engines of a worker. */
const enginesOf = (pid: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/stat`, 'latin1').split(') ').at(-1)?.split(' ')[1] === String(pid)
      } catch {
        return false
      }
    })
    .map(Number)

it('A run that ends while Postgres is away is completed when it is back, at its first attempt', async () => {
  const worker = await throughPassage()
  await throughPassage()
  const { id } = await service.submit(LONG)
  await service.videoWhen(id, denoising)
  await passage.cut()
  await until(
    () => service.workers.some((each) => /a write did not succeed; trying again/.test(each.output())),
    120_000,
    () => `no worker tried to complete its run:\n${worker.output()}`,
  )
  await sleep(OUTAGE_MS)
  assert.equal((await service.video(id)).status, 'in_progress')
  await passage.mend()
  await assertMadeOnce(id)
})

it('An outage in the middle of a run takes it from nobody, although another worker is idle', async () => {
  const workers = [await throughPassage(), await throughPassage()]
  const { id } = await service.submit(LONG)
  await service.videoWhen(id, denoising)
  // The run is still under way when the outage ends.
  const engines = workers.flatMap(({ pid }) => enginesOf(pid))
  for (const pid of engines) process.kill(pid, 'SIGSTOP')
  await passage.cut()
  await sleep(OUTAGE_MS)
  await passage.mend()
  // Time for those who supervise to judge.
  await sleep(15_000)
  for (const pid of engines) process.kill(pid, 'SIGCONT')
  await assertMadeOnce(id)
  assert.ok(workers.every((worker) => !/"outcome":"fenced"/.test(worker.output())))
})
