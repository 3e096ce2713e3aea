import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { components } from '#api/openapi.gen.ts'
import { taskIdOfVideo } from '#core/ids.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import type { Claim } from '#core/task/task.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { readEvents, type EventReader, type SentEvent } from '#test/support/service/event-stream.ts'
import { json, startApi, TEXT_MODEL, type TestApi, type VideoBody } from '#test/support/service/service.ts'

let api: TestApi
before(async () => {
  api = await startApi({ models: [TEXT_MODEL] })
})
after(() => api?.close())

const as = async (tenant: string): Promise<Record<string, string>> => ({
  authorization: `Bearer ${(await issueApiKey(api.deps.db, tenant)).key}`,
})
const create = async (headers: Record<string, string>): Promise<VideoBody> =>
  await json(await api.create({ prompt: 'x' }, headers))
const open = async (headers: Record<string, string>): Promise<EventReader> =>
  readEvents(await api.call('/v1/events/stream', { headers }))

async function begin(video: { id: string }): Promise<Claim> {
  const taskId = taskIdOfVideo(video.id) as string
  const row = await api.deps.db
    .selectFrom('tasks')
    .select('job_id')
    .where('id', '=', taskId)
    .executeTakeFirstOrThrow()
  const started = await lifecycle.start(api.deps, { taskId, jobId: row.job_id, retryCount: 0 })
  assert.ok(started.outcome === 'started')
  return started.claim
}

const until = async (stream: EventReader, holds: (event: SentEvent) => boolean): Promise<SentEvent> => {
  for (let event = await stream.next(); event !== undefined; event = await stream.next())
    if (holds(event)) return event
  throw new Error('the stream has ended')
}

describe('The event stream of a tenant', () => {
  it('It begins with what happens next, and carries all videos of the tenant and no others', async () => {
    const own = await as('one')
    const before = await create(own)
    const stream = await open(own)
    const foreign = await create(await as('other'))
    const [first, second] = [await create(own), await create(own)]
    const seen: string[] = []
    await until(stream, (event) => {
      seen.push(String(event.data.data['id']))
      return seen.length === 2
    })
    assert.deepEqual(seen, [first.id, second.id])
    assert.ok(!seen.includes(before.id) && !seen.includes(foreign.id))
    await stream.close()
  })

  it('Running videos send their progress without an id', async () => {
    const own = await as('runner')
    const stream = await open(own)
    const videos = [await create(own), await create(own)]
    const claims = await Promise.all(videos.map(begin))
    for (const claim of claims)
      await lifecycle.progress(api.deps, claim, { phase: 'denoise', step: 3, progress: 41, etaAt: null })
    const moved = new Set<unknown>()
    await until(stream, (event) => {
      if (event.event === 'video.progress' && event.data.data['step'] === 3) {
        assert.equal(event.id, null)
        moved.add(event.data.data['id'])
      }
      return moved.size === 2
    })
    await stream.close()
  })

  it('A client that comes back with the last id misses nothing and gets nothing twice', async () => {
    const own = await as('returning')
    const stream = await open(own)
    const first = await create(own)
    const seen = await until(stream, (event) => event.data.data['id'] === first.id)
    await stream.close()
    const missed = await create(own)
    const again = await open({ ...own, 'last-event-id': seen.id as string })
    assert.equal((await again.next())?.data.data['id'], missed.id)
    await again.close()
  })

  it('The feed of one video holds its events alone', async () => {
    const own = await as('feed')
    const [first] = [await create(own), await create(own)]
    await begin(first)
    const list = async (query: string): Promise<components['schemas']['EventList']> =>
      await json(await api.call(`/v1/events?${query}`, { headers: own }))
    const events = await list(`video_id=${first.id}`)
    assert.deepEqual(
      events.data.map(({ type }) => type),
      ['video.queued', 'video.started'],
    )
    const rest = await list(`video_id=${first.id}&after=${events.data[0]?.id}`)
    assert.deepEqual(
      rest.data.map(({ type }) => type),
      ['video.started'],
    )
    assert.deepEqual((await list('video_id=video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11')).data, [])
  })
})
