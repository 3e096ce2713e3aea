import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { components } from '#api/openapi.gen.ts'
import { createApp } from '#api/app.ts'
import { createServer } from '#api/http/server.ts'
import { openTaskWatch } from '#api/watching/task-watch.ts'
import { previewKey } from '#core/storage/asset-keys.ts'
import { newEventId, taskIdOfVideo } from '#core/ids.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { insertEvent } from '#core/store/events.ts'
import type { Claim } from '#core/task/task.ts'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { issueApiKey } from '#test/support/service/auth.ts'
import { readEvents } from '#test/support/service/event-stream.ts'
import { json, startApi, TEXT_MODEL, type TestApi, type VideoBody } from '#test/support/service/service.ts'

type EventList = components['schemas']['EventList']

let api: TestApi
before(async () => {
  api = await startApi({ models: [TEXT_MODEL] })
})
after(() => api?.close())

const bytes = { video: Buffer.from('a'), thumbnail: Buffer.from('b'), spritesheet: Buffer.from('c') }
const taskIdOf = (video: { id: string }): string => taskIdOfVideo(video.id) as string
const created = async (headers?: Record<string, string>): Promise<VideoBody> =>
  await json(await api.create({ prompt: 'x' }, headers))
const stream = (video: { id: string }, headers: Record<string, string> = {}): Promise<Response> =>
  api.call(`/v1/videos/${video.id}/events`, { headers })
const feed = async (query = '', headers: Record<string, string> = {}): Promise<EventList> =>
  await json<EventList>(await api.call(`/v1/events${query}`, { headers }))

async function begin(taskId: string): Promise<Claim> {
  const row = await api.deps.db
    .selectFrom('tasks')
    .select('job_id')
    .where('id', '=', taskId)
    .executeTakeFirstOrThrow()
  const started = await lifecycle.start(api.deps, { taskId, jobId: row.job_id, retryCount: 0 })
  assert.ok(started.outcome === 'started')
  return started.claim
}

describe('The event stream of a video', () => {
  it('A stream replays past events, follows the video live and ends with it', async () => {
    const video = await created()
    const response = await stream(video)
    assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8')
    const events = readEvents(response)
    assert.equal((await events.next())?.event, 'video.queued')
    const claim = await begin(taskIdOf(video))
    assert.equal((await events.next())?.event, 'video.started')
    await lifecycle.progress(api.deps, claim, { phase: 'denoise', step: 3, progress: 41, etaAt: null })
    let progress = await events.next()
    while (progress?.data.data['step'] !== 3) progress = await events.next()
    assert.equal(progress.event, 'video.progress')
    assert.equal(progress.id, null, 'an id here would be what the client comes back with')
    assert.deepEqual(progress.data.data, {
      id: video.id,
      status: 'in_progress',
      progress: 41,
      phase: 'denoise',
      step: 3,
      steps: 8,
      preview_step: null,
      eta_seconds: null,
    })
    const key = previewKey(claim.taskId, claim.fencingToken, 3)
    await lifecycle.preview(api.deps, claim, {
      key,
      contentType: 'image/webp',
      sizeBytes: 1,
      sha256: '0'.repeat(64),
    })
    while (progress?.data.data['preview_step'] === null) progress = await events.next()
    assert.equal(progress?.data.data['preview_step'], 3)
    await lifecycle.fail(api.deps, claim, { code: 'encode_failed', message: 'no', retryable: false })
    const last = (await events.rest()).filter((event) => event.event !== 'video.progress')
    assert.deepEqual(
      last.map((event) => event.event),
      ['video.failed'],
    )
    assert.equal(last[0]?.data.id, last[0]?.id)
    assert.deepEqual(last[0]?.data.data, { id: video.id })
  })

  it('A stream resumes after Last-Event-ID on any replica, with 204 at its end', async () => {
    const video = await created()
    const first = readEvents(await stream(video))
    const queued = await first.next()
    await first.close()
    const claim = await begin(taskIdOf(video))

    const watch = openTaskWatch(api.deps)
    const server = createServer(createApp(api.deps, { isDraining: () => false, watch })).listen(
      0,
      '127.0.0.1',
    )
    await once(server, 'listening')
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/videos/${video.id}/events`
      const authorization = `Bearer ${api.key}`
      const again = (lastEventId: string): Promise<Response> =>
        fetch(url, { headers: { authorization, 'last-event-id': lastEventId } })
      const second = readEvents(await again(queued?.id as string))
      assert.equal((await second.next())?.event, 'video.started')
      await lifecycle.acknowledgeCancel(api.deps, claim)
      const last = (await second.rest()).at(-1)
      assert.equal(last?.event, 'video.cancelled')
      assert.equal((await again(last?.id as string)).status, 204)
      const all = await readEvents(await again('evt_of_nobody')).rest()
      assert.deepEqual(
        all.map((event) => event.event),
        ['video.queued', 'video.started', 'video.cancelled'],
      )
    } finally {
      watch.stop()
      server.close()
      server.closeAllConnections()
    }
  })

  it('A stream ends when its video is deleted, and is hidden from other tenants', async () => {
    const video = await created()
    const events = readEvents(await stream(video))
    await events.next()
    await lifecycle.deleteTask(api.deps, 'acme', taskIdOf(video))
    await events.rest()
    assert.equal((await stream(video)).status, 404)
    const { key } = await issueApiKey(api.deps.db, 'stranger')
    const other = await created()
    assert.equal((await stream(other, { authorization: `Bearer ${key}` })).status, 404)
  })

  it('A stream beyond the process limit is refused with 503, and all end at shutdown', async () => {
    const small = await startApi({ models: [TEXT_MODEL], app: { maxEventStreams: 1 } })
    try {
      const video = await json(await small.create({ prompt: 'x' }))
      const events = readEvents(await small.call(`/v1/videos/${video.id}/events`))
      await events.next()
      const refused = await small.call(`/v1/videos/${video.id}/events`)
      assert.equal(refused.status, 503)
      assert.equal(refused.headers.get('retry-after'), '5')
      small.stopWatching()
      assert.deepEqual(await events.rest(), [])
    } finally {
      await small.close()
    }
  })
})

describe('The event feed of a tenant', () => {
  it('The feed gives each event once, oldest first, under its id in streams', async () => {
    const { key } = await issueApiKey(api.deps.db, 'reader')
    const headers = { authorization: `Bearer ${key}` }
    assert.deepEqual(await feed('', headers), {
      object: 'list',
      data: [],
      first_id: null,
      last_id: null,
      has_more: false,
    })
    const video = await created(headers)
    await api.complete(taskIdOf(video), bytes)
    const page = await feed('?limit=2', headers)
    assert.deepEqual(
      page.data.map((event) => [event.type, event.data.id]),
      [
        ['video.queued', video.id],
        ['video.started', video.id],
      ],
    )
    assert.equal(page.has_more, true)
    const rest = await feed(`?limit=2&after=${page.last_id}`, headers)
    assert.deepEqual(
      rest.data.map((event) => event.type),
      ['video.completed'],
    )
    assert.equal(rest.has_more, false)
    const streamed = await readEvents(await api.call(`/v1/videos/${video.id}/events`, { headers })).rest()
    assert.deepEqual(
      streamed.map((event) => event.data),
      [...page.data, ...rest.data],
    )
    const stored = await api.deps.db
      .selectFrom('events')
      .select(['id', 'body'])
      .where('body', 'is not', null)
      .where('task_id', '=', taskIdOf(video))
      .executeTakeFirstOrThrow()
    assert.deepEqual(JSON.parse(stored.body as string), rest.data[0])
    assert.equal((await feed(`?after=${rest.last_id}`, headers)).data.length, 0)
  })

  it('The feed never skips an event whose transaction commits late', async () => {
    const { key } = await issueApiKey(api.deps.db, 'late')
    const headers = { authorization: `Bearer ${key}` }
    const taskId = taskIdOf(await created(headers))
    const write = (type: string) => ({ id: newEventId(), tenantId: 'late', taskId, type, body: null })
    const [written, commit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const early = write('video.started')
    const slow = api.deps.db.transaction().execute(async (trx) => {
      await insertEvent(trx, early, new Date())
      written.resolve()
      await commit.promise
    })
    await written.promise
    const later = write('video.released')
    await api.deps.db.transaction().execute((trx) => insertEvent(trx, later, new Date()))
    const before = await feed('', headers)
    assert.equal(before.last_id, later.id)
    commit.resolve()
    await slow
    const rest = await feed(`?after=${before.last_id}`, headers)
    assert.deepEqual(
      rest.data.map((event) => event.id),
      [early.id],
    )
  })

  it('The feed gives every event to each of several concurrent readers', async () => {
    const { key } = await issueApiKey(api.deps.db, 'crowd')
    const headers = { authorization: `Bearer ${key}` }
    const reading = Array.from({ length: 4 }, async () => {
      const seen: string[] = []
      while (seen.length < 20) {
        const page = await feed(`?limit=3${seen.length === 0 ? '' : `&after=${seen.at(-1)}`}`, headers)
        seen.push(...page.data.map((event) => event.id))
      }
      return seen
    })
    await Promise.all(Array.from({ length: 20 }, () => created(headers)))
    const lists = await Promise.all(reading)
    for (const list of lists) assert.deepEqual(list, lists[0])
    assert.equal(new Set(lists[0]).size, 20)
  })

  it('The feed refuses a cursor that is not an event of the tenant', async () => {
    const { key } = await issueApiKey(api.deps.db, 'curious')
    const foreign = (await feed()).first_id as string
    for (const after of [foreign, 'evt_nothing']) {
      const response = await api.call(`/v1/events?after=${after}`, {
        headers: { authorization: `Bearer ${key}` },
      })
      assert.equal(response.status, 400)
    }
  })
})
