import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { openGraph, relativeError } from '#test/support/onnx/onnx.ts'
import { type LoraSource } from '#worker/graphs/weights/lora.ts'
import { readSafetensorsIndex } from '#worker/graphs/weights/safetensors.ts'
import { fitLora } from '#worker/graphs/transformer/lora-fit.ts'
import { type ChangeableWeights } from '#worker/graphs/transformer/lora-inputs.ts'
import { readLoraValues } from '#worker/graphs/transformer/lora-values.ts'
import { buildTransformerGraph, type TransformerOptions } from '#worker/graphs/transformer/transformer.ts'
import { familyFolder, readComponent, readFamilyReference } from '#test/worker/graphs/families.ts'
import { transformerFeeds } from './feeds.ts'

const FAMILY = 'wan2.2-t2v-a14b-tiny'
/** Rounding alone: the scale is multiplied into `up` instead of into the product with `down`. */
const TOLERANCE = 1e-6

const source = async (name: string, strength: number): Promise<LoraSource> => ({
  weights: await readSafetensorsIndex(join(familyFolder(FAMILY), 'loras', `${name}.safetensors`)),
  strength,
})

const together = (all: readonly ChangeableWeights[]): ChangeableWeights => ({
  layers: new Set(all.flatMap(({ layers }) => [...layers])),
  tensors: new Set(all.flatMap(({ tensors }) => [...tensors])),
})

describe('LoRAs that a run brings along', async () => {
  const { config, weights } = await readComponent(FAMILY, 'transformer')
  const feeds = {
    ...transformerFeeds(await readFamilyReference(FAMILY, 'transformer')),
    timestep: (await readFamilyReference(FAMILY, 'lora')).floats('high_noise.timestep'),
  }
  const build = (options: TransformerOptions = {}) => buildTransformerGraph(config, weights, options)
  const { shapes } = build()
  const offered = await Promise.all(
    ['high_noise-original', 'high_noise-diffusers'].map((name) => source(name, 1)),
  )
  const changeable = together(offered.map((lora) => fitLora(lora, shapes).changes))
  const graph = await openGraph(build({ changeable }))

  const velocityOf = async (loras: readonly LoraSource[]) => {
    const { velocity } = await graph.run({ ...feeds, ...(await readLoraValues(loras, changeable, shapes)) })
    assert.ok(velocity?.data instanceof Float32Array)
    return { dims: velocity.dims, data: velocity.data }
  }
  const inWeights = async (loras: readonly LoraSource[]) => {
    const own = await openGraph(build({ loras }))
    const { velocity } = await own.run(feeds)
    await own.release()
    assert.ok(velocity?.data instanceof Float32Array)
    return { dims: velocity.dims, data: velocity.data }
  }

  const CASES: Readonly<Record<string, readonly [string, number][]>> = {
    'one LoRA': [['high_noise-original', 1]],
    'a LoRA at part of its strength': [['high_noise-diffusers', 0.35]],
    'a LoRA in the opposite direction': [['high_noise-original', -0.5]],
    'three LoRAs, one of them twice': [
      ['high_noise-original', 1],
      ['high_noise-diffusers', 0.5],
      ['high_noise-original', 0.25],
    ],
  }
  for (const [name, named] of Object.entries(CASES)) {
    it(`One session gives what a graph with the same files gives: ${name}`, async () => {
      const loras = await Promise.all(named.map(([file, strength]) => source(file, strength)))
      const [actual, expected, none] = [await velocityOf(loras), await inWeights(loras), await inWeights([])]
      const error = relativeError(actual, expected)
      assert.ok(error <= TOLERANCE, `relative error ${error}`)
      assert.ok(relativeError(actual, none) > 1e-3)
    })
  }

  it('Without a LoRA the numbers are those of a graph that takes none, to the bit', async () => {
    assert.deepEqual((await velocityOf([])).data, (await inWeights([])).data)
  })
})
