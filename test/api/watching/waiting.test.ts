import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { taskIdOfVideo } from '#core/ids.ts'
import { prefersAsync, waitSecondsOf } from '#api/http/prefer.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { json, startApi, TEXT_MODEL, type TestApi, type VideoBody } from '#test/support/service/service.ts'
import { patient } from '#test/support/load/patience.ts'

let api: TestApi
before(async () => {
  api = await startApi({ models: [TEXT_MODEL] })
})
after(() => api?.close())

const bytes = { video: Buffer.from('a'), thumbnail: Buffer.from('b'), spritesheet: Buffer.from('c') }
const taskIdOf = (video: { id: string }): string => taskIdOfVideo(video.id) as string
const created = async (): Promise<VideoBody> => await json(await api.create({ prompt: 'x' }))
const prefer = (value: string): RequestInit => ({ headers: { prefer: value } })

describe('Requests with Prefer: wait', () => {
  it('A waiting GET is answered the moment the video ends, with Preference-Applied', async () => {
    const video = await created()
    const waiting = api.call(`/v1/videos/${video.id}`, prefer('respond-async, wait=30'))
    await api.watched(taskIdOf(video))
    await api.complete(taskIdOf(video), bytes)
    const endedAt = performance.now()
    const answer = await waiting
    assert.ok(performance.now() - endedAt < patient(900), 'sooner than the next look at the rows')
    assert.equal((await json(answer)).status, 'completed')
    assert.equal(answer.headers.get('preference-applied'), 'wait=30')
  })

  it('A waiting create is answered with 200 and the finished video', async () => {
    const earlier = await api.countTasks()
    const waiting = api.create({ prompt: 'x' }, { prefer: 'wait=30' })
    while ((await api.countTasks()) === earlier) await sleep(20)
    const { id } = await api.deps.db
      .selectFrom('tasks')
      .select('id')
      .orderBy('created_at', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    await api.watched(id)
    await api.complete(id, bytes)
    const answer = await waiting
    assert.equal(answer.status, 200)
    const video = await json(answer)
    assert.equal(video.status, 'completed')
    assert.equal(answer.headers.get('location'), `/v1/videos/${video.id}`)
  })

  it('Waiting repeats under one Idempotency-Key are answered when their video has ended', async () => {
    const headers = { prefer: 'wait=30', 'idempotency-key': 'wait-1' }
    const first = await json(await api.create({ prompt: 'x' }, { 'idempotency-key': 'wait-1' }))
    const taskId = taskIdOf(first)
    const waiting = [1, 2].map(() => api.create({ prompt: 'x' }, headers))
    await api.watched(taskId)
    await api.complete(taskId, bytes)
    const answers = await Promise.all(waiting)
    for (const answer of answers) {
      assert.equal(answer.status, 200)
      assert.equal((await json(answer)).status, 'completed')
      assert.equal(answer.headers.get('preference-applied'), 'wait=30')
      assert.equal(answer.headers.get('idempotent-replayed'), 'true')
    }
  })

  it('A wait that times out is answered with the current state of the video', async () => {
    const answer = await api.create({ prompt: 'x' }, { prefer: 'wait=1' })
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('preference-applied'), 'wait=1')
    const video = await json(answer)
    assert.equal(video.status, 'queued')
    const got = await api.call(`/v1/videos/${video.id}`, prefer('wait=0'))
    assert.equal((await json(got)).status, 'queued')
  })

  it('A wait ends with 404 when the video is deleted, and at once for another tenant’s video', async () => {
    const video = await created()
    const waiting = api.call(`/v1/videos/${video.id}`, prefer('wait=30'))
    await api.watched(taskIdOf(video))
    await lifecycle.deleteTask(api.deps, 'acme', taskIdOf(video))
    assert.equal((await waiting).status, 404)
    const { key } = await issueApiKey(api.deps.db, 'stranger')
    const mine = await created()
    const startedAt = performance.now()
    const theirs = await api.call(`/v1/videos/${mine.id}`, {
      headers: { prefer: 'wait=30', authorization: `Bearer ${key}` },
    })
    assert.equal(theirs.status, 404)
    assert.ok(performance.now() - startedAt < patient(5000))
  })

  it('A wait lasts at most 55 s and less than the timeout of the client', () => {
    const of = (headers: Record<string, string>) => waitSecondsOf({ headers })
    assert.equal(of({}), null)
    assert.equal(of({ prefer: 'respond-async' }), null)
    assert.equal(of({ prefer: 'wait=abc' }), null)
    assert.equal(of({ prefer: 'wait=7' }), 7)
    assert.equal(of({ prefer: 'respond-async; x=1, Wait = "8"; foo' }), 8)
    assert.equal(of({ prefer: 'wait=600' }), 55)
    assert.equal(of({ prefer: 'wait=600', 'x-stainless-timeout': '30' }), 29)
  })
})

describe('Requests with Prefer: respond-async', () => {
  it('A create that prefers respond-async is answered 202, each repeat of one key as it prefers', async () => {
    const key = { 'idempotency-key': 'async-1' }
    const answers = []
    for (const preferred of ['respond-async', 'handling=lenient', 'respond-async, wait=0'])
      answers.push(await api.create({ prompt: 'x' }, { ...key, prefer: preferred }))
    assert.deepEqual(
      answers.map(({ status, headers }) => [status, headers.get('preference-applied')]),
      [
        [202, 'respond-async'],
        [200, null],
        [202, 'respond-async, wait=0'],
      ],
    )
    const [first, second] = answers as [Response, Response]
    assert.equal(await first.text(), await second.text())
    for (const { headers } of answers)
      for (const name of ['location', 'retry-after', 'openai-poll-after-ms'])
        assert.notEqual(headers.get(name), null, name)
  })

  it('Remixes, extensions, reruns and batches are answered 200, and 202 where it is preferred', async () => {
    const video = await created()
    await api.complete(taskIdOf(video), bytes)
    const calls: [string, object][] = [
      [`/v1/videos/${video.id}/remix`, { prompt: 'y' }],
      [`/v1/videos/${video.id}/rerun`, {}],
      ['/v1/videos/batches', { items: [{ prompt: 'x' }] }],
    ]
    for (const [path, body] of calls)
      for (const [preferred, status] of [['', 200] as const, ['respond-async', 202] as const]) {
        const headers = { 'content-type': 'application/json', prefer: preferred }
        const answer = await api.call(path, { method: 'POST', headers, body: JSON.stringify(body) })
        assert.equal(answer.status, status, `${path} ${preferred}`)
        assert.match(answer.headers.get('location') ?? '', /^\/v1\/videos\//)
      }
  })

  it('The preference is read among others, with parameters, whatever its case', () => {
    const of = (prefer: string) => prefersAsync({ headers: { prefer } })
    for (const value of ['respond-async', 'wait=5, Respond-Async', 'respond-async; x=1, y'])
      assert.ok(of(value), value)
    for (const value of ['', 'respond-asynchronously', 'x=respond-async', 'wait=5'])
      assert.ok(!of(value), value)
  })
})

describe('Conditional requests', () => {
  it('A conditional GET gets 304 for an unchanged video and a new ETag after a change', async () => {
    const video = await created()
    const first = await api.call(`/v1/videos/${video.id}`)
    const etag = first.headers.get('etag') ?? ''
    assert.match(etag, /^"[\w-]{27}"$/)
    const conditional = { headers: { 'if-none-match': `"other", ${etag}` } }
    const same = await api.call(`/v1/videos/${video.id}`, conditional)
    assert.equal(same.status, 304)
    assert.equal(await same.text(), '')
    assert.equal(same.headers.get('etag'), etag)
    assert.match(same.headers.get('openai-poll-after-ms') ?? '', /^\d+$/)
    await api.complete(taskIdOf(video), bytes)
    const changed = await api.call(`/v1/videos/${video.id}`, conditional)
    assert.equal(changed.status, 200)
    assert.notEqual(changed.headers.get('etag'), etag)
    assert.equal((await json(changed)).status, 'completed')
  })
})
