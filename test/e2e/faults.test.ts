import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, afterEach, before, describe, it } from 'node:test'
import { taskIdOfVideo } from '#core/ids.ts'
import { createTestDatabase, type TestDatabase } from '#test/support/database/database.ts'
import { ended, startService, until, type Service, type Video } from '#test/support/processes/processes.ts'
import { openWebhookReceiver } from '#test/support/service/webhook-receiver.ts'
import { patient } from '#test/support/load/patience.ts'
import { closeAfter } from '#test/support/closing.ts'

/** Long enough to be hit in the middle, short enough to wait for: about 6 s on one core. */
const LONG = { num_inference_steps: '200', num_frames: '17', size: '160x96' }

let database: TestDatabase
let service: Service
before(async () => {
  database = await createTestDatabase()
  service = await startService({ databaseUrl: database.url, workers: 0 })
})
afterEach(async () => {
  for (const worker of service.workers.splice(0)) {
    if (worker.child.exitCode !== null || worker.child.signalCode !== null) continue
    process.kill(worker.pid, 'SIGCONT')
    await worker.kill('SIGKILL')
  }
})
after(async () => {
  await service.stop()
  await database.drop()
})

const denoising = (video: Video): boolean => video.phase === 'denoise' && video.step >= 3
const eventsThatEnd = async (videoId: string): Promise<string[]> =>
  (
    await service.db
      .selectFrom('events')
      .select('type')
      .where('task_id', '=', taskIdOfVideo(videoId) as string)
      .where('body', 'is not', null)
      .execute()
  ).map((event) => event.type)
/** Child processes of a process, which are its engines. */
const enginePids = (pid: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === String(pid))
    .map(Number)

/**
 * The parent's id comes second after the command, which stands in parentheses and may hold
 * anything.
 */
function parentOf(pid: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ')[1]
  } catch {
    return undefined
  }
}

async function assertOneEnd(videoId: string): Promise<Video> {
  const video = await service.videoWhen(videoId, ended, 90_000)
  assert.equal(video.status, 'completed', JSON.stringify(video.error))
  assert.deepEqual(await eventsThatEnd(videoId), ['video.completed'])
  return video
}

describe('a fault in the middle of a run', () => {
  it('A task whose engine is killed is retried and ends once', async () => {
    const worker = await service.startWorker()
    const { id } = await service.submit(LONG)
    await service.videoWhen(id, denoising)
    for (const pid of enginePids(worker.pid)) process.kill(pid, 'SIGKILL')
    assert.equal((await assertOneEnd(id)).attempts, 2)
    await worker.kill('SIGTERM')
  })

  it('A task whose worker is killed is taken over within 20 s and ends once', async (t) => {
    const receiver = await openWebhookReceiver()
    closeAfter(t, () => receiver.close())
    const worker = await service.startWorker()
    const { id } = await service.submit({ ...LONG, webhook_url: receiver.url })
    await service.videoWhen(id, denoising)
    // The run would end while the second worker starts.
    const engines = enginePids(worker.pid)
    for (const pid of engines) process.kill(pid, 'SIGSTOP')
    await service.startWorker()
    await worker.kill('SIGKILL')
    const killedAt = Date.now()
    for (const pid of engines) process.kill(pid, 'SIGKILL')
    await service.videoWhen(id, (video) => video.attempts === 2, 25_000)
    const tookMs = Date.now() - killedAt
    assert.ok(tookMs <= patient(20_000), `taken over after ${tookMs} ms`)
    t.diagnostic(`taken over ${tookMs} ms after the kill`)
    await assertOneEnd(id)
    const received = await receiver.waitFor(1)
    assert.equal(new Set(received.map((one) => one.headers['webhook-id'])).size, 1)
  })

  it('A worker that froze during a run can no longer change its task', async () => {
    const frozen = await service.startWorker()
    const { id } = await service.submit(LONG)
    await service.videoWhen(id, denoising)
    process.kill(frozen.pid, 'SIGSTOP')
    await service.startWorker()
    const video = await assertOneEnd(id)
    process.kill(frozen.pid, 'SIGCONT')
    await until(
      () => /"outcome":"fenced"/.test(frozen.output()),
      30_000,
      () => `the old worker did not notice:\n${frozen.output()}`,
    )
    assert.deepEqual(await eventsThatEnd(id), ['video.completed'])
    assert.equal((await service.video(id)).attempts, video.attempts)
    assert.equal((await service.call(`/v1/videos/${id}/content`)).status, 200)
  })

  it('A worker that receives SIGTERM returns its task to the queue without charging an attempt', async () => {
    const worker = await service.startWorker({ SHUTDOWN_GRACE_SECONDS: '0' })
    const { id } = await service.submit(LONG)
    await service.videoWhen(id, denoising)
    await worker.kill('SIGTERM')
    assert.equal(worker.child.exitCode, 0)
    assert.equal((await service.video(id)).status, 'queued')
    await service.startWorker()
    assert.equal((await assertOneEnd(id)).attempts, 1)
  })

  it('A cancelled run stops within one denoising step and emits one event', async () => {
    await service.startWorker()
    const { id } = await service.submit(LONG)
    const before = await service.videoWhen(id, denoising)
    const response = await service.call(`/v1/videos/${id}/cancel`, { method: 'POST' })
    assert.ok(response.status < 300, String(response.status))
    const video = await service.videoWhen(id, ended)
    assert.deepEqual([video.status, video.error?.code], ['failed', 'cancelled'])
    assert.deepEqual(await eventsThatEnd(id), ['video.cancelled'])
    assert.ok(video.step < video.steps, `stopped at step ${video.step}, cancelled after step ${before.step}`)
    // The engine is free again.
    const next = await service.submit({ num_frames: '5', num_inference_steps: '1' })
    assert.equal((await service.videoWhen(next.id, ended)).status, 'completed')
  })
})

describe('the queue', () => {
  it('The tasks of a tenant with priority start first', async () => {
    const [first, second] = [await service.submit(), await service.submit()]
    await service.db.updateTable('tenants').set({ priority: 5 }).where('id', '=', 'e2e').execute()
    const urgent = await service.submit()
    await service.db.updateTable('tenants').set({ priority: 0 }).where('id', '=', 'e2e').execute()
    assert.equal((await service.video(urgent.id)).queue_position, 1)
    await service.startWorker()
    await Promise.all([first, second, urgent].map(({ id }) => service.videoWhen(id, ended)))
    const order = await service.db
      .selectFrom('tasks')
      .select('id')
      .where('status', '=', 'completed')
      .orderBy('finished_at', 'desc')
      .limit(3)
      .execute()
    assert.deepEqual(
      order.map((row) => row.id).toReversed(),
      [urgent, first, second].map(({ id }) => taskIdOfVideo(id)),
    )
  })
})

describe('webhooks', () => {
  it('A webhook is repeated on schedule with the same id and bytes until it is acknowledged', async (t) => {
    const receiver = await openWebhookReceiver([
      { status: 500 },
      { status: 302, headers: { location: 'http://127.0.0.1:1/' } },
      { status: 503 },
    ])
    closeAfter(t, () => receiver.close())
    await service.startWorker({ WEBHOOK_SCHEDULE_SECONDS: '0,0.2,0.2,0.2,0.2' })
    const { id } = await service.submit({
      num_frames: '5',
      num_inference_steps: '1',
      webhook_url: receiver.url,
    })
    const received = await receiver.waitFor(4)
    assert.equal(new Set(received.map((one) => one.headers['webhook-id'])).size, 1)
    assert.equal(new Set(received.map((one) => one.body)).size, 1)
    const delivery = (): Promise<{ status: string; attempts: number }> =>
      service.db
        .selectFrom('webhook_deliveries')
        .select(['status', 'attempts'])
        .where('task_id', '=', taskIdOfVideo(id) as string)
        .executeTakeFirstOrThrow()
    await until(
      async () => (await delivery()).status === 'delivered',
      5000,
      () => 'the delivery was not recorded',
    )
    assert.equal((await delivery()).attempts, 4)
  })

  it('A receiver that answers 410 gets no further attempt', async (t) => {
    const receiver = await openWebhookReceiver([{ status: 410 }])
    closeAfter(t, () => receiver.close())
    await service.startWorker({ WEBHOOK_SCHEDULE_SECONDS: '0,0.1,0.1' })
    const { id } = await service.submit({
      num_frames: '5',
      num_inference_steps: '1',
      webhook_url: receiver.url,
    })
    await receiver.waitFor(1)
    await until(
      async () =>
        (
          await service.db
            .selectFrom('webhook_deliveries')
            .select('status')
            .where('task_id', '=', taskIdOfVideo(id) as string)
            .executeTakeFirstOrThrow()
        ).status === 'failed',
      5000,
      () => 'the delivery did not end',
    )
    assert.equal(receiver.received.length, 1)
  })
})
