import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { loraRevision, modelRevision } from '#core/task/cache-key.ts'
import { taskIdOfVideo } from '#core/ids.ts'
import { findTask } from '#core/store/tasks.ts'
import { setModelRevision } from '#core/store/model-revisions.ts'
import { issueApiKey } from '#test/support/service/auth.ts'
import { MANIFEST } from '#test/support/database/tasks.ts'
import {
  json,
  startApi,
  TEXT_MODEL,
  TINY_MODEL,
  type ProblemBody,
  type TestApi,
  type VideoBody,
} from '#test/support/service/service.ts'

const BOTH = ['transformer', 'transformer_2'] as const
const TEXT = {
  ...TEXT_MODEL,
  offeredLoras: [
    { name: 'ink', experts: BOTH },
    { name: 'smoke', experts: BOTH },
  ],
  unfitLoras: [{ name: 'other-base', reason: 'tensor "a" has shape [4, 5120], expected [4, 96]' }],
}
const ONE = { ...TINY_MODEL, offeredLoras: [{ name: 'ink', experts: ['transformer'] as const }] }
const PLAIN = { ...TEXT_MODEL, id: 'd-plain', aliases: [] }
const REFUSING = { ...PLAIN, id: 'e-sglang', loraRefusal: 'it is run by sglang' }
const SINGLE = { ...TEXT, id: 'f-vllm', aliases: [], mostLoras: 1, oneLoraStrength: true }
const ASSETS = { video: Buffer.from('mp4'), thumbnail: Buffer.from('webp'), spritesheet: Buffer.from('jpg') }

let api: TestApi
before(async () => {
  api = await startApi({ models: [ONE, TEXT, PLAIN, REFUSING, SINGLE] })
})
after(() => api?.close())

type Loras = VideoBody & { readonly loras: readonly object[] }
const BODY = { model: 'c-text', prompt: 'waves', size: '96x64' }
const create = (fields: object, headers: Record<string, string> = {}) =>
  api.create({ ...BODY, ...fields }, headers)
const made = async (fields: object): Promise<Loras> => {
  const answer = await create(fields)
  assert.equal(answer.status, 200, await answer.clone().text())
  return await json<Loras>(answer)
}

async function assertRefused(fields: object, param: string, message: RegExp, key = api.key): Promise<void> {
  const before = await api.countTasks()
  const answer = await create(fields, { authorization: `Bearer ${key}` })
  const problem = await json<ProblemBody & { errors: { pointer: string }[] }>(answer)
  assert.equal(answer.status, 400, JSON.stringify(problem))
  assert.equal(problem.errors[0]?.pointer, `/${param}`)
  assert.match(JSON.stringify(problem), message)
  assert.equal(await api.countTasks(), before)
}

describe('LoRAs of a request', () => {
  it('They are used as asked for, several at once, each with a strength for both transformers', async () => {
    const video = await made({
      loras: [{ name: 'smoke', strength: 0.5, strength_2: -1 }, { name: 'ink' }],
    })
    const expected = [
      { name: 'smoke', strength: 0.5, strength_2: -1 },
      { name: 'ink', strength: 1, strength_2: 1 },
    ]
    assert.deepEqual(video.loras, expected)
    const task = await findTask(api.deps.db, 'acme', taskIdOfVideo(video.id) as string)
    assert.deepEqual(task?.parameters.loras, [
      { name: 'smoke', strength: 0.5, strength2: -1 },
      { name: 'ink', strength: 1, strength2: 1 },
    ])
    const estimate = await api.call('/v1/videos/estimate', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...BODY, loras: expected }),
    })
    assert.deepEqual((await json<Loras>(estimate)).loras, expected)
  })

  it('A form sends them as JSON; a strength for a transformer that is not there is an adjustment', async () => {
    const answer = await api.createForm({
      prompt: 'x',
      model: 'a-tiny-i2v',
      loras: '[{"name": "ink", "strength": 0.25, "strength_2": 2}]',
    })
    const video = await json<Loras & { adjustments: { field: string }[] }>(answer)
    assert.deepEqual(video.loras, [{ name: 'ink', strength: 0.25, strength_2: null }])
    assert.ok(video.adjustments.some(({ field }) => field === 'loras[0].strength_2'))
  })

  it('What clients of other servers send is read: `lora` of vLLM-Omni, and paths', async () => {
    const ways = [
      { lora: { name: 'ink', scale: 0.5 } },
      { lora: '{"lora_name": "ink", "lora_scale": 0.5, "int_id": 3}' },
      { lora: { local_path: '/srv/loras/ink.safetensors', scale: 0.5 } },
      { loras: [{ path: 'ink', scale: 0.5 }] },
    ]
    for (const way of ways)
      assert.deepEqual((await made(way)).loras, [{ name: 'ink', strength: 0.5, strength_2: 0.5 }])
    assert.deepEqual((await made({ lora: 'ink' })).loras, [{ name: 'ink', strength: 1, strength_2: 1 }])
  })

  it('Nothing is stored for a LoRA that is unknown, unfit, named twice or of no use to the model', async () => {
    await assertRefused({ loras: [{ name: 'nope' }] }, 'loras[0].name', /there are: `ink`, `smoke`/)
    await assertRefused(
      { loras: [{ name: 'ink' }, { name: 'other-base' }] },
      'loras[1].name',
      /does not fit the model c-text.*expected \[4, 96\]/,
    )
    await assertRefused({ loras: [{ name: 'ink' }, { name: 'ink' }] }, 'loras[1].name', /twice/)
    await assertRefused({ model: 'd-plain', loras: [{ name: 'ink' }] }, 'loras[0].name', /there are: none/)
    await assertRefused({ loras: [{ strength: 1 }] }, 'loras', /must name a LoRA/)
    await assertRefused({ loras: [{ name: 'ink', strength: 11 }] }, 'loras', /-10 to 10/)
    await assertRefused({ lora_path: '/ink' }, 'lora_path', /send `loras`/)
  })

  it('A server takes as many LoRAs and strengths as it can, and one that takes none is named', async () => {
    await assertRefused({ model: 'e-sglang', loras: [{ name: 'ink' }] }, 'loras[0].name', /run by sglang/)
    const two = [{ name: 'ink' }, { name: 'smoke' }]
    await assertRefused({ model: 'f-vllm', loras: two }, 'loras', /at most 1 for the model f-vllm/)
    const { loras } = await made({ model: 'f-vllm', loras: [{ name: 'ink', strength: 0.5, strength_2: 1 }] })
    assert.deepEqual(loras, [{ name: 'ink', strength: 0.5, strength_2: null }])
    const answer = await api.call('/v1/models/f-vllm')
    const { input_schema: schema } = await json<{ input_schema: object }>(answer)
    const fits = new Ajv2020({ strict: false, validateFormats: false }).compile(schema)
    assert.deepEqual(
      [two, two.slice(0, 1)].map((each) => fits({ ...BODY, model: 'f-vllm', loras: each })),
      [false, true],
    )
  })

  it('A rerun, a remix and an extension use them too, and are refused when they are gone', async () => {
    const loras = [{ name: 'ink', strength: 0.5, strength_2: 0.75 }]
    const source = await json<Loras>(
      await api.createForm({ prompt: 'x', model: 'a-tiny-i2v', loras: JSON.stringify(loras) }),
    )
    await api.complete(taskIdOfVideo(source.id) as string, { ...ASSETS, lastFrame: Buffer.from('png') })
    const again = (path: string, body?: object) =>
      api.call(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      })
    const ways = [
      () => again(`/v1/videos/${source.id}/rerun`),
      () => again(`/v1/videos/${source.id}/remix`, { prompt: 'y' }),
      () => again('/v1/videos/extensions', { video: { id: source.id }, prompt: 'y', seconds: '1' }),
    ]
    for (const way of ways) {
      const answer = await way()
      const video = await json<Loras>(answer)
      assert.equal(answer.status, 200, JSON.stringify(video))
      assert.deepEqual(video.loras, [{ name: 'ink', strength: 0.5, strength_2: null }])
    }
    await api.deps.db.updateTable('tenants').set({ loras: [] }).where('id', '=', 'acme').execute()
    for (const way of ways) {
      const answer = await way()
      assert.equal(answer.status, 400)
      assert.match(await answer.text(), /loras\[0\]\.name/)
    }
    await api.deps.db.updateTable('tenants').set({ loras: null }).where('id', '=', 'acme').execute()
  })
})

describe('The LoRAs that a tenant may name', () => {
  it('An operator names them; the model shows these, others are unknown to it', async () => {
    const admin = (await issueApiKey(api.deps.db, 'operator', ['admin'])).key
    const manage = async (method: string, path: string, body?: object) => {
      const answer = await api.call(path, {
        method,
        headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      })
      assert.ok(answer.status < 300, await answer.clone().text())
      return await json<{ loras: string[] | null }>(answer)
    }
    const { key } = await issueApiKey(api.deps.db, 'globex')
    const shown = async () => {
      const answer = await api.call('/v1/models/c-text', { headers: { authorization: `Bearer ${key}` } })
      return await json<{ loras: { name: string }[]; input_schema: object }>(answer)
    }
    assert.deepEqual(
      (await shown()).loras.map(({ name }) => name),
      ['ink', 'smoke'],
    )
    assert.deepEqual((await manage('PATCH', '/admin/tenants/globex', { loras: ['smoke'] })).loras, ['smoke'])
    const { loras, input_schema: schema } = await shown()
    assert.deepEqual(loras, [{ name: 'smoke', experts: ['transformer', 'transformer_2'] }])
    const fits = new Ajv2020({ strict: false, validateFormats: false }).compile(schema)
    assert.equal(fits({ ...BODY, loras: [{ name: 'smoke' }] }), true)
    assert.equal(fits({ ...BODY, loras: [{ name: 'ink' }] }), false)
    const unknown = /you cannot use a LoRA `[a-z-]+` with the model c-text; there are: `smoke`/
    for (const name of ['ink', 'other-base'])
      await assertRefused({ loras: [{ name }] }, 'loras[0].name', unknown, key)
    const answer = await create({ loras: [{ name: 'smoke' }] }, { authorization: `Bearer ${key}` })
    assert.equal(answer.status, 200)
    assert.equal((await manage('PATCH', '/admin/tenants/globex', { loras: null })).loras, null)
    const created = await manage('POST', '/admin/tenants', { id: 'initech', loras: [] })
    assert.deepEqual(created.loras, [])
  })
})

describe('The result cache and LoRAs', () => {
  it('A result is found again for the same LoRAs, strengths and files alone', async () => {
    const file = 'LORAS_DIR/ink.safetensors'
    const part = { expert: 'transformer', sha256: 'a'.repeat(64) } as const
    const manifest = {
      ...MANIFEST,
      files: { ...MANIFEST.files, [file]: part.sha256 },
      loras: [...MANIFEST.loras, { name: 'ink', file, expert: part.expert, strength: 1 }],
    }
    const keep = async (sha256: string) =>
      setModelRevision(api.deps.db, 'c-text', modelRevision(MANIFEST), api.clock.now(), {
        ink: loraRevision([{ ...part, sha256 }]),
      })
    await keep(part.sha256)
    const status = async (fields: object) =>
      (await create({ seed: 7, ...fields })).headers.get('cache-status')
    const video = await made({ seed: 7, loras: [{ name: 'ink' }] })
    const taskId = taskIdOfVideo(video.id) as string
    await api.complete(taskId, ASSETS, manifest)
    assert.equal(await status({ loras: [{ name: 'ink' }] }), 'wan; hit')
    assert.equal(await status({ loras: [{ name: 'ink', strength: 0.5 }] }), 'wan; fwd=miss; stored')
    assert.equal(await status({}), 'wan; fwd=miss; stored')
    assert.equal(await status({ loras: [{ name: 'smoke' }] }), 'wan; fwd=miss')
    await keep('b'.repeat(64))
    assert.equal(await status({ loras: [{ name: 'ink' }] }), 'wan; fwd=miss; stored')
  })
})
