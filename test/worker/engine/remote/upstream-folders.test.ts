import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { servedBy, unservedFolders } from '#worker/engine/remote/models/served-by.ts'
import { readUpstreamFolders } from '#worker/engine/remote/models/upstream-folders.ts'
import { serverEntries } from '#worker/engine/remote/server/entries.ts'
import { readModelFolders } from '#worker/wan/folder/model-folders.ts'

let models: string
beforeEach(async () => {
  models = await mkdtemp(path.join(tmpdir(), 'upstream-models-'))
})
afterEach(() => rm(models, { recursive: true }))

async function write(name: string, service: unknown): Promise<void> {
  await mkdir(path.join(models, name))
  await writeFile(path.join(models, name, 'service.json'), JSON.stringify(service))
}

const [entry] = serverEntries({ engines: ['videos+http://gpu:8000'], enginesFile: null }, {})
const found = (names: readonly string[] | null, more = {}) => ({
  entry: entry!,
  found: {
    kind: 'vllm-omni',
    version: null,
    models: names,
    fixed: ['easy_cache'] as const,
    takesLastFrame: false,
    makesExactFrames: true,
    loras: null,
    notes: [],
    ...more,
  },
})

describe('Model folders of servers', () => {
  it('The name of a published model is enough: its authors recommend the rest', async () => {
    await write('wan22', { upstream: { model: 'Wan-AI/Wan2.2-I2V-A14B-Diffusers' } })
    const { folders, faults } = await readUpstreamFolders(models)
    assert.deepEqual(faults, [])
    const { definition, files } = folders[0]!
    assert.deepEqual(
      [definition.id, definition.task, definition.fps, definition.defaults.steps],
      ['wan22', 'i2v', 16, 40],
    )
    assert.deepEqual([definition.defaults.guidanceScale2, definition.defaults.flowShift], [3.5, 3])
    assert.match(files['service.json'] ?? '', /^[0-9a-f]{64}$/)
  })

  it('Another name needs the fields or a model that it is like', async () => {
    await write('mine', { upstream: { model: 'my-model' } })
    await write('mine-like', { upstream: { model: 'my-model', like: 'Wan2.1-T2V-1.3B' } })
    const { folders, faults } = await readUpstreamFolders(models)
    assert.deepEqual(
      folders.map(({ definition }) => [definition.id, definition.defaults.size]),
      [['mine-like', '832x480']],
    )
    assert.match(
      faults[0]?.reason ?? '',
      /title, task, inputs, fps, defaults, limits must be in service\.json/,
    )
  })

  it('LoRAs, unknown fields and a second model of one id are refused', async () => {
    const upstream = { model: 'Wan2.1-T2V-14B' }
    await write('a', { upstream: { ...upstream, sever: 'x' } })
    await write('b', { upstream, loras: [{ file: 'a.safetensors', expert: 'transformer', strength: 1 }] })
    await write('c', { id: 'same', upstream })
    await write('d', { id: 'same', upstream })
    const { faults } = await readUpstreamFolders(models)
    assert.deepEqual(
      faults.map(({ folder }) => folder),
      ['a', 'b', 'd'],
    )
    assert.match(faults[0]!.reason, /upstream\.sever is not a known field/)
    assert.match(faults[1]!.reason, /loras are not passed on/)
    assert.match(faults[2]!.reason, /already that of c/)
  })

  it('Engines with devices leave them out', async () => {
    await write('wan22', { upstream: { model: 'Wan2.2-T2V-A14B' } })
    assert.deepEqual(await readModelFolders(models), { folders: [], faults: [], notes: [] })
  })

  it('A server runs the models that it lists, in any spelling, and says what it does not take', async () => {
    await write('wan22', { upstream: { model: 'Wan2.2-T2V-A14B' } })
    const { folders } = await readUpstreamFolders(models)
    const server = found(['Wan-AI/Wan2.2-T2V-A14B-Diffusers'])
    assert.deepEqual(servedBy(server, folders)[0]?.definition.fixed, ['scheduler', 'schedule', 'easy_cache'])
    assert.deepEqual(unservedFolders([server], folders), [])
    const other = found(['Wan2.1-T2V-14B'])
    assert.deepEqual(servedBy(other, folders), [])
    assert.match(
      unservedFolders([other], folders)[0]?.reason ?? '',
      /has no model Wan2\.2-T2V-A14B; it has Wan2\.1/,
    )
    assert.deepEqual(unservedFolders([other, server], folders), [])
    assert.match(unservedFolders([], folders)[0]?.reason ?? '', /ENGINES names none/)
    // One that has not answered yet may run it.
    assert.equal(servedBy({ entry: entry!, found: null }, folders).length, 1)
  })

  it('Requests may name the LoRAs of service.json where the server takes them; else the refusal names it', async () => {
    await write('wan22', {
      upstream: { model: 'Wan2.2-T2V-A14B', loras: { ink: '/srv/ink.safetensors' } },
    })
    await write('plain', { upstream: { model: 'Wan2.2-T2V-A14B' } })
    await write('wrong', { upstream: { model: 'Wan2.2-T2V-A14B', loras: { ink: 1 } } })
    const { folders, faults } = await readUpstreamFolders(models)
    assert.match(faults[0]?.reason ?? '', /ink is 1, expected a file/)
    const on = (loras: unknown) =>
      servedBy(found(null, { loras }), folders).map(({ definition }) => definition)
    const [plain, wan22] = on({ most: 1, perTransformer: false })
    assert.deepEqual(wan22?.offeredLoras, [{ name: 'ink', experts: ['transformer', 'transformer_2'] }])
    assert.deepEqual([wan22.mostLoras, wan22.oneLoraStrength, wan22.loraRefusal], [1, true, undefined])
    assert.match(plain?.loraRefusal ?? '', /run by vllm-omni, and `upstream\.loras`.*names none/)
    assert.match(on(null)[1]?.loraRefusal ?? '', /run by vllm-omni, to which no LoRAs are passed on/)
  })

  it('A model that needs a last frame is not for a server that takes none', async () => {
    await write('flf', { upstream: { model: 'Wan2.1-FLF2V-14B-720P' } })
    const { folders } = await readUpstreamFolders(models)
    assert.match(unservedFolders([found(null)], folders)[0]?.reason ?? '', /takes no last frame/)
    assert.equal(servedBy(found(null, { takesLastFrame: true }), folders).length, 1)
  })
})
