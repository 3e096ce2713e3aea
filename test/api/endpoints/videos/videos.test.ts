import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { taskIdOfVideo } from '#core/ids.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { completionAt } from '#test/support/database/tasks.ts'
import { deleteWorker, recordHeartbeat } from '#core/store/workers.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import {
  json,
  startApi,
  type ProblemBody,
  type TestApi,
  type VideoBody,
} from '#test/support/service/service.ts'

let api: TestApi
before(async () => {
  api = await startApi()
})
after(() => api?.close())

interface Page {
  data: VideoBody[]
  first_id: string | null
  last_id: string | null
  has_more: boolean
}

/** The calls of a new tenant, so that tests do not see each other's videos. */
async function asTenant(tenant: string) {
  const { key } = await issueApiKey(api.deps.db, tenant)
  const headers = { authorization: `Bearer ${key}` }
  return {
    call: (pathname: string, init: RequestInit = {}) => api.call(pathname, { ...init, headers }),
    submit: async (prompt = 'x') =>
      await json(await api.createForm({ prompt, size: '64x64', num_frames: '5' }, headers)),
  }
}

async function startedBy(videoId: string) {
  const taskId = taskIdOfVideo(videoId) as string
  const row = await api.deps.db
    .selectFrom('tasks')
    .selectAll()
    .where('id', '=', taskId)
    .executeTakeFirstOrThrow()
  const started = await lifecycle.start(api.deps, { taskId, jobId: row.job_id, retryCount: 0 })
  assert.equal(started.outcome, 'started')
  return started
}

describe('Listing videos', () => {
  it('The list of videos pages through every video once in either order', async () => {
    const { call, submit } = await asTenant('lister')
    const made: string[] = []
    for (let i = 0; i < 5; i++) {
      made.push((await submit(`video ${i}`)).id)
      api.clock.advance(10)
    }
    for (const order of ['asc', 'desc']) {
      const seen: string[] = []
      let after = ''
      for (;;) {
        const page = await json<Page>(await call(`/v1/videos?limit=2&order=${order}${after}`))
        assert.equal(page.first_id, page.data[0]?.id)
        assert.equal(page.last_id, page.data.at(-1)?.id)
        seen.push(...page.data.map((video) => video.id))
        if (!page.has_more) break
        after = `&after=${page.last_id}`
      }
      assert.deepEqual(seen, order === 'asc' ? made : made.toReversed())
    }
  })

  it('A list shows no manifests: a video is read by its id for its own', async () => {
    const { call, submit } = await asTenant('completed')
    const { id } = await submit()
    const { claim } = await startedBy(id)
    await lifecycle.complete(api.deps, claim, completionAt('results/'))
    const [listed] = (await json<Page>(await call('/v1/videos'))).data
    const read = await json(await call(`/v1/videos/${id}`))
    assert.equal(read.manifest?.model, completionAt('results/').manifest.model)
    assert.deepEqual(listed, { ...read, manifest: null })
  })

  it('An empty list of videos keeps its full shape, and a limit of 0 is accepted', async () => {
    const { call, submit } = await asTenant('nobody')
    const empty = { object: 'list', data: [], first_id: null, last_id: null, has_more: false }
    assert.deepEqual(await json<Page>(await call('/v1/videos')), empty)
    await submit()
    assert.deepEqual((await json<Page>(await call('/v1/videos?limit=0'))).data, [])
    assert.equal((await json<Page>(await call('/v1/videos'))).data.length, 1)
  })

  it('Unknown query parameters are ignored and named where nothing is made', async () => {
    const { id } = await json<{ id: string }>(await api.createForm({ prompt: 'x' }))
    for (const [path, method] of [
      ['/v1/videos?_=1&api-version=2024-10-21&limit=1', 'GET'],
      [`/v1/videos/${id}?_=1&api-version=2024-10-21`, 'GET'],
      [`/v1/videos/${id}?_=1&api-version=2024-10-21`, 'DELETE'],
    ] as const) {
      const response = await api.call(path, { method })
      assert.equal(response.status, 200, `${method} ${path}`)
      assert.equal(response.headers.get('x-ignored-query-parameters'), '_, api-version')
    }
    const odd = await api.call('/v1/videos?a%0D%0Ab=1&%00=2')
    assert.equal(odd.headers.get('x-ignored-query-parameters'), 'a%0D%0Ab, %00')
    const create = await api.call('/v1/videos?dry_runn=true', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"prompt":"x"}',
    })
    assert.equal(create.status, 400, 'a create with a misspelt parameter is not made')
  })

  it('The page after an unknown video is empty', async () => {
    for (const after of ['nonsense', `video_${'0'.repeat(32)}`]) {
      const page = await json<Page>(await api.call(`/v1/videos?after=${after}`))
      assert.deepEqual([page.data, page.first_id, page.last_id, page.has_more], [[], null, null, false])
    }
  })

  it('A wrong parameter of the list is refused with its name and what it permits', async () => {
    for (const [query, param, message] of [
      ['limit=101', 'limit', /`limit` must be a whole number from 0 to 100, not 101/],
      ['limit=-1', 'limit', /from 0 to 100/],
      ['limit=ten', 'limit', /from 0 to 100/],
      ['order=up', 'order', /one of `asc`, `desc`/],
      ['limit[a]=2', 'limit[a]', /is not a parameter/],
    ] as const) {
      const response = await api.call(`/v1/videos?${query}`)
      assert.equal(response.status, 400, query)
      const problem = await json<ProblemBody>(response)
      assert.match(problem.detail, message)
      assert.equal(problem.error.param, param)
      assert.equal(problem.errors[0]?.pointer, `/query/${param}`)
    }
  })
})

describe('Retrieving a video', () => {
  it('A running video shows its phase and step, and when to poll again', async () => {
    const { call, submit } = await asTenant('watcher')
    const { id } = await submit()
    const { claim } = await startedBy(id)
    await lifecycle.progress(api.deps, claim, {
      phase: 'denoise',
      step: 3,
      progress: 40,
      etaAt: new Date(api.clock.now().getTime() + 100_000),
    })
    const response = await call(`/v1/videos/${id}`)
    const video = await json(response)
    assert.equal(video.status, 'in_progress')
    assert.deepEqual([video.phase, video.step, video.steps, video.progress], ['denoise', 3, 8, 40])
    assert.equal(video.queue_position, null)
    assert.equal(video.eta_seconds, 100)
    assert.equal(response.headers.get('openai-poll-after-ms'), '5000')
    assert.equal(response.headers.get('retry-after'), '5')
    assert.equal(response.headers.get('cache-control'), 'private, no-cache')
  })

  it('A failed video is answered 200 with its error and no time to poll again', async () => {
    const { call, submit } = await asTenant('unlucky')
    const { id } = await submit()
    const { claim } = await startedBy(id)
    await lifecycle.fail(api.deps, claim, { code: 'invalid_input', message: 'No.', retryable: false })
    const response = await call(`/v1/videos/${id}`)
    const video = await json(response)
    assert.equal(response.status, 200)
    assert.equal(video.status, 'failed')
    assert.deepEqual(video.error, { code: 'invalid_input', message: 'No.' })
    assert.equal(response.headers.get('retry-after'), null)
    assert.equal(response.headers.get('openai-poll-after-ms'), null)
  })
})

describe('Cancelling a video', () => {
  it('Cancelling a queued video takes effect at once and can be repeated', async () => {
    const { call, submit } = await asTenant('changed-mind')
    const { id } = await submit()
    for (let i = 0; i < 2; i++) {
      const response = await call(`/v1/videos/${id}/cancel`, { method: 'POST' })
      const video = await json(response)
      assert.equal(response.status, 200)
      assert.equal(video.status, 'failed')
      assert.equal(video.error?.code, 'cancelled')
    }
    const content = await call(`/v1/videos/${id}/content`)
    assert.equal(content.status, 409)
    assert.equal((await json<ProblemBody>(content)).code, 'video_failed')
  })

  it('Cancelling a running video is recorded, and cancelling a failed one is refused', async () => {
    const { call, submit } = await asTenant('late')
    const { id } = await submit()
    await startedBy(id)
    const running = await json(await call(`/v1/videos/${id}/cancel`, { method: 'POST' }))
    assert.equal(running.status, 'in_progress')
    assert.ok(running.cancel_requested_at)

    const { id: failed } = await submit()
    const { claim } = await startedBy(failed)
    await lifecycle.fail(api.deps, claim, { code: 'invalid_input', message: 'No.', retryable: false })
    const response = await call(`/v1/videos/${failed}/cancel`, { method: 'POST' })
    assert.equal(response.status, 409)
    assert.equal((await json<ProblemBody>(response)).code, 'not_cancellable')
    assert.equal(response.headers.get('x-should-retry'), 'false')
  })
})

describe('Deleting a video', () => {
  it('A deleted video disappears for good, whether it was queued or running', async () => {
    const { call, submit } = await asTenant('tidy')
    const queued = await submit()
    const running = await submit()
    await startedBy(running.id)
    for (const { id } of [queued, running]) {
      const response = await call(`/v1/videos/${id}`, { method: 'DELETE' })
      assert.deepEqual(await response.json(), { id, object: 'video.deleted', deleted: true })
      assert.equal((await call(`/v1/videos/${id}`)).status, 404)
      assert.equal((await call(`/v1/videos/${id}`, { method: 'DELETE' })).status, 404)
    }
    assert.equal((await json<Page>(await call('/v1/videos'))).data.length, 0)
  })
})

describe('Listing models', () => {
  it('The list of models shows every registered model with its limits', async () => {
    const { data } = await json<{ data: { id: string; limits: { max_frames: number } }[] }>(
      await api.call('/v1/models'),
    )
    assert.deepEqual(
      data.map((model) => model.id),
      ['a-tiny-i2v', 'b-strict-i2v', 'c-text'],
    )
    assert.equal(data[0]?.limits.max_frames, 33)
  })

  it('A model says whether a live worker serves it, in the list and by itself', async () => {
    const served = async (): Promise<(boolean | undefined)[]> => {
      const { data } = await json<{ data: { id: string; served: boolean }[] }>(await api.call('/v1/models'))
      const own = await json<{ served: boolean }>(await api.call('/v1/models/c-text'))
      assert.equal(own.served, data.find(({ id }) => id === 'c-text')?.served)
      return data.map((model) => model.served)
    }
    assert.deepEqual(await served(), [false, false, false])
    const worker = {
      id: randomUUID(),
      host: 'here',
      devices: ['cpu'],
      deviceClasses: ['cpu'],
      models: ['c-text'],
      startedAt: new Date(),
    }
    await recordHeartbeat(api.deps.db, worker, new Date())
    try {
      assert.deepEqual(await served(), [false, false, true])
    } finally {
      await deleteWorker(api.deps.db, worker.id)
    }
    assert.deepEqual(await served(), [false, false, false])
  })
})

describe('Unknown paths and methods', () => {
  it('An unknown path is answered 404 and an unsupported method 405, as a problem', async () => {
    const nowhere = await api.call('/v1/nowhere')
    assert.equal(nowhere.status, 404)
    assert.equal((await json<ProblemBody>(nowhere)).code, 'not_found')
    const put = await api.call('/v1/videos', { method: 'PUT' })
    assert.equal(put.status, 405)
    assert.equal(put.headers.get('allow'), 'POST, GET, HEAD')
    assert.equal((await api.call('/v1/videos/%E0%A4%A')).status, 404)
  })
})
