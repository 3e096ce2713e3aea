import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { components } from '#api/openapi.gen.ts'
import { taskIdOfVideo } from '#core/ids.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { recordHeartbeat } from '#core/store/workers.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { json, startApi, TEXT_MODEL, type TestApi, type VideoBody } from '#test/support/service/service.ts'

type Schemas = components['schemas']

const [ALIVE, SILENT] = [randomUUID(), randomUUID()]

describe('What the service does, for its operator', () => {
  let api: TestApi
  let admin: Record<string, string>
  before(async () => {
    api = await startApi({ models: [TEXT_MODEL] })
    admin = { authorization: `Bearer ${(await issueApiKey(api.deps.db, 'operator', ['admin'])).key}` }
  })
  after(() => api?.close())

  const taskIdOf = (video: { id: string }): string => taskIdOfVideo(video.id) as string
  const create = async (): Promise<VideoBody> => await json(await api.create({ prompt: 'a secret prompt' }))
  const bytes = { video: Buffer.alloc(100), thumbnail: Buffer.alloc(20), spritesheet: Buffer.alloc(30) }
  const operations = async (): Promise<Schemas['Operations']> =>
    await json(await api.call('/admin/operations', { headers: admin }))

  it('Workers, running videos and the queue are shown without a word of a customer', async () => {
    const now = api.clock.now()
    const worker = {
      devices: ['cpu'],
      deviceClasses: ['cpu-x'],
      models: ['c-text'],
      host: 'here',
      startedAt: now,
    }
    await recordHeartbeat(api.deps.db, { ...worker, id: ALIVE }, now)
    await recordHeartbeat(api.deps.db, { ...worker, id: SILENT }, new Date(now.getTime() - 60_000))
    const [first] = [await create(), await create()]
    const row = await api.deps.db
      .selectFrom('tasks')
      .select('job_id')
      .where('id', '=', taskIdOf(first))
      .executeTakeFirstOrThrow()
    const started = await lifecycle.start(api.deps, {
      taskId: taskIdOf(first),
      jobId: row.job_id,
      retryCount: 0,
    })
    assert.ok(started.outcome === 'started')
    await lifecycle.progress(api.deps, started.claim, {
      phase: 'denoise',
      step: 3,
      progress: 41,
      etaAt: null,
    })

    const seen = await operations()
    assert.deepEqual(
      seen.workers.map(({ id, alive }) => [id, alive]),
      [
        [ALIVE, true],
        [SILENT, false],
      ],
    )
    assert.deepEqual(
      seen.running.map(({ video_id, tenant_id, phase, step, steps }) => [
        video_id,
        tenant_id,
        phase,
        step,
        steps,
      ]),
      [[first.id, 'acme', 'denoise', 3, 8]],
    )
    const [queue] = seen.queue
    assert.deepEqual(
      [queue?.tenant_id, queue?.model, queue?.queued, queue?.running],
      ['acme', 'c-text', 1, 1],
    )
    assert.ok(seen.jobs.some(({ name, waiting }) => name === 'generate' && waiting >= 1))
    assert.doesNotMatch(JSON.stringify(seen), /secret/)
    const own = await api.call('/admin/operations')
    assert.equal(own.status, 403, 'a customer must not see it')
  })

  it('Statistics count what ended in the time that is asked for', async () => {
    const video = await create()
    await api.complete(taskIdOf(video), bytes)
    const read = async (): Promise<Schemas['Statistics']> =>
      await json(await api.call('/admin/statistics?hours=1', { headers: admin }))
    const now = await read()
    assert.equal(
      now.series.reduce((sum, { completed }) => sum + completed, 0),
      1,
    )
    assert.deepEqual(
      now.models.map(({ model, runs }) => [model, runs]),
      [['c-text', 1]],
    )
    assert.equal(now.storage.videos, 1)
    assert.ok(now.storage.video_bytes >= 150)
    api.clock.advance(2 * 3600 * 1000)
    const later = await read()
    assert.equal(
      later.series.reduce((sum, { completed }) => sum + completed, 0),
      0,
    )
    assert.ok(later.series.length >= 48, 'empty periods are part of the series')
  })

  it('The usage of a tenant has a number for each day', async () => {
    const usage = await json<Schemas['Usage']>(
      await api.call('/admin/tenants/acme/usage?days=7', { headers: admin }),
    )
    assert.equal(usage.days.length, 7)
    assert.equal(usage.days.at(-1)?.day, api.clock.now().toISOString().slice(0, 10))
    const unknown = await api.call('/admin/tenants/nobody/usage', { headers: admin })
    assert.equal(unknown.status, 404)
  })
})
