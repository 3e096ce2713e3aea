import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { taskIdOfVideo } from '#core/ids.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import {
  json,
  startApi,
  TEXT_MODEL,
  type ProblemBody,
  type TestApi,
  type VideoBody,
} from '#test/support/service/service.ts'

interface Page {
  data: VideoBody[]
  last_id: string | null
  has_more: boolean
}

let api: TestApi
before(async () => {
  api = await startApi({ models: [TEXT_MODEL, { ...TEXT_MODEL, id: 'd-text' }] })
})
after(() => api?.close())

/** The calls of a new tenant, so that tests do not see each other's videos. */
async function asTenant(tenant: string) {
  const { key } = await issueApiKey(api.deps.db, tenant)
  const authorization = { authorization: `Bearer ${key}` }
  const list = async (query: string): Promise<Page> => {
    const answer = await api.call(`/v1/videos?${query}`, { headers: authorization })
    assert.equal(answer.status, 200, await answer.clone().text())
    return await json<Page>(answer)
  }
  return {
    list,
    prompts: async (query: string) => (await list(query)).data.map((video) => video.prompt),
    create: async (prompt: string, fields: object = {}) => {
      const video = await json(await api.create({ prompt, model: 'c-text', ...fields }, authorization))
      api.clock.advance(1000)
      return video
    },
  }
}

async function start(video: VideoBody): Promise<void> {
  const taskId = taskIdOfVideo(video.id) as string
  const { job_id: jobId } = await api.deps.db
    .selectFrom('tasks')
    .select('job_id')
    .where('id', '=', taskId)
    .executeTakeFirstOrThrow()
  await lifecycle.start(api.deps, { taskId, jobId, retryCount: 0 })
}
const cancel = (tenant: string, video: VideoBody) =>
  lifecycle.cancel(api.deps, tenant, taskIdOfVideo(video.id) as string)

describe('Filtering the list of videos', () => {
  it('Videos can be filtered by status, model and creation time, alone or combined', async () => {
    const { create, prompts } = await asTenant('chooser')
    await create('a')
    const b = await create('b')
    const c = await create('c', { model: 'd-text' })
    const d = await create('d', { model: 'd-text' })
    await start(b)
    await cancel('chooser', c)
    assert.deepEqual(await prompts('status=queued'), ['d', 'a'])
    assert.deepEqual(await prompts('status=in_progress'), ['b'])
    assert.deepEqual(await prompts('status=failed'), ['c'])
    assert.deepEqual(await prompts('status=completed'), [])
    assert.deepEqual(await prompts('model=d-text&order=asc'), ['c', 'd'])
    assert.deepEqual(await prompts('model=d-text&status=queued'), ['d'])
    for (const name of ['D-TEXT', 'Wan-AI/d-text', 'wan-ai/D-Text-Diffusers'])
      assert.deepEqual(await prompts(`model=${encodeURIComponent(name)}`), ['d', 'c'], name)
    assert.deepEqual(await prompts('model=SORA-2'), await prompts('model=c-text'))
    assert.deepEqual(await prompts('model=sora-2'), ['b', 'a'])
    assert.deepEqual(await prompts('model=unheard-of'), [])
    assert.deepEqual(await prompts(`created_after=${c.created_at}`), ['d', 'c'])
    assert.deepEqual(await prompts(`created_before=${c.created_at}`), ['b', 'a'])
    assert.deepEqual(await prompts(`created_after=${b.created_at}&created_before=${d.created_at}`), [
      'c',
      'b',
    ])
    assert.deepEqual(await prompts(`created_after=${d.created_at}&model=c-text`), [])
  })

  it('Videos can be filtered by metadata with any characters', async () => {
    const { create, prompts } = await asTenant('metadata')
    const odd = { 'my.key': 'a&b=c+d %41', 'q"\'': 'ü]' }
    await create('a', { metadata: { order: 'A-1', colour: 'red' } })
    await create('b', { metadata: { order: 'A-2', colour: 'red' } })
    await create('c', { metadata: odd })
    await create('d')
    const pairs = (metadata: Record<string, string>): string =>
      Object.entries(metadata)
        .map((pair) => pair.map(encodeURIComponent))
        .map(([key, value]) => `metadata%5B${key}%5D=${value}`)
        .join('&')
    assert.deepEqual(await prompts(pairs({ colour: 'red' })), ['b', 'a'])
    assert.deepEqual(await prompts(pairs({ colour: 'red', order: 'A-1' })), ['a'])
    assert.deepEqual(await prompts('metadata[order]=A-2'), ['b'])
    assert.deepEqual(await prompts(pairs({ colour: 'Red' })), [])
    assert.deepEqual(await prompts(pairs(odd)), ['c'])
    assert.deepEqual(await prompts(pairs({ 'my.key': 'a' })), [])
    assert.equal((await prompts('limit=10')).length, 4)
  })

  it('A filtered list shows each match once while videos are created and cancelled', async () => {
    const { create, list } = await asTenant('pager')
    const mine: VideoBody[] = []
    for (let i = 0; i < 8; i++) {
      mine.push(await create(`mine ${i}`, { metadata: { for: 'me' } }))
      await create(`other ${i}`, { metadata: { for: 'you' } })
    }
    for (const order of ['asc', 'desc'] as const) {
      const seen: string[] = []
      let cursor = ''
      for (let pages = 0; ; pages++) {
        const page = await list(`limit=3&order=${order}&status=queued&metadata[for]=me${cursor}`)
        seen.push(...page.data.map((video) => video.id))
        // The last video of the page stops matching, and a new match appears at the other end.
        if (pages === 0 && order === 'desc') {
          await cancel('pager', page.data.at(-1) as VideoBody)
          await create('late', { metadata: { for: 'me' } })
        }
        if (!page.has_more) break
        cursor = `&after=${page.last_id}`
      }
      const ids = mine.map((video) => video.id)
      assert.deepEqual(seen, order === 'asc' ? ids : ids.toReversed())
    }
  })

  it('A filter never finds the videos of another tenant', async () => {
    const owner = await asTenant('owner')
    const rival = await asTenant('rival')
    const video = await owner.create('secret', { metadata: { order: 'S-1' } })
    for (const query of [
      'metadata[order]=S-1',
      'status=queued',
      'model=c-text',
      `created_after=${video.created_at}`,
      `status=queued&after=${video.id}`,
    ])
      assert.deepEqual(await rival.prompts(query), [], query)
    assert.deepEqual(await owner.prompts('metadata[order]=S-1'), ['secret'])
  })

  it('A wrong or unknown filter is refused by name', async () => {
    for (const [query, param] of [
      ['status=cancelled', 'status'],
      ['status=', 'status'],
      ['status=queued&status=failed', 'status'],
      ['model=', 'model'],
      ['model=%00', 'model'],
      [`model=${'x'.repeat(201)}`, 'model'],
      ['batch_id=7', 'batch_id'],
      ['batch_id=video_00000000000000000000000000000000', 'batch_id'],
      ['created_after=yesterday', 'created_after'],
      ['created_after=-1', 'created_after'],
      ['created_before=1.5', 'created_before'],
      ['created_before=99999999999999', 'created_before'],
      ['metadata=x', 'metadata'],
      ['metadata[a]=1&metadata[a]=2', 'metadata'],
      [`metadata[${'k'.repeat(65)}]=1`, 'metadata'],
      [`metadata[a]=${'v'.repeat(513)}`, 'metadata'],
      ['metadata[a]=%00', 'metadata'],
      [Array.from({ length: 17 }, (_, i) => `metadata[k${i}]=1`).join('&'), 'metadata'],
      ['metadata[]=1', 'metadata[]'],
      ['limit=1&status[a]=queued', 'status[a]'],
    ] as const) {
      const answer = await api.call(`/v1/videos?${query}`)
      const shown = query.slice(0, 60)
      assert.equal(answer.status, 400, shown)
      const { code, error, errors } = await json<ProblemBody>(answer)
      assert.equal(code, 'invalid_request', shown)
      assert.equal(error.param, param, shown)
      assert.equal(errors[0]?.pointer, `/query/${param}`, shown)
    }
  })
})
