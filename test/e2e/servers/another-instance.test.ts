import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { ended, until } from '#test/support/processes/processes.ts'
import { FRONT_MODEL, startTwoServices, type TwoServices } from '#test/support/upstream/service-upstream.ts'
import type { VideoBody } from '#test/support/service/service.ts'

/** Long enough to be stopped in the middle. */
const LONG = { model: FRONT_MODEL, num_inference_steps: '200', num_frames: '25', size: '160x96' }

let two: TwoServices
before(async () => {
  two = await startTwoServices()
})
after(() => two.stop())

const listed = async (): Promise<unknown[]> =>
  ((await (await two.behind.call('/v1/videos')).json()) as { data: unknown[] }).data

const body = async (id: string): Promise<VideoBody> =>
  (await (await two.front.call(`/v1/videos/${id}`)).json()) as VideoBody

describe('A service whose engine is another instance of it', () => {
  it('A video made behind has progress, its own files and a manifest that names the server', async () => {
    const created = await two.front.submit({
      ...LONG,
      seed: '7',
    })
    const steps = new Set<number>()
    const video = await two.front.videoWhen(created.id, (latest) => {
      if (latest.phase === 'denoise') steps.add(latest.step)
      return ended(latest)
    })
    assert.equal(video.status, 'completed', JSON.stringify(video.error))
    assert.equal(video.attempts, 1)
    assert.ok(steps.size > 1, 'no progress was seen')
    const { manifest } = await body(video.id)
    assert.equal(manifest?.provider, 'videos')
    assert.equal(manifest?.seed, 7)
    assert.equal(manifest?.onnx_runtime, null)
    assert.equal(manifest?.upstream?.kind, 'wan-video-service')
    assert.equal(manifest?.upstream?.server, 'behind')
    assert.equal(manifest?.upstream?.model, 'wan2.1-i2v-tiny')
    assert.match(manifest?.upstream?.version ?? '', /^\d+\.\d+/)
    assert.equal(manifest?.upstream?.parameters['num_inference_steps'], 200)
    assert.ok(!JSON.stringify(manifest).includes('steam rises'), 'the prompt is in the manifest')
    const mp4 = Buffer.from(await (await two.front.call(`/v1/videos/${video.id}/content`)).arrayBuffer())
    assert.equal(createHash('sha256').update(mp4).digest('hex'), manifest?.video.sha256)
    for (const variant of ['thumbnail', 'spritesheet'])
      assert.equal(
        (await two.front.call(`/v1/videos/${video.id}/content?variant=${variant}`)).status,
        200,
        variant,
      )
    // What the service has is not kept twice.
    await until(
      async () => (await listed()).length === 0,
      20_000,
      () => 'the video behind was not deleted',
    )
    assert.equal(await two.countBehind(), 1)
  })

  it('Extending a video joins what is made behind to it', async () => {
    const first = await two.front.submit({ model: FRONT_MODEL, num_frames: '5', num_inference_steps: '2' })
    await two.front.videoWhen(first.id, ended)
    const answer = await two.front.call('/v1/videos/extensions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ video: { id: first.id }, prompt: 'it goes on', seconds: 0.25 }),
    })
    const extension = (await answer.json()) as { id: string }
    assert.equal(answer.status, 200, JSON.stringify(extension))
    const video = await two.front.videoWhen(extension.id, ended)
    assert.equal(video.status, 'completed', JSON.stringify(video.error))
    assert.equal(video.num_frames, 9)
  })

  it('A running video shows previews from behind, and is stopped there when it is cancelled', async () => {
    const before = await two.countBehind()
    const created = await two.front.submit(LONG)
    await two.front.videoWhen(created.id, (latest) => latest.phase === 'denoise' && latest.step > 0)
    await until(
      async () => (await two.front.call(`/v1/videos/${created.id}/content?variant=preview`)).ok,
      20_000,
      () => 'no preview came through',
    )
    await two.front.call(`/v1/videos/${created.id}/cancel`, { method: 'POST' })
    const video = await two.front.videoWhen(created.id, ended)
    assert.equal(video.error?.code, 'cancelled')
    assert.equal(await two.countBehind(), before + 1)
    await until(
      async () =>
        (await two.behind.db.selectFrom('tasks').select('id').where('status', '=', 'running').execute())
          .length === 0,
      20_000,
      () => 'the run behind goes on',
    )
    assert.equal((await two.front.db.selectFrom('upstream_jobs').selectAll().execute()).length, 0)
  })

  it('After kill -9 of the worker its successor takes over the job: one video is made behind', async () => {
    const before = await two.countBehind()
    const created = await two.front.submit(LONG)
    await two.front.videoWhen(created.id, (latest) => latest.phase === 'denoise' && latest.step > 0)
    await two.front.workers.pop()?.kill('SIGKILL')
    await two.front.startWorker()
    const video = await two.front.videoWhen(created.id, ended, 120_000)
    assert.equal(video.status, 'completed', JSON.stringify(video.error))
    assert.equal(await two.countBehind(), before + 1)
  })

  it('After kill -9 of the server in mid-run and its start again one video is completed', async () => {
    const before = await two.countBehind()
    const created = await two.front.submit(LONG)
    await two.front.videoWhen(created.id, (latest) => latest.phase === 'denoise' && latest.step > 0)
    await Promise.all([two.behind.api.kill('SIGKILL'), two.behind.workers.pop()?.kill('SIGKILL')])
    await two.behind.startApi()
    await two.behind.startWorker()
    const video = await two.front.videoWhen(created.id, ended, 120_000)
    assert.equal(video.status, 'completed', JSON.stringify(video.error))
    assert.equal(video.attempts, 1)
    assert.equal(await two.countBehind(), before + 1)
  })

  it('A value that the model behind does not take is said to be fixed', async () => {
    const { adjustments } = await body(
      (await two.front.submit({ model: FRONT_MODEL, scheduler: 'euler' })).id,
    )
    assert.deepEqual(
      adjustments.map(({ field, used }) => [field, used]),
      [['scheduler', null]],
    )
  })
})
