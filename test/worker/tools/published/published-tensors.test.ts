import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, it } from 'node:test'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { ConfigError, type ComponentConfig } from '#worker/graphs/config.ts'
import { readComponentWeights } from '#worker/graphs/weights/safetensors.ts'
import {
  COMPONENTS,
  publishedTensors,
  type ComponentName,
} from '#worker/tools/published/published-tensors.ts'
import { syntheticWeights } from '#worker/tools/published/synthetic-weights.ts'

const ROOT = resolve(import.meta.dirname, '../../../..')
const CONFIGS = join(ROOT, 'worker/tools/published/configs')

const readJson = async (...parts: string[]) =>
  JSON.parse(await readFile(join(...parts), 'utf8')) as ComponentConfig

async function parameters(model: string, component: ComponentName): Promise<number> {
  const shapes = publishedTensors(component, await readJson(CONFIGS, model, component, 'config.json'))
  return [...shapes.values()].reduce(
    (sum, dims) => sum + dims.reduce((product, size) => product * size, 1),
    0,
  )
}

const billions = (count: number) => (count / 1e9).toFixed(3)

describe('The tensors that a configuration implies', () => {
  for (const model of readdirSync(MODELS_DIRECTORY).filter((name) => name.endsWith('-tiny')))
    for (const component of COMPONENTS) {
      const folder = join(MODELS_DIRECTORY, model, component)
      if (!existsSync(folder)) continue
      it(`The implied tensors are those that Python saved: ${model}/${component}`, async () => {
        const { tensors } = await readComponentWeights(folder)
        const stored = [...tensors.values()].map(({ name, dims }) => [name, dims] as const)
        const implied = publishedTensors(component, await readJson(folder, 'config.json'))
        assert.deepEqual(implied, new Map(stored))
      })
    }

  // Parameter counts from the papers' models, as counted from their state dictionaries.
  for (const [model, component, expected] of [
    ['wan2.1-t2v-1.3b', 'transformer', '1.419'],
    ['wan2.1-t2v-14b', 'transformer', '14.288'],
    ['wan2.1-i2v-14b', 'transformer', '16.395'],
    ['wan2.2-t2v-a14b', 'transformer_2', '14.288'],
    ['wan2.2-i2v-a14b', 'transformer', '14.289'],
    ['wan2.2-ti2v-5b', 'transformer', '5.000'],
    ['wan2.1-t2v-14b', 'text_encoder', '5.681'],
    ['wan2.1-i2v-14b', 'image_encoder', '0.631'],
    ['wan2.1-t2v-14b', 'vae', '0.127'],
    ['wan2.2-ti2v-5b', 'vae', '0.705'],
  ] as const)
    it(`The implied tensors of ${model}/${component} have ${expected} billion parameters`, async () => {
      assert.equal(billions(await parameters(model, component)), expected)
    })

  it('The implied tensors of a synthetic index follow each other without gaps', async () => {
    const config = await readJson(CONFIGS, 'wan2.1-t2v-1.3b/transformer/config.json')
    const { tensors } = syntheticWeights('transformer', config, {
      folder: '/nowhere',
      dtype: 'BF16',
      int8: false,
    })
    let end = 8
    for (const { offset, length } of tensors.values()) {
      assert.equal(offset, end)
      end += length
    }
    assert.equal(end - 8, 2 * (await parameters('wan2.1-t2v-1.3b', 'transformer')))
  })

  it('A configuration that lacks a key is refused by the name of the key', async () => {
    const { dim_mult: _, ...vae } = await readJson(CONFIGS, 'wan2.1-t2v-14b/vae/config.json')
    assert.throws(
      () => publishedTensors('vae', vae),
      (error) => error instanceof ConfigError && error.key === 'dim_mult',
    )
  })
})
