import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import sharp from 'sharp'
import { taskPrefix } from '#core/storage/asset-keys.ts'
import { modelRevision } from '#core/task/cache-key.ts'
import { taskIdOfVideo } from '#core/ids.ts'
import * as lifecycle from '#core/lifecycle/lifecycle.ts'
import { setModelRevision } from '#core/store/model-revisions.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { json, startApi, type TestApi, type VideoBody } from '#test/support/service/service.ts'
import { MANIFEST } from '#test/support/database/tasks.ts'
import { closeAfter } from '#test/support/closing.ts'

const ASSETS = { video: Buffer.from('mp4'), thumbnail: Buffer.from('webp'), spritesheet: Buffer.from('jpg') }
const BODY = { model: 'c-text', prompt: 'waves roll in', size: '96x64', num_inference_steps: 10 }
const HIT = 'wan; hit'
const MISS = 'wan; fwd=miss; stored'

let api: TestApi
before(async () => {
  api = await startApi({ env: { GPU_SECONDS_PER_DAY: '100000' } })
  for (const model of ['a-tiny-i2v', 'b-strict-i2v', 'c-text'])
    await setModelRevision(api.deps.db, model, modelRevision(MANIFEST), api.clock.now())
})
after(() => api?.close())

const idOf = (video: VideoBody): string => taskIdOfVideo(video.id) as string
const status = (response: Response): string | null => response.headers.get('cache-status')
let seed = 1000
/** A finished video with a seed of its own. */
async function finished(fields: object = {}): Promise<{ video: VideoBody; body: Record<string, unknown> }> {
  const body = { ...BODY, seed: (seed += 1), ...fields }
  const response = await api.create(body)
  assert.equal(response.status, 200)
  assert.equal(status(response), MISS)
  const video = await json(response)
  await api.complete(idOf(video), ASSETS)
  return { video, body }
}
const remove = (video: VideoBody) => api.call(`/v1/videos/${video.id}`, { method: 'DELETE' })
async function purge(video: VideoBody): Promise<void> {
  for await (const { key } of api.deps.storage.list(taskPrefix(idOf(video))))
    await api.deps.storage.remove([key])
  await lifecycle.recordFilesDeleted(api.deps, idOf(video))
}
async function contentOf(video: VideoBody, variant: string): Promise<string> {
  const response = await api.call(`/v1/videos/${video.id}/content?variant=${variant}`)
  assert.equal(response.status, 200, variant)
  return await response.text()
}

describe('Repeated requests with the result cache', () => {
  it('A cached video completes at once without a job and owns copies of the files', async () => {
    const { video, body } = await finished({ webhook_url: 'https://hooks.example.com/x' })
    const response = await api.create(
      { ...body, webhook_url: 'https://hooks.example.com/y', metadata: { a: 'b' } },
      // What has ended already is 200 for everyone.
      { prefer: 'respond-async' },
    )
    assert.equal(response.status, 200)
    assert.equal(status(response), HIT)
    assert.equal(response.headers.get('location'), `/v1/videos/${(await json(response.clone())).id}`)
    const hit = await json(response)
    assert.notEqual(hit.id, video.id)
    assert.deepEqual(
      [hit.status, hit.progress, hit.cached_from, hit.attempts],
      ['completed', 100, video.id, 0],
    )
    assert.deepEqual([hit.metadata, hit.webhook_url], [{ a: 'b' }, 'https://hooks.example.com/y'])
    assert.deepEqual(hit.manifest?.files, MANIFEST.files)

    const { rows: jobs } = await sql<{ name: string; kind: string | null }>`
      select name, data->>'kind' as kind from pgboss.job where data->>'taskId' = ${idOf(hit)}`.execute(
      api.deps.db,
    )
    assert.deepEqual(jobs, [{ name: 'maintenance', kind: 'expire' }])
    const events = await api.deps.db
      .selectFrom('events')
      .select('type')
      .where('task_id', '=', idOf(hit))
      .orderBy('seq')
      .execute()
    assert.deepEqual(
      events.map((event) => event.type),
      ['video.queued', 'video.completed'],
    )
    const delivery = await api.deps.db
      .selectFrom('webhook_deliveries')
      .select('url')
      .where('task_id', '=', idOf(hit))
      .execute()
    assert.deepEqual(delivery, [{ url: 'https://hooks.example.com/y' }])
    const row = await api.deps.db
      .selectFrom('tasks')
      .select('gpu_seconds')
      .where('id', '=', idOf(hit))
      .executeTakeFirstOrThrow()
    assert.equal(row.gpu_seconds, 0)

    await remove(video)
    await purge(video)
    assert.equal(await contentOf(hit, 'video'), 'mp4')
    assert.equal(await contentOf(hit, 'thumbnail'), 'webp')
    assert.equal(await contentOf(hit, 'spritesheet'), 'jpg')
    assert.equal(await contentOf(hit, 'preview'), 'webp')
    // A cached video is found like any other.
    const next = await api.create(body)
    assert.deepEqual([status(next), (await json(next)).cached_from], [HIT, hit.id])
  })

  it('A cached video has a copy of the preview image', async () => {
    const body = { ...BODY, seed: (seed += 1) }
    const video = await json(await api.create(body))
    const row = await api.deps.db
      .selectFrom('tasks')
      .select('job_id')
      .where('id', '=', idOf(video))
      .executeTakeFirstOrThrow()
    const key = `${taskPrefix(idOf(video))}preview/1-5.webp`
    const stored = await api.deps.storage.put(key, Buffer.from('picture'), { contentType: 'image/webp' })
    const asset = { key, contentType: 'image/webp', sizeBytes: stored.sizeBytes, sha256: stored.sha256! }
    await api.complete(idOf(video), ASSETS)
    await api.deps.db
      .updateTable('tasks')
      .set({ preview: JSON.stringify(asset) })
      .where('id', '=', idOf(video))
      .execute()
    assert.ok(row.job_id)
    const hit = await json(await api.create(body))
    await purge(video)
    assert.equal(await contentOf(hit, 'preview'), 'picture')
  })

  it('A cached video outlives its source', async () => {
    const { video, body } = await finished()
    api.clock.advance(1_800_000)
    const hit = await json(await api.create(body))
    api.clock.advance(1_800_000)
    assert.equal((await api.call(`/v1/videos/${video.id}/content`)).status, 410)
    assert.equal(await contentOf(hit, 'video'), 'mp4')
    assert.ok(hit.expires_at! - video.created_at >= 3600 + 1800)
  })

  it('A cached answer is repeated under its Idempotency-Key and ends a wait at once', async () => {
    const { body } = await finished()
    const headers = { 'idempotency-key': 'cached-1' }
    const [first, second] = [await api.create(body, headers), await api.create(body, headers)]
    assert.deepEqual([status(first), status(second), second.status], [HIT, HIT, 200])
    assert.deepEqual(await json(second), await json(first))
    const waited = await api.create(body, { Prefer: 'wait=20' })
    assert.deepEqual([waited.status, status(waited)], [200, HIT])
  })

  it('Many simultaneous equal requests each get a cached video of their own', async () => {
    const { video, body } = await finished()
    const videos = await Promise.all(
      Array.from({ length: 20 }, async () => await json(await api.create(body))),
    )
    assert.equal(new Set(videos.map(({ id }) => id)).size, 20)
    await remove(video)
    await purge(video)
    for (const each of videos) assert.equal(await contentOf(each, 'video'), 'mp4')
  })

  it('The result cache compares input images by their pixels', async () => {
    const fields = { prompt: 'steam', size: '96x64', num_frames: '5', seed: String((seed += 1)) }
    const first = await json(await api.createForm(fields))
    await api.complete(idOf(first), ASSETS)
    const again = await api.createForm(fields)
    assert.deepEqual([status(again), (await json(again)).cached_from], [HIT, first.id])
    const png = await sharp({ create: { width: 96, height: 64, channels: 3, background: 'red' } })
      .png()
      .toBuffer()
    const image_url = `data:image/png;base64,${png.toString('base64')}`
    const other = await api.create({ ...fields, input_reference: { image_url } })
    assert.deepEqual([other.status, status(other)], [200, MISS])
  })
})

describe('Misses of the result cache', () => {
  const changes: Record<string, unknown> = {
    prompt: 'waves roll out',
    negative_prompt: 'dark',
    size: '64x64',
    num_frames: 9,
    fps: 12,
    num_inference_steps: 11,
    guidance_scale: 6,
    guidance_scale_2: 5,
    flow_shift: 2,
    easy_cache: true,
    seed: 999,
  }
  for (const [field, value] of Object.entries(changes))
    it(`A request with another ${field} misses the result cache`, async () => {
      const { body } = await finished()
      const response = await api.create({ ...body, [field]: value })
      assert.equal(status(response), MISS)
      assert.equal((await json(response)).cached_from, null)
    })

  it('A request without a seed bypasses the result cache, but its video can be found by seed', async () => {
    const unseeded = await api.create(BODY)
    assert.equal(status(unseeded), 'wan; fwd=bypass; stored; detail=no-seed')
    const video = await json(unseeded)
    await api.complete(idOf(video), ASSETS)
    assert.notEqual(status(await api.create(BODY)), HIT)
    assert.equal(status(await api.create({ ...BODY, seed: video.seed })), HIT)
  })

  it('A request with `cache: false` neither reads nor fills the result cache', async () => {
    const { body } = await finished()
    const response = await api.create({ ...body, cache: false })
    assert.deepEqual([response.status, status(response)], [200, 'wan; fwd=bypass'])
    const fresh = { ...BODY, seed: (seed += 1) }
    await api.complete(idOf(await json(await api.create({ ...fresh, cache: false }))), ASSETS)
    assert.equal(status(await api.create(fresh)), MISS)
  })

  it('A tenant never gets a cached result of another tenant', async () => {
    const { body } = await finished()
    const { key } = await issueApiKey(api.deps.db, 'somebody-else')
    assert.equal(status(await api.create(body, { authorization: `Bearer ${key}` })), MISS)
  })

  it('A deleted, expired, failed or unfinished video, or one with missing files, is not reused', async () => {
    const deleted = await finished()
    await remove(deleted.video)
    assert.equal(status(await api.create(deleted.body)), MISS)

    const expired = await finished()
    api.clock.advance(3_595_000)
    assert.equal(status(await api.create(expired.body)), MISS)

    const failed = { ...BODY, seed: (seed += 1) }
    const { id } = await json(await api.create(failed))
    assert.equal(status(await api.create(failed)), MISS)
    await api.call(`/v1/videos/${id}/cancel`, { method: 'POST' })
    assert.equal(status(await api.create(failed)), MISS)

    const lost = await finished()
    await api.deps.storage.remove([`${taskPrefix(idOf(lost.video))}1/thumbnail.webp`])
    const response = await api.create(lost.body)
    assert.equal(status(response), MISS)
    const left: string[] = []
    for await (const { key } of api.deps.storage.list(taskPrefix(idOf(await json(response))))) left.push(key)
    assert.deepEqual(left, [])
  })

  it('Results of other model files than the registered ones are not reused', async () => {
    const { body } = await finished()
    await setModelRevision(api.deps.db, 'c-text', 'another', api.clock.now())
    const changed = await api.create(body)
    assert.equal(status(changed), MISS)
    await api.complete(idOf(await json(changed)), ASSETS)
    assert.equal(status(await api.create(body)), MISS)
    await setModelRevision(api.deps.db, 'c-text', modelRevision(MANIFEST), api.clock.now())
    assert.equal(status(await api.create(body)), HIT)
    await sql`delete from model_revisions`.execute(api.deps.db)
    assert.equal(status(await api.create(body)), 'wan; fwd=miss')
  })

  it('With RESULT_CACHE=false, no result is reused', async (t) => {
    const off = await startApi({ env: { RESULT_CACHE: 'false' } })
    closeAfter(t, () => off.close())
    await setModelRevision(off.deps.db, 'c-text', modelRevision(MANIFEST), off.clock.now())
    const body = { ...BODY, seed: 7 }
    const first = await off.create(body)
    assert.equal(status(first), null)
    await off.complete(idOf(await json(first)), ASSETS)
    assert.equal((await off.create(body)).status, 200)
  })
})
