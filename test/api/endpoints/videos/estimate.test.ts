import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { components } from '#api/openapi.gen.ts'
import { recordRunSpeed } from '#core/store/run-speeds.ts'
import { deleteWorker, recordHeartbeat } from '#core/store/workers.ts'
import {
  json,
  photograph,
  serveModels,
  startApi,
  STRICT_MODEL,
  TEXT_MODEL,
  TINY_MODEL,
  type ProblemBody,
  type TestApi,
} from '#test/support/service/service.ts'

type Estimate = components['schemas']['VideoEstimate']

let api: TestApi
let image: string
before(async () => {
  const fitted = { ...STRICT_MODEL, id: 'd-fitted', fittingSizes: [{ frames: 17, maxPixels: 20_000 }] }
  api = await startApi({ models: [TINY_MODEL, STRICT_MODEL, TEXT_MODEL, fitted] })
  image = `data:image/jpeg;base64,${(await photograph()).toString('base64')}`
})
after(() => api?.close())

const post = (pathname: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  api.call(pathname, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
const estimated = async (body: object): Promise<Estimate> => {
  const answer = await post('/v1/videos/estimate', body)
  assert.equal(answer.status, 200)
  return await json<Estimate>(answer)
}
const TEXT = { prompt: 'x', model: 'c-text' }
const TEXT_KIND = { model: 'c-text', width: 192, height: 192, frames: 33, steps: 8 }

async function stored(): Promise<string[]> {
  const keys: string[] = []
  for await (const { key } of api.deps.storage.list('tasks/')) keys.push(key)
  return keys
}

describe('Estimating a video', () => {
  it('An estimate shows the video as it would be created, and stores nothing', async () => {
    const body = {
      prompt: 'a cup',
      size: '1280x720',
      num_frames: 80,
      input_reference: { image_url: image },
      nonsense: 1,
    }
    const estimate = await estimated(body)
    assert.equal(await api.countTasks(), 0)
    assert.deepEqual(await stored(), [])
    const video = await json(await api.create(body))
    for (const field of [
      ...(['model', 'prompt', 'negative_prompt', 'size', 'seconds', 'num_frames', 'fps'] as const),
      ...(['num_inference_steps', 'guidance_scale', 'guidance_scale_2', 'flow_shift', 'easy_cache'] as const),
      'adjustments' as const,
    ])
      assert.deepEqual(estimate[field], video[field], field)
    assert.equal(estimate.seed, null)
    assert.equal((await estimated({ ...TEXT, seed: 7 })).seed, 7)
  })

  it('An estimate takes a form with a file', async () => {
    const form = new FormData()
    form.set('prompt', 'x')
    form.set('num_frames', '9')
    form.set('input_reference', new Blob([await photograph()], { type: 'image/jpeg' }), 'photo.jpg')
    const answer = await api.call('/v1/videos/estimate', { method: 'POST', body: form })
    assert.equal(answer.status, 200, await answer.clone().text())
    assert.equal((await json<Estimate>(answer)).num_frames, 9)
  })

  it('An estimate and a dry run refuse what a create refuses, in the same words', async () => {
    const bad: unknown[] = [
      {},
      { prompt: '' },
      { ...TEXT, model: 'nope' },
      { ...TEXT, seed: -2 },
      { ...TEXT, seconds: '2000' },
      { ...TEXT, size: '10x10' },
      { ...TEXT, input_reference: { image_url: image } },
      { prompt: 'x', model: 'b-strict-i2v' },
      { prompt: 'x', model: 'b-strict-i2v', num_frames: 200, input_reference: { image_url: image } },
      {
        prompt: 'x',
        model: 'd-fitted',
        num_frames: 17,
        size: '192x192',
        input_reference: { image_url: image },
      },
      { prompt: 'x', input_reference: { image_url: `${image.slice(0, 400)}` } },
      { ...TEXT, webhook_url: 'ftp://example.com/' },
    ]
    const tasks = await api.countTasks()
    const kept = await stored()
    for (const body of bad) {
      const answers = [
        await post('/v1/videos/estimate', body),
        await post('/v1/videos?dry_run=true', body),
        await post('/v1/videos', body),
      ]
      const problems = await Promise.all(
        answers.map(async (answer) => ({ ...(await json<ProblemBody>(answer)), request_id: '' })),
      )
      assert.ok(problems[2]!.status < 500)
      assert.deepEqual(problems[0], problems[2])
      assert.deepEqual(problems[1], problems[2])
    }
    assert.equal(await api.countTasks(), tasks)
    assert.deepEqual(await stored(), kept)
  })

  it('An estimate gives seconds measured on live devices, or says why it has none', async () => {
    const first = await estimated(TEXT)
    assert.deepEqual([first.run_seconds, first.eta_seconds, first.seconds_unknown], [null, null, 'no_worker'])
    const { deps, clock } = api
    const worker = {
      id: randomUUID(),
      host: 'h',
      devices: ['0', '1'],
      deviceClasses: ['fast', 'fast'],
      models: ['c-text'],
      startedAt: clock.now(),
    }
    await recordHeartbeat(deps.db, worker, clock.now())
    assert.equal((await estimated(TEXT)).seconds_unknown, 'not_measured')
    const speed = { deviceClass: 'fast', stepSeconds: 1.5, leadSeconds: 2, tailSeconds: 3 }
    await deps.db.transaction().execute((trx) => recordRunSpeed(trx, TEXT_KIND, speed, clock.now()))
    const idle = await estimated(TEXT)
    const queued = await api.countTasks()
    assert.equal(idle.queue_position, queued + 1)
    assert.equal(idle.run_seconds, 17)
    assert.equal(idle.seconds_unknown, null)
    for (let i = queued; i < 3; i++) await api.create(TEXT)
    const waiting = await estimated(TEXT)
    assert.equal(waiting.queue_position, 4)
    assert.deepEqual([waiting.queue_wait_seconds, waiting.eta_seconds], [17, 34])
    assert.equal((await json(await api.create(TEXT))).eta_seconds, waiting.eta_seconds)
    assert.equal((await estimated({ ...TEXT, num_inference_steps: 20 })).run_seconds, 35)
    assert.equal((await estimated({ ...TEXT, num_frames: 9 })).seconds_unknown, 'not_measured')
    clock.advance(60_000)
    assert.equal((await estimated(TEXT)).seconds_unknown, 'no_worker')
  })

  it('An estimate shows the memory limit that workers report and the booked GPU time', async () => {
    const unsaid = { prompt: 'x', model: TINY_MODEL.id, input_reference: { image_url: image } }
    assert.equal((await estimated(unsaid)).memory, null)
    const fitted = { prompt: 'x', model: 'd-fitted', input_reference: { image_url: image }, size: '128x128' }
    assert.deepEqual((await estimated({ ...fitted, num_frames: 17 })).memory, { max_pixels: 20_000 })
    assert.deepEqual((await estimated({ ...fitted, num_frames: 33 })).memory, { max_pixels: 36_864 })
    assert.equal((await estimated(TEXT)).booked_gpu_seconds, 0)
    const { db } = api.deps
    await db.updateTable('tenants').set({ gpu_seconds_per_day: 10, max_running: 1 }).execute()
    assert.equal((await estimated(TEXT)).queue_reason, 'model_not_served')
    const worker = await serveModels(api)
    const limited = await estimated(TEXT)
    await deleteWorker(db, worker)
    assert.equal(limited.booked_gpu_seconds, api.deps.config.unmeasuredRunSeconds)
    assert.equal(limited.queue_reason, 'concurrency_limit')
    await db.updateTable('tenants').set({ gpu_seconds_per_day: null, max_running: null }).execute()
  })
})

describe('Creating a video with dry_run', () => {
  it('A dry run answers an estimate and leaves the Idempotency-Key unused', async () => {
    const tasks = await api.countTasks()
    const headers = { 'idempotency-key': 'dry', prefer: 'wait=1' }
    const dry = await post('/v1/videos?dry_run=true', TEXT, headers)
    assert.equal(dry.status, 200)
    assert.match(dry.headers.get('content-type') ?? '', /^application\/vnd\.wan\.estimate\+json/)
    assert.deepEqual(await json<Estimate>(dry), await estimated(TEXT))
    assert.equal(await api.countTasks(), tasks)
    assert.equal((await post('/v1/videos?dry_run=false', { ...TEXT, seed: 3 }, headers)).status, 200)
    assert.equal(await api.countTasks(), tasks + 1)
    assert.equal((await post('/v1/videos?dry_run=perhaps', TEXT)).status, 400)
    assert.equal(await api.countTasks(), tasks + 1)
  })
})
