import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, afterEach, before, it } from 'node:test'
import { findFfmpeg } from '#worker/media/ffmpeg.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import {
  ended,
  startService,
  until,
  type Service,
  type ServiceProcess,
} from '#test/support/processes/processes.ts'
import { closeAfter } from '#test/support/closing.ts'

const SHORT = { num_frames: '5', num_inference_steps: '1' }

let database: TestDatabase
let service: Service
let folder: string
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'broken-worker-'))
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

/** A data folder of a worker's own; the results lie where the API finds them. */
async function ownDataDir(): Promise<string> {
  const dataDir = await mkdtemp(path.join(folder, 'data-'))
  await mkdir(path.join(service.dataDir, 'storage'), { recursive: true })
  await symlink(path.join(service.dataDir, 'storage'), path.join(dataDir, 'storage'))
  return dataDir
}
const saysItIs = (worker: ServiceProcess, pattern: RegExp): Promise<void> =>
  until(
    () => pattern.test(worker.output()),
    60_000,
    () => `the worker did not say ${pattern}:\n${worker.output()}`,
  )
const PAUSED = /this worker takes no tasks until this is mended/
const BACK = /this worker takes tasks again/
const workersCheck = async (): Promise<unknown> =>
  ((await (await fetch(`${service.baseUrl}/readyz`)).json()) as { checks: Record<string, string> }).checks[
    'workers'
  ]
const metrics = async (): Promise<string> => await (await fetch(`${service.baseUrl}/metrics`)).text()

it('A worker that cannot write leaves the queue to a good one, and charges nothing', async () => {
  const dataDir = await ownDataDir()
  const broken = await service.startWorker({ DATA_DIR: dataDir })
  await rm(path.join(dataDir, 'tmp'), { recursive: true })
  await writeFile(path.join(dataDir, 'tmp'), 'a file where the folder was')
  const submitted = await Promise.all(Array.from({ length: 8 }, () => service.submit(SHORT)))
  await saysItIs(broken, PAUSED)
  await service.startWorker()
  for (const { id } of submitted) {
    const video = await service.videoWhen(id, ended, 120_000)
    assert.deepEqual([video.status, video.attempts], ['completed', 1], JSON.stringify(video.error))
  }
  assert.equal((broken.output().match(/the fault is this worker's/g) ?? []).length, 1)
  assert.equal(await workersCheck(), '1 of 2 take no tasks until they are mended')
  assert.match(await metrics(), /^wan_workers\{state="paused"\} 1$/m)
  assert.match(await metrics(), /^wan_workers_paused\{host="[^"]+",fault="folder"\} 1$/m)

  await rm(path.join(dataDir, 'tmp'))
  await saysItIs(broken, BACK)
})

it('A worker whose ffmpeg vanished waits for it, with its task uncharged', async () => {
  const { ffmpegPath } = await findFfmpeg({})
  const link = path.join(folder, 'ffmpeg')
  await symlink(ffmpegPath, link)
  const worker = await service.startWorker({ FFMPEG_PATH: link })
  await rename(link, `${link}-away`)
  const { id } = await service.submit(SHORT)
  await saysItIs(worker, PAUSED)
  await until(
    async () => (await service.video(id)).status === 'queued',
    60_000,
    () => 'the task did not return to the queue',
  )
  const { attempts, queue_reason: reason } = (await service.video(id)) as unknown as Record<string, unknown>
  assert.deepEqual([attempts, reason], [0, 'model_not_served'])
  assert.match(worker.output(), /"reason":"ffmpeg: /)
  await rename(`${link}-away`, link)
  const video = await service.videoWhen(id, ended, 120_000)
  assert.deepEqual([video.status, video.attempts], ['completed', 1], JSON.stringify(video.error))
})

it('A worker whose disk is full gives its task back, and makes the video once there is space', async (t) => {
  const dataDir = await ownDataDir()
  const disk = path.join(dataDir, 'tmp')
  await mkdir(disk)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', disk], { stdio: 'pipe' })
  } catch (error) {
    return t.skip(`no file system can be mounted here: ${String(error)}`)
  }
  closeAfter(t, () => execFileSync('umount', ['-l', disk]))
  const worker = await service.startWorker({ DATA_DIR: dataDir })
  const filler = path.join(disk, 'filler')
  await writeFile(filler, Buffer.alloc(16 * 2 ** 20)).catch(() => undefined)
  const { id } = await service.submit(SHORT)
  await saysItIs(worker, PAUSED)
  assert.match(worker.output(), /"reason":"folder: ENOSPC/)
  await until(
    async () => (await service.video(id)).status === 'queued',
    60_000,
    () => 'the task did not return to the queue',
  )
  assert.equal((await service.video(id)).attempts, 0)
  await truncate(filler, 0)
  const video = await service.videoWhen(id, ended, 120_000)
  assert.deepEqual([video.status, video.attempts], ['completed', 1], JSON.stringify(video.error))
})
