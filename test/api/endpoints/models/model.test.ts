import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import addFormats from 'ajv-formats'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import OpenAI, { NotFoundError } from 'openai'
import type { components } from '#api/openapi.gen.ts'
import { integersFrom } from '#api/endpoints/models/size-pattern.ts'
import { deleteWorker, recordHeartbeat } from '#core/store/workers.ts'
import { recordRunSpeed } from '#core/store/run-speeds.ts'
import type { ModelDefinition } from '#core/task/model-definition.ts'
import {
  json,
  photograph,
  startApi,
  STRICT_MODEL,
  TEXT_MODEL,
  TINY_MODEL,
  type ProblemBody,
  type TestApi,
} from '#test/support/service/service.ts'

type Schemas = components['schemas']
type Capabilities = Schemas['ModelCapabilities']

const STRICT_TEXT: ModelDefinition = {
  ...TEXT_MODEL,
  id: 'd-strict-text',
  aliases: ['strict', 'Wan2.1-I2V-14B-480P'],
  oversize: 'refuse',
  buckets: [{ width: 160, height: 96, frames: 33 }],
  fittingSizes: [{ frames: 33, maxPixels: 30_000 }],
}
const EITHER: ModelDefinition = {
  ...STRICT_MODEL,
  id: 'e-either',
  task: 'ti2v',
  inputs: { firstFrame: 'optional', lastFrame: 'none' },
  defaults: { ...STRICT_MODEL.defaults, size: '192x192' },
}

let api: TestApi
let image: string
before(async () => {
  api = await startApi({ models: [TINY_MODEL, STRICT_MODEL, TEXT_MODEL, STRICT_TEXT, EITHER] })
  image = `data:image/jpeg;base64,${(await photograph()).toString('base64')}`
})
after(() => api?.close())

const capabilities = async (id: string): Promise<Capabilities> =>
  await json<Capabilities>(await api.call(`/v1/models/${id}`))

async function schemaOf(id: string): Promise<ValidateFunction> {
  const ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    strictRequired: false,
    strictTypes: false,
  })
  addFormats.default(ajv)
  return ajv.compile((await capabilities(id)).input_schema)
}

/** Whether a create would accept the body, according to the estimate. */
async function isAccepted(body: unknown): Promise<boolean> {
  const answer = await api.call('/v1/videos/estimate', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  assert.ok([200, 400].includes(answer.status), await answer.clone().text())
  return answer.status === 200
}

async function assertSame(id: string, bodies: readonly unknown[]): Promise<void> {
  const validate = await schemaOf(id)
  const seen = new Set<boolean>()
  for (const body of bodies) {
    const accepted = await isAccepted(body)
    seen.add(accepted)
    const shown = JSON.stringify(body).slice(0, 200)
    assert.equal(validate(body), accepted, `${id}: ${shown} ${JSON.stringify(validate.errors)}`)
  }
  assert.equal(seen.size, 2, 'good and bad ones')
}

describe('Retrieving a model', () => {
  it('The OpenAI client retrieves a model by its id or by an alias', async () => {
    const client = new OpenAI({ baseURL: `${api.baseUrl}/v1`, apiKey: api.key, maxRetries: 0 })
    const model = await client.models.retrieve('c-text')
    assert.deepEqual([model.id, model.object, model.owned_by], ['c-text', 'model', 'wan-video-service'])
    assert.equal((await client.models.retrieve('strict')).id, 'd-strict-text')
  })

  it('Every name that a create takes retrieves the model that it would use', async () => {
    const names: [string, string][] = [
      ['C-Text', 'c-text'],
      ['STRICT', 'd-strict-text'],
      ['Wan-AI/Wan2.1-I2V-14B-480P-Diffusers', 'a-tiny-i2v'],
      ['wan-ai/wan2.1-i2v-14b-480p', 'a-tiny-i2v'],
      ['sora-2', 'c-text'],
      ['Sora-2-Pro', 'c-text'],
    ]
    for (const [name, id] of names) {
      assert.equal((await capabilities(encodeURIComponent(name))).id, id, name)
      const asIs = await fetch(`${api.baseUrl}/v1/models/${name}?_=1`, {
        headers: { authorization: `Bearer ${api.key}` },
      })
      assert.equal((await json<Capabilities>(asIs)).id, id, `${name} with its slash as it is`)
      assert.equal(asIs.headers.get('x-ignored-query-parameters'), '_')
      const body = { prompt: 'x', size: '128x128', model: name, ...(id === 'a-tiny-i2v' ? { input_reference: image } : {}) }
      const answer = await api.call('/v1/videos/estimate', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      assert.equal((await json<Schemas['VideoEstimate']>(answer)).model, id, name)
    }
  })

  it('An empty model counts as none, in JSON and in a form', async () => {
    const form = new FormData()
    form.set('prompt', 'x')
    form.set('model', '')
    for (const init of [
      { body: JSON.stringify({ prompt: 'x', model: '' }), headers: { 'content-type': 'application/json' } },
      { body: form },
    ]) {
      const answer = await api.call('/v1/videos/estimate', { method: 'POST', ...init })
      assert.equal((await json<Schemas['VideoEstimate']>(answer)).model, 'c-text')
    }
  })

  it('An unknown model is answered 404', async () => {
    const answer = await api.call('/v1/models/wan-9')
    assert.equal(answer.status, 404)
    const { code, error } = await json<ProblemBody>(answer)
    assert.deepEqual(
      [code, error.code, error.type],
      ['model_not_found', 'model_not_found', 'invalid_request_error'],
    )
    const client = new OpenAI({ baseURL: `${api.baseUrl}/v1`, apiKey: api.key, maxRetries: 0 })
    await assert.rejects(client.models.retrieve('wan-9'), NotFoundError)
  })

  it('What cannot be served is listed when asked for, and named with its reason when requested', async () => {
    const { deps, clock } = api
    const reason = 'an original checkpoint of the Wan repository'
    const worker = {
      ...{ id: randomUUID(), host: 'here', devices: [], deviceClasses: [], models: [] },
      unavailable: [{ folder: 'Wan2.1-T2V-14B', reason }],
      startedAt: clock.now(),
    }
    await recordHeartbeat(deps.db, worker, new Date())
    const list = async (query: string) => json<Schemas['ModelList']>(await api.call(`/v1/models${query}`))
    assert.equal((await list('')).unavailable, undefined)
    assert.deepEqual((await list('?include=unavailable')).unavailable, worker.unavailable)
    const missing = await json<ProblemBody>(await api.call('/v1/models/wan2.1-t2v-14b'))
    assert.deepEqual([missing.code, missing.status], ['model_not_found', 404])
    assert.ok(missing.error.message.includes(reason), missing.error.message)
    const body = JSON.stringify({ prompt: 'a cup', model: 'Wan-AI/Wan2.1-T2V-14B' })
    const refused = await api.call('/v1/videos', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    assert.ok((await json<ProblemBody>(refused)).error.message.includes(reason))
    await deleteWorker(deps.db, worker.id)
    assert.deepEqual((await list('?include=unavailable')).unavailable, [])
  })

  it('A model shows its sizes, frames, inputs, memory limits and measured speeds', async () => {
    const { deps, clock } = api
    const kind = { model: 'd-strict-text', width: 160, height: 96, frames: 33, steps: 8 }
    for (const deviceClass of ['slow', 'fast'])
      await deps.db
        .transaction()
        .execute((trx) =>
          recordRunSpeed(
            trx,
            kind,
            { deviceClass, stepSeconds: deviceClass === 'fast' ? 0.5 : 4, leadSeconds: 1, tailSeconds: 2 },
            clock.now(),
          ),
        )
    const model = await capabilities('d-strict-text')
    assert.deepEqual(model.frames, { default: 33, min: 5, max: 33, step: 4 })
    assert.deepEqual(model.inputs, { first_frame: 'none', last_frame: 'none' })
    assert.deepEqual(model.fitting_sizes, [{ num_frames: 33, max_pixels: 30_000 }])
    assert.deepEqual(model.sizes.slice(0, 2), ['192x192', '160x96'])
    assert.deepEqual(
      model.speeds
        .map((speed) => [speed.device_class, speed.size, speed.seconds_per_step, speed.runs])
        .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
      [
        ['fast', '160x96', 0.5, 1],
        ['slow', '160x96', 4, 1],
      ],
    )
    assert.deepEqual((await capabilities('c-text')).fitting_sizes, [])
    assert.deepEqual((await capabilities('c-text')).speeds, [])
  })
})

describe('The input schema of a model', () => {
  const text = { prompt: 'x' }
  const wrong = (base: object): unknown[] =>
    [
      {},
      { prompt: '' },
      { prompt: ' ' },
      { prompt: 7 },
      { prompt: 'x'.repeat(32_001) },
      { seed: -1 },
      { seed: 1.5 },
      { fps: 61 },
      { guidance_scale: 31 },
      { flow_shift: 0 },
      { easy_cache: 2 },
      { scheduler: 'dpm++' },
      { schedule: 'C' },
      { scheduler: 'unipc', schedule: 'L' },
      { scheduler: 'FlowMatchEulerDiscreteScheduler', schedule: 'A' },
      { boundary_ratio: 1.5 },
      { num_frames: 0 },
      { num_frames: 3 },
      { num_frames: 10_001 },
      { num_inference_steps: 0 },
      { num_inference_steps: 201 },
      { seconds: 0 },
      { seconds: '0.0' },
      { seconds: '1001' },
      { seconds: 0.1 },
      { size: '63x64' },
      { size: '9x100' },
      { size: 'big' },
      { webhook_url: 'ftp://example.com/' },
      { webhook_url: '' },
      { webhook_url: 'http://me:secret@example.com/' },
      { metadata: { a: 1 } },
      { metadata: { '': 'x' } },
      { model: 'nope' },
    ].map((fields, i) => (i === 0 ? { ...base, prompt: undefined } : { ...base, ...fields }))
  const right = (base: object): unknown[] =>
    [
      {},
      { seed: null, size: null, seconds: null, num_frames: null, metadata: null, webhook_url: null },
      { seed: 9007199254740991, fps: 60, guidance_scale: 0, flow_shift: 0.1, easy_cache: true },
      { easy_cache: 0.05, negative_prompt: '' },
      { scheduler: null, schedule: null, boundary_ratio: null },
      { scheduler: 'euler', schedule: 'E' },
      { scheduler: 'FlowMatchEulerDiscreteScheduler' },
      { schedule: 'B', boundary_ratio: 0.5 },
      { num_frames: 4 },
      { num_frames: 33, seconds: 900 },
      { seconds: '2' },
      { seconds: 0.3 },
      { fps: 30, seconds: '1' },
      { size: '64x64' },
      { webhook_url: 'http://127.0.0.1:9/hook?a=b' },
      { metadata: { a: 'b' } },
      { anything: ['else'] },
    ].map((fields) => ({ ...base, ...fields }))

  it('The input schema of a lenient default model agrees with creating a video', async () => {
    const base = { ...text, input_reference: { image_url: image } }
    await assertSame('a-tiny-i2v', [
      ...right(base),
      ...wrong(base),
      { ...base, model: 'sora-2' },
      { ...base, model: 'sora-3' },
      { ...base, model: null },
      { ...base, model: 'Wan2.1-I2V-14B-480P' },
      { ...base, model: 'Wan-AI/Wan2.1-I2V-14B-480P-Diffusers' },
      { ...base, model: 'A-TINY-I2V' },
      { ...base, model: 'Sora-2' },
      { ...base, model: '' },
      { ...base, model: 'someone/a-tiny-i2v' },
      { ...base, size: '99999x64' },
      { ...base, size: 'auto' },
      { ...base, num_frames: 10_000, num_inference_steps: 200 },
      { ...base, input_reference: image },
      { ...base, input_reference: {} },
      { ...base, model: 'a-tiny-i2v', input_reference: '' },
      { ...base, model: 'a-tiny-i2v', input_reference: null },
      { ...text, model: 'a-tiny-i2v' },
      { ...base, last_frame: image },
      { ...base, last_frame: null },
      { ...base, input_reference: { image_url: image, file_id: 'file-1' } },
      { ...base, input_reference: { image_url: image, frame: 'last' } },
    ])
  })

  it('The input schema of a strict text model agrees with creating a video', async () => {
    const base = { ...text, model: 'd-strict-text' }
    await assertSame('d-strict-text', [
      ...right({ ...base, size: '160x160' }).filter((body) => (body as { size: unknown }).size !== null),
      ...wrong({ ...base, size: '160x160' }),
      { ...base, size: '160x160', model: 'strict' },
      { ...base, size: '160x160', model: 'Strict-Diffusers' },
      { ...base, size: '160x160', model: 'strict-gguf' },
      { ...base, size: '160x160', model: 'Wan2.1-I2V-14B-480P', input_reference: null },
      { ...base, size: '160x160', input_reference: { image_url: image } },
      { ...base, size: '160x160', input_reference: null },
      { ...base, size: 'auto' },
      { ...base, size: '160x160', num_inference_steps: 51 },
      { ...base, size: '160x160', num_inference_steps: 50 },
      { ...base, size: '160x160', num_frames: 34 },
      { ...base, size: '160x160', num_frames: 36 },
      { ...base, size: '160x160', num_frames: 37 },
      { ...base, size: '160x160', seconds: 2.2 },
      { ...base, size: '160x160', seconds: 2.21 },
      { ...base, size: '160x160', seconds: 2.3 },
    ])
  })

  it('The input schema of an optional-image model takes `auto` only with an image', async () => {
    const base = { ...text, model: 'e-either' }
    await assertSame('e-either', [
      base,
      { ...base, input_reference: '' },
      { ...base, input_reference: { image_url: image }, size: 'auto' },
      { ...base, size: 'auto' },
      { ...base, size: 'auto', input_reference: null },
    ])
  })

  it('The input schema of a model accepts exactly the sizes within its pixel limit', async () => {
    const validate = await schemaOf('b-strict-i2v')
    const { minSide, maxPixels, sizeMultiple: multiple } = STRICT_MODEL.limits
    const down = (side: number): number => Math.floor(side / multiple) * multiple
    let taken = 0
    for (let width = 10; width < 700; width += 3)
      for (let height = 10; height < 700; height += 7) {
        const fits = Math.min(width, height) >= minSide && down(width) * down(height) <= maxPixels
        if (fits) taken++
        const body = {
          prompt: 'x',
          model: 'b-strict-i2v',
          input_reference: 'http://a/b',
          size: `${width}x${height}`,
        }
        assert.equal(validate(body), fits, body.size)
      }
    assert.ok(taken > 500)
    for (const size of ['591x79', '592x79', '576x64', '192x192', '207x207', '208x192', '064x64', '99999x64'])
      assert.equal(
        await isAccepted({ prompt: 'x', model: 'b-strict-i2v', input_reference: image, size }),
        validate({ prompt: 'x', model: 'b-strict-i2v', input_reference: image, size }),
        size,
      )
  })
})

describe('Integer ranges as patterns', () => {
  it('The pattern of an integer range matches every number in it and no other', () => {
    for (const [from, to] of [
      [1, 1],
      [7, 12],
      [64, 591],
      [99, 1001],
      [10, 99_999],
      [128, 7215],
    ] as const) {
      const pattern = new RegExp(`^${integersFrom(from, to)}$`)
      for (let n = 0; n <= 12_000; n++)
        assert.equal(pattern.test(String(n)), n >= from && n <= to, `${from}-${to}: ${n}`)
      assert.ok(pattern.test(String(to)) && !pattern.test(String(to + 1)) && !pattern.test(`0${from}`))
    }
  })
})
