import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { inputPrefix } from '#core/storage/asset-keys.ts'
import { taskIdOfVideo } from '#core/ids.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { json, startApi, type ProblemBody, type TestApi } from '#test/support/service/service.ts'
import { MANIFEST } from '#test/support/database/tasks.ts'

let api: TestApi
before(async () => {
  api = await startApi()
})
after(() => api?.close())

const rerun = (id: string, headers: Record<string, string> = {}) =>
  api.call(`/v1/videos/${id}/rerun`, { method: 'POST', headers })
const ASSETS = { video: Buffer.from('mp4'), thumbnail: Buffer.from('webp'), spritesheet: Buffer.from('jpg') }

async function inputOf(videoId: string): Promise<Buffer> {
  const row = await api.deps.db
    .selectFrom('tasks')
    .select('input_key')
    .where('id', '=', taskIdOfVideo(videoId) as string)
    .executeTakeFirstOrThrow()
  assert.ok(row.input_key?.startsWith(inputPrefix(taskIdOfVideo(videoId) as string)))
  const found = await api.deps.storage.read(row.input_key as string)
  const chunks: Buffer[] = []
  for await (const chunk of found?.body ?? []) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

describe('Rerunning a video', () => {
  it('A rerun is a new video with the parameters, seed and input of its source', async () => {
    const source = await json(
      await api.createForm({
        prompt: 'a cup',
        size: '96x64',
        num_frames: '5',
        num_inference_steps: '9',
        easy_cache: 'true',
        'metadata[order]': 'A-1',
      }),
    )
    await api.complete(taskIdOfVideo(source.id) as string, ASSETS)
    const response = await rerun(source.id)
    assert.equal(response.status, 200)
    const again = await json(response)
    assert.equal(response.headers.get('location'), `/v1/videos/${again.id}`)
    assert.notEqual(again.id, source.id)
    assert.equal(again.status, 'queued')
    assert.equal(again.rerun_of, source.id)
    for (const field of [
      'prompt',
      'negative_prompt',
      'model',
      'size',
      'num_frames',
      'fps',
      'seed',
      'easy_cache',
    ] as const)
      assert.equal(again[field], source[field], field)
    assert.deepEqual(again.metadata, { order: 'A-1' })
    assert.equal(again.easy_cache, 0.05)

    const bytes = await inputOf(again.id)
    assert.ok(bytes.length > 100)
    assert.deepEqual(bytes, await inputOf(source.id))
    // The rerun outlives its source.
    await api.call(`/v1/videos/${source.id}`, { method: 'DELETE' })
    assert.equal((await api.call(`/v1/videos/${again.id}`)).status, 200)
  })

  it('A rerun repeats its answer for the same Idempotency-Key and makes one video', async () => {
    const source = await json(await api.createForm({ prompt: 'x', size: '64x64', num_frames: '5' }))
    const headers = { 'idempotency-key': 'again' }
    const [first, second] = [await rerun(source.id, headers), await rerun(source.id, headers)]
    assert.equal(second.headers.get('idempotent-replayed'), 'true')
    assert.deepEqual(await json(second), await json(first))
    const other = await json(await api.createForm({ prompt: 'y', size: '64x64', num_frames: '5' }))
    const reused = await rerun(other.id, headers)
    assert.equal(reused.status, 422)
    assert.equal((await json<ProblemBody>(reused)).code, 'idempotency_key_reused')
  })

  it('A rerun is refused without a video of the tenant, its input and its model', async () => {
    const source = await json(await api.createForm({ prompt: 'x', size: '64x64', num_frames: '5' }))
    const { key } = await issueApiKey(api.deps.db, 'somebody-else')
    assert.equal((await rerun(source.id, { authorization: `Bearer ${key}` })).status, 404)
    assert.equal((await rerun(`video_${'0'.repeat(32)}`)).status, 404)

    const count = await api.countTasks()
    const taskId = taskIdOfVideo(source.id) as string
    await api.deps.db.updateTable('tasks').set({ model: 'retired' }).where('id', '=', taskId).execute()
    const retired = await rerun(source.id)
    assert.equal(retired.status, 400)
    assert.equal((await json<ProblemBody>(retired)).code, 'model_not_found')

    await api.deps.db.updateTable('tasks').set({ model: source.model }).where('id', '=', taskId).execute()
    for await (const { key: stored } of api.deps.storage.list(inputPrefix(taskId)))
      await api.deps.storage.remove([stored])
    const expired = await rerun(source.id)
    assert.equal(expired.status, 410)
    assert.equal((await json<ProblemBody>(expired)).code, 'video_expired')
    assert.equal(await api.countTasks(), count)
  })
})

describe('The body of a rerun', () => {
  const send = async (id: string, init: RequestInit) =>
    await api.call(`/v1/videos/${id}/rerun`, { method: 'POST', ...init })
  const inJson = (value: unknown): RequestInit => ({
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  })
  let id: string
  before(async () => {
    id = (await json(await api.createForm({ prompt: 'x', size: '64x64', num_frames: '5' }))).id
  })

  it('may be absent, empty or without a word', async () => {
    for (const init of [
      {},
      { body: '' },
      { headers: { 'content-type': 'application/json' } },
      inJson({}),
      inJson({ seed: null, model: '', n: 1, extra_body: {} }),
      { body: new URLSearchParams() },
    ]) {
      const response = await send(id, init)
      assert.equal(response.status, 200, `${JSON.stringify(init)} ${await response.text()}`)
    }
  })

  it('has no fields: each is refused by its name, in every format', async () => {
    const count = await api.countTasks()
    const file = new FormData()
    file.set('image', new Blob(['x'], { type: 'image/png' }), 'a.png')
    const bodies: readonly (readonly [RequestInit, string])[] = [
      [inJson({ seed: 5 }), 'seed'],
      [inJson({ prompt: 'y' }), 'prompt'],
      [inJson({ extra_body: { extra_params: { width: 64, height: 64 } } }), 'width'],
      [inJson({ metadata: { a: '1' } }), 'metadata'],
      [inJson({ colour: 'red' }), 'colour'],
      [{ body: new URLSearchParams({ fps: '8' }) }, 'fps'],
      [{ body: file }, 'image'],
    ]
    for (const [init, param] of bodies) {
      const response = await send(id, init)
      const { error } = (await response.json()) as { error: { code: string; param: string; message: string } }
      assert.deepEqual([response.status, error.param], [400, param], error.message)
    }
    const { error } = (await (await send(id, inJson({ seed: 5 }))).json()) as { error: { message: string } }
    assert.match(error.message, /`seed` is not taken here: .*`POST \/v1\/videos`/)
    assert.equal((await send(id, { body: 'seed=5', headers: { 'content-type': 'text/plain' } })).status, 415)
    assert.equal((await send(id, { ...inJson({}), body: '{' })).status, 400)
    assert.equal(await api.countTasks(), count)
  })
})

describe('The manifest of a video', () => {
  it('A completed video shows its manifest', async () => {
    const source = await json(await api.createForm({ prompt: 'x', size: '64x64', num_frames: '5' }))
    assert.equal(source.manifest, null)
    await api.complete(taskIdOfVideo(source.id) as string, ASSETS)
    const { manifest } = await json(await api.call(`/v1/videos/${source.id}`))
    assert.deepEqual(manifest?.files, MANIFEST.files)
    assert.equal(manifest?.size, '96x64')
    assert.deepEqual(manifest?.inputs, {
      first_frame: MANIFEST.inputs.firstFrame,
      last_frame: null,
      preceding_video: null,
    })
  })
})
