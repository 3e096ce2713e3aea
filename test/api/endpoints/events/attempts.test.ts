import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { components } from '#api/openapi.gen.ts'
import { taskIdOfVideo } from '#core/ids.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { recordCheckpoint } from '#core/store/attempts.ts'
import { recordHeartbeat } from '#core/store/workers.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { json, startApi, TEXT_MODEL, type TestApi, type VideoBody } from '#test/support/service/service.ts'

type Schemas = components['schemas']

describe('The attempts of a video', () => {
  const worker = randomUUID()
  let api: TestApi
  before(async () => (api = await startApi({ models: [TEXT_MODEL] })))
  after(() => api?.close())

  const begin = async (video: VideoBody): Promise<void> => {
    const taskId = taskIdOfVideo(video.id) as string
    const { job_id: jobId } = await api.deps.db
      .selectFrom('tasks')
      .select('job_id')
      .where('id', '=', taskId)
      .executeTakeFirstOrThrow()
    const outcome = await lifecycle.start(api.deps, {
      taskId,
      jobId,
      retryCount: 0,
      serving: { worker, engine: { name: 'cpu#0', deviceClass: 'cpu-x' }, models: [TEXT_MODEL.id] },
    })
    assert.ok(outcome.outcome === 'started')
    await recordCheckpoint(api.deps.db, outcome.claim, 4, api.clock.now())
  }

  it('They name engine and checkpoint; Operate finds the video at its engine', async () => {
    const video = await json<VideoBody>(await api.create({ prompt: 'a' }))
    const path = `/v1/videos/${video.id}/attempts`
    assert.deepEqual(await json(await api.call(path)), { object: 'list', data: [] })
    await begin(video)
    const { data } = await json<Schemas['AttemptList']>(await api.call(path))
    assert.equal(data.length, 1)
    const { started_at: startedAt, checkpoint_at: checkpointAt, ...attempt } = data[0] as Schemas['Attempt']
    assert.ok(startedAt > 0 && checkpointAt !== null)
    assert.deepEqual(attempt, {
      object: 'video.attempt',
      video_id: video.id,
      attempt: 1,
      worker_id: worker,
      engine: 'cpu#0',
      device_class: 'cpu-x',
      resumed_from_step: null,
      checkpoint_step: 4,
      ended_at: null,
      outcome: null,
      error: null,
    })

    const now = api.clock.now()
    const engine = { name: 'cpu#0', device: 'cpu', deviceClass: 'cpu-x', fault: null }
    await recordHeartbeat(
      api.deps.db,
      {
        id: worker,
        host: 'here',
        devices: ['cpu'],
        deviceClasses: ['cpu-x'],
        models: [TEXT_MODEL.id],
        engineStates: [{ ...engine, model: TEXT_MODEL.id, stepSeconds: 1.5, residentBytes: 2e9 }],
        startedAt: now,
        pausedReason: 'storage: no bucket',
      },
      now,
    )
    const { key } = await issueApiKey(api.deps.db, 'operator', ['admin'])
    const operations = await json<Schemas['Operations']>(
      await api.call('/admin/operations', { headers: { authorization: `Bearer ${key}` } }),
    )
    const running = operations.running.find((each) => each.video_id === video.id)
    assert.deepEqual([running?.worker_id, running?.engine], [worker, 'cpu#0'])
    const seen = operations.workers.find((each) => each.id === worker)
    assert.equal(seen?.paused_reason, 'storage: no bucket')
    assert.deepEqual(seen.engines, [
      {
        name: 'cpu#0',
        device: 'cpu',
        device_class: 'cpu-x',
        fault: null,
        model: TEXT_MODEL.id,
        step_seconds: 1.5,
        resident_bytes: 2e9,
      },
    ])
  })

  it('Another tenant is told that there is no such video', async () => {
    const video = await json<VideoBody>(await api.create({ prompt: 'b' }))
    const { key } = await issueApiKey(api.deps.db, 'stranger', ['videos:read'])
    const answer = await api.call(`/v1/videos/${video.id}/attempts`, {
      headers: { authorization: `Bearer ${key}` },
    })
    assert.equal(answer.status, 404)
    assert.equal((await json<{ code: string }>(answer)).code, 'video_not_found')
  })
})
