import assert from 'node:assert/strict'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { findLoras } from '#worker/wan/folder/loras/find-loras.ts'
import { readModelFolder } from '#worker/wan/folder/model-folder.ts'
import { readModelFolders } from '#worker/wan/folder/model-folders.ts'
import { createLoraReader } from '#worker/wan/folder/loras/requested.ts'
import { generate } from '#worker/wan/pipeline.ts'
import { loadModel } from '#worker/wan/loaded-model.ts'
import { createSessionPool } from '#worker/wan/sessions/pool.ts'
import { type DenoiseStep } from '#worker/wan/denoising/denoise.ts'
import { familyFolder, familyRun } from '#test/worker/wan/family-run.ts'
import { hooks } from '#test/worker/wan/reference-run.ts'

const FAMILY = 'wan2.2-t2v-a14b-tiny'
const OWN = join(familyFolder(FAMILY), 'loras')
const BOTH = ['transformer', 'transformer_2']

/** A folder with these files, each a copy of one of the family's. */
async function loraFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'loras-'))
  after(() => rm(folder, { recursive: true }))
  for (const [name, source] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true })
    await cp(join(OWN, `${source}.safetensors`), join(folder, name))
  }
  return folder
}

describe('The LoRAs of a folder', () => {
  it('A file, a folder and a pair for high and low noise are one LoRA each', async () => {
    const folder = await loraFolder({
      'ink.safetensors': 'high_noise-original',
      'high_quality.safetensors': 'high_noise-original',
      'fog_high_noise.safetensors': 'high_noise-original',
      'fog_low_noise.safetensors': 'low_noise-original',
      'wan22-snow-HIGH-v2.safetensors': 'high_noise-original',
      'wan22-snow-LOW-v2.safetensors': 'low_noise-original',
      'rain-LowNoise.safetensors': 'low_noise-original',
      'Seko V1/high_noise_model.safetensors': 'high_noise-original',
      'Seko V1/low_noise_model.safetensors': 'low_noise-original',
    })
    await writeFile(join(folder, 'README.md'), '')
    await mkdir(join(folder, 'empty'))
    const found = await findLoras(folder)
    assert.deepEqual(
      found.map(({ name, files }) => [name, files.map(({ file, expert }) => `${file} ${expert}`)]),
      [
        [
          'Seko V1',
          [
            'Seko V1/high_noise_model.safetensors transformer',
            'Seko V1/low_noise_model.safetensors transformer_2',
          ],
        ],
        ['fog', ['fog_high_noise.safetensors transformer', 'fog_low_noise.safetensors transformer_2']],
        ['high_quality', ['high_quality.safetensors null']],
        ['ink', ['ink.safetensors null']],
        ['rain-LowNoise', ['rain-LowNoise.safetensors transformer_2']],
        [
          'wan22-snow-v2',
          ['wan22-snow-HIGH-v2.safetensors transformer', 'wan22-snow-LOW-v2.safetensors transformer_2'],
        ],
      ],
    )
    await assert.rejects(findLoras(join(folder, 'absent')), /folder of LoRAs .*absent cannot be read/)
  })

  it('Each model offers those that fit it, and says why the others do not', async () => {
    const folder = await loraFolder({
      'ink.safetensors': 'high_noise-original',
      'fog_high_noise.safetensors': 'high_noise-original',
      'fog_low_noise.safetensors': 'low_noise-original',
    })
    await writeFile(join(folder, 'broken.safetensors'), 'no header')
    const { folders } = await readModelFolders(MODELS_DIRECTORY, { lorasDirectory: folder })
    const definitionOf = (id: string) => folders.find(({ definition }) => definition.id === id)!.definition
    const two = definitionOf(FAMILY)
    assert.deepEqual(two.offeredLoras, [
      { name: 'fog', experts: BOTH },
      { name: 'ink', experts: BOTH },
    ])
    assert.deepEqual(definitionOf(`${FAMILY}-lightning`).offeredLoras, two.offeredLoras)
    assert.match(two.unfitLoras?.[0]?.reason ?? '', /^broken\.safetensors: is (truncated|not safetensors)/)
    const one = definitionOf('wan2.2-ti2v-5b-tiny')
    const reasons = new Map(one.unfitLoras?.map(({ name, reason }) => [name, reason]))
    assert.match(reasons.get('fog') ?? '', /for one of two transformers, and the model has one/)
    assert.match(reasons.get('ink') ?? '', /^ink\.safetensors: .*(expected \[|has no key)/)
    assert.equal(one.offeredLoras, undefined)
  })

  it('A file that changes whole matrices is not offered', async () => {
    const loras = await findLoras(await loraFolder({ 'whole.safetensors': 'high_noise-diff' }))
    const { definition } = await readModelFolder(familyFolder(FAMILY), { loras })
    assert.match(definition.unfitLoras?.[0]?.reason ?? '', /whole matrix.*service\.json/)
  })
})

describe('A run with requested LoRAs', async () => {
  const lorasDirectory = await loraFolder({
    'original_high_noise.safetensors': 'high_noise-original',
    'original_low_noise.safetensors': 'low_noise-original',
    'diffusers_high_noise.safetensors': 'high_noise-diffusers',
    'diffusers_low_noise.safetensors': 'low_noise-diffusers',
  })
  const folder = await readModelFolder(familyFolder(FAMILY), { loras: await findLoras(lorasDirectory) })
  const plain = await readModelFolder(familyFolder(FAMILY))
  const { input } = await familyRun(FAMILY, 'lightning', [])
  const pool = createSessionPool({ device: 'cpu', threads: 1 })
  let opened = 0
  const model = loadModel(
    folder,
    { device: 'cpu', threads: 1 },
    {
      ...pool,
      open: (graph, yieldPoint) => pool.open(graph, async () => (opened++, yieldPoint())),
    },
  )
  after(() => model.release())

  const lastOf = async (loaded: typeof model, change: Partial<typeof input>): Promise<Float32Array> => {
    const steps: DenoiseStep[] = []
    await generate(loaded, { ...input, ...change }, hooks({ onStep: (step) => void steps.push(step) }))
    return steps.at(-1)!.state.latents
  }
  const difference = (one: Float32Array, other: Float32Array): number =>
    Math.sqrt(one.reduce((sum, value, i) => sum + (value - other[i]!) ** 2, 0)) /
    Math.sqrt(other.reduce((sum, value) => sum + value ** 2, 0))

  it('Its latents are those of the model that has the LoRA for its own, and no session is opened anew', async () => {
    const lightning = loadModel(plain.variants[0]!, { device: 'cpu', threads: 1 })
    after(() => lightning.release())
    const own = await lastOf(lightning, {})
    const requested = await lastOf(model, { loras: [{ name: 'original', strength: 1, strength2: 1 }] })
    const sessions = opened
    assert.ok(difference(requested, own) <= 1e-6, `${difference(requested, own)}`)
    const weaker = await lastOf(model, { loras: [{ name: 'original', strength: 1, strength2: 0.25 }] })
    assert.ok(difference(weaker, own) > 1e-4)
    const both = await lastOf(model, {
      loras: [
        { name: 'original', strength: 1, strength2: 1 },
        { name: 'diffusers', strength: 0.5, strength2: 0.5 },
      ],
    })
    assert.ok(difference(both, own) > 1e-4)
    assert.equal(opened, sessions)
  })

  it('Without a LoRA its latents are those of the model alone, to the bit', async () => {
    const alone = loadModel(plain, { device: 'cpu', threads: 1 })
    after(() => alone.release())
    assert.deepEqual(await lastOf(model, {}), await lastOf(alone, {}))
  })

  it('A name that is not offered is no input of the model', async () => {
    await assert.rejects(
      lastOf(model, { loras: [{ name: 'gone', strength: 1, strength2: 1 }] }),
      /the LoRA gone: the model is offered diffusers, original/,
    )
  })

  it('The values of the last request are kept, those of another are read', async () => {
    const reader = createLoraReader(folder.loraOffers, {
      transformer: folder.graphs.transformer,
      transformer_2: folder.graphs.transformer2,
    })
    const values = (strength: number) =>
      reader.valuesFor('transformer', [{ name: 'original', strength, strength2: null }])
    const first = await values(1)
    assert.equal(await values(1), first)
    assert.notEqual(await values(2), first)
  })

  it('A file that was replaced under its name is read anew, with its own header', async () => {
    const replaced = await loraFolder({
      'ink.safetensors': 'high_noise-original',
      'fog.safetensors': 'low_noise-diffusers',
    })
    const read = async () => {
      const loras = await findLoras(replaced)
      const { loraOffers, graphs } = await readModelFolder(familyFolder(FAMILY), { loras })
      const { transformer, transformer2 } = graphs
      const reader = createLoraReader(loraOffers, { transformer, transformer_2: transformer2 })
      return () => reader.valuesFor('transformer', [{ name: 'ink', strength: 1, strength2: null }])
    }
    const replace = (source: string) =>
      cp(join(OWN, `${source}.safetensors`), join(replaced, 'ink.safetensors'))
    const values = await read()
    const first = await values()
    await replace('low_noise-diffusers')
    const second = await values()
    assert.equal(await values(), second)
    await rm(join(replaced, 'fog.safetensors'))
    const restarted = await read()
    const own = Object.entries(await restarted())
    assert.deepEqual(
      own,
      Object.entries(second).filter(([name]) => own.some(([one]) => one === name)),
    )
    assert.ok(own.some(([name, value]) => !isDeepStrictEqual(value, first[name])))
    await replace('high_noise-original')
    await assert.rejects(restarted(), /ink\.safetensors: changes other weights than before: restart/)
    await writeFile(join(replaced, 'ink.safetensors'), 'no header')
    await assert.rejects(values(), /ink\.safetensors: is (truncated|not safetensors)/)
  })
})
