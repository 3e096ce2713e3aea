import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import {
  originalImageEncoder,
  originalTextEncoder,
  originalTransformer,
  originalVae,
} from '#test/support/comfyui/original-names.ts'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { contentOf, type Network, withBuilderNames } from '#worker/graphs/weights/original/networks.ts'
import { readComponentWeights, type SafetensorsIndex } from '#worker/graphs/weights/safetensors.ts'

/** By the authors' own classes: test/reference/list_original_names.py. */
const AUTHORS = JSON.parse(
  await readFile(join(import.meta.dirname, '../../../../reference/original-names.json'), 'utf8'),
) as Record<string, Record<string, number[] | null>>

const NETWORKS: readonly Network[] = ['transformer', 'text_encoder', 'image_encoder', 'vae']
/** What the authors' files hold beyond what Wan reads. */
const UNREAD = /^visual\.(head|post_norm)/

/** An index of tensors of these shapes, one after the other in one file. */
function indexOf(shapes: Readonly<Record<string, readonly number[]>>): SafetensorsIndex {
  let offset = 0
  const tensors = Object.entries(shapes).map(([name, dims]) => {
    const length = 4 * dims.reduce((product, size) => product * size, 1)
    offset += length
    return [name, { name, dtype: 'F32', dims, file: 'f', offset: offset - length, length }] as const
  })
  return { source: 'f', folder: '/', tensors: new Map(tensors) }
}

async function shapesOf(folder: string): Promise<Record<string, readonly number[]>> {
  const { tensors } = await readComponentWeights(join(MODELS_DIRECTORY, folder))
  return Object.fromEntries([...tensors.values()].map(({ name, dims }) => [name, dims]))
}

describe('The names of Wan’s authors', () => {
  for (const [folder, shapes] of Object.entries(AUTHORS)) {
    const network = NETWORKS.find((name) => folder.endsWith(name))!

    it(`Every tensor of the authors’ own classes has a name here: ${folder}`, async () => {
      const published = await shapesOf(folder)
      // The authors fix the width of `img_emb`; the tiny folders have another.
      const known = Object.entries(shapes).map(([name, dims]) => [name, dims ?? [1]] as const)
      const index = withBuilderNames(indexOf(Object.fromEntries(known)), network)
      for (const [name, { dims }] of index.tensors) {
        assert.ok(name in published, `${name} is a name of diffusers`)
        const isFixed = name.includes('image_embedder')
        assert.deepEqual(isFixed ? published[name] : dims, published[name], name)
      }
      const unread = Object.keys(published).filter((name) => !index.tensors.has(name))
      assert.deepEqual(
        unread.filter((name) => !/post_layernorm|layers\.\d\.self_attn\.[qkv]_proj\.bias/.test(name)),
        [],
      )
      assert.equal(contentOf(indexOf(Object.fromEntries(known))), network)
    })

    it(`The converter of the tests writes the authors’ names and shapes: ${folder}`, async () => {
      const convert = {
        transformer: originalTransformer,
        text_encoder: originalTextEncoder,
        image_encoder: originalImageEncoder,
        vae: originalVae,
      }[network]
      const tensors = Object.entries(await shapesOf(folder)).map(([name, dims]) => {
        const count = dims.reduce((product, size) => product * size, 1)
        return [name, { dtype: 'F32', dims, data: new Uint8Array(4 * count) }] as const
      })
      const converted = convert(Object.fromEntries(tensors))
      const expected = Object.entries(shapes).filter(([name]) => !UNREAD.test(name))
      const named = new Map(Object.entries(converted))
      for (const [name, dims] of expected) {
        assert.ok(named.has(name), `${name} is written`)
        if (dims !== null) assert.deepEqual(named.get(name)!.dims, dims, name)
      }
    })
  }

  it('A tensor of another model on the same blocks is refused by its name and model', () => {
    for (const [name, reason] of [
      ['vace_blocks.0.before_proj.weight', /"vace_blocks.*VACE, which does not run here/],
      ['face_adapter.fuser_blocks.0.q_norm.weight', /Animate/],
      ['whatever.weight', /"whatever\.weight" belongs to no transformer of Wan/],
    ] as const) {
      const shapes = Object.fromEntries(
        Object.entries(AUTHORS['wan2.2-ti2v-5b-tiny/transformer']!).map(([key, dims]) => [key, dims ?? [1]]),
      )
      assert.throws(() => withBuilderNames(indexOf({ ...shapes, [name]: [4] }), 'transformer'), reason)
    }
  })

  it('open_clip’s fused projections are read as three', () => {
    const index = withBuilderNames(
      indexOf({
        'visual.class_embedding': [8],
        'visual.transformer.resblocks.1.attn.in_proj_weight': [24, 8],
        'visual.transformer.resblocks.1.mlp.c_fc.bias': [16],
        'visual.ln_pre.weight': [8],
        'visual.proj': [8, 4],
      }),
      'image_encoder',
    )
    const layer = 'vision_model.encoder.layers.1'
    assert.deepEqual(
      [...index.tensors.values()].map(({ name, dims, offset }) => [name, dims, offset]),
      [
        ['vision_model.embeddings.class_embedding', [8], 0],
        [`${layer}.self_attn.q_proj.weight`, [8, 8], 32],
        [`${layer}.self_attn.k_proj.weight`, [8, 8], 32 + 256],
        [`${layer}.self_attn.v_proj.weight`, [8, 8], 32 + 512],
        [`${layer}.mlp.fc1.bias`, [16], 32 + 768],
        ['vision_model.pre_layrnorm.weight', [8], 32 + 768 + 64],
      ],
    )
  })
})
