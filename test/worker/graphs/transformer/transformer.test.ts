import assert from 'node:assert/strict'
import { mkdtemp, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type FloatValues, openGraph, relativeError, runGraph } from '#test/support/onnx/onnx.ts'
import {
  type Reference,
  readReference,
  readTinyConfig,
  TINY_MODEL_FOLDER,
} from '#test/support/onnx/reference.ts'
import { readTensorBytes, type TensorBytes, writeSafetensors } from '#test/support/onnx/safetensors.ts'
import { ConfigError } from '#worker/graphs/config.ts'
import {
  readComponentWeights,
  type SafetensorsIndex,
  WeightsError,
} from '#worker/graphs/weights/safetensors.ts'
import { buildTransformerGraph } from '#worker/graphs/transformer/transformer.ts'
import { toPatches, type TransformerFeeds, transformerFeeds } from './feeds.ts'

/**
 * An exact GELU in place of the tanh approximation changes the results by 1e-4; rounding changes
 * them by 1e-6.
 */
const TOLERANCE = 2e-5

let folder = ''
let config: Record<string, unknown>
let weights: SafetensorsIndex
let tensors: Record<string, TensorBytes>
let reference: Reference

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'transformer-'))
  config = await readTinyConfig('transformer')
  weights = await readComponentWeights(join(TINY_MODEL_FOLDER, 'transformer'))
  tensors = await readTensorBytes(weights.source)
  reference = await readReference('transformer')
})

after(() => rm(folder, { recursive: true }))

/** The tiny model's weights with some tensors replaced, or left out where undefined. */
async function changedWeights(changes: Record<string, TensorBytes | undefined>): Promise<SafetensorsIndex> {
  const kept = Object.entries({ ...tensors, ...changes }).filter((entry) => entry[1] !== undefined)
  await writeSafetensors(
    join(folder, 'model.safetensors'),
    Object.fromEntries(kept) as Record<string, TensorBytes>,
  )
  return readComponentWeights(folder)
}

/** The tokens of `values` followed by the same tokens again. */
function twice({ dims: [, tokens = 0, size = 0], data }: FloatValues): FloatValues {
  return { dims: [1, 2 * tokens, size], data: Float32Array.from([...data, ...data]) }
}

function referenceFeeds(run: 't937' | 't833'): TransformerFeeds {
  return { ...transformerFeeds(reference), timestep: reference.floats(`${run}.timestep`) }
}

test('The velocity agrees with diffusers at an integer and at a fractional timestep', async () => {
  const session = await openGraph(buildTransformerGraph(config, weights))
  try {
    for (const run of ['t937', 't833'] as const) {
      const { velocity } = await session.run(referenceFeeds(run))
      const expected = toPatches(reference.floats(`${run}.output`), 'channel last')
      const error = relativeError(velocity, expected)
      assert.ok(error <= TOLERANCE, `${run}: relative error ${error}`)
    }
  } finally {
    await session.release()
  }
})

test('The transformer takes any number of tokens, and tokens given twice get the velocity of tokens given once', async () => {
  // Softmax over every key twice has the same weighted mean, so the reference is known for a
  // doubled clip too.
  const { patches, cos, sin, ...rest } = referenceFeeds('t937')
  const feeds = { patches: twice(patches), cos: twice(cos), sin: twice(sin), ...rest }
  const { velocity } = await runGraph(buildTransformerGraph(config, weights), feeds)
  const expected = twice(toPatches(reference.floats('t937.output'), 'channel last'))
  const error = relativeError(velocity, expected)
  assert.ok(error <= TOLERANCE, `relative error ${error}`)
})

test('A transformer without image_dim has no image input and computes as if the image added nothing', async () => {
  // An image branch whose values are all zero adds nothing to the cross-attention.
  const zeroed = Object.entries(tensors).filter(([name]) => name.includes('.add_v_proj.'))
  assert.equal(zeroed.length, 4)
  const silent = await changedWeights(
    Object.fromEntries(zeroed.map(([name, t]) => [name, { ...t, data: new Uint8Array(t.data.length) }])),
  )
  const feeds = referenceFeeds('t937')
  const { velocity: expected } = await runGraph(buildTransformerGraph(config, silent), feeds)
  assert.ok(expected?.data instanceof Float32Array)

  const textOnly = buildTransformerGraph({ ...config, image_dim: null, added_kv_proj_dim: null }, weights)
  assert.deepEqual(
    textOnly.inputs.map(({ name }) => name),
    ['patches', 'timestep', 'text', 'cos', 'sin'],
  )
  const { image: _, ...textFeeds } = feeds
  const { velocity } = await runGraph(textOnly, textFeeds)
  const error = relativeError(velocity, { dims: expected.dims, data: expected.data })
  assert.ok(error <= TOLERANCE, `relative error ${error}`)
})

test('Every transformer weight of the checkpoint is read in place', () => {
  const { weightBytes, weightsFolder } = buildTransformerGraph(config, weights)
  const stored = [...weights.tensors.values()].reduce((sum, { length }) => sum + length, 0)
  assert.equal(weightBytes, stored)
  assert.equal(weightsFolder, weights.folder)
})

test('Attention, rotation and norms are one operator each, so that a provider can pick its fused kernel', () => {
  const { nodeCount } = buildTransformerGraph(config, weights)
  const layers = 2
  assert.equal(nodeCount['com.microsoft.MultiHeadAttention'], 3 * layers)
  assert.equal(nodeCount['RotaryEmbedding'], 2 * layers)
  assert.equal(nodeCount['RMSNormalization'], 5 * layers)
  assert.equal(nodeCount['LayerNormalization'], 3 * layers + 3)
  assert.deepEqual(
    [nodeCount['Softmax'], nodeCount['Conv'], nodeCount['Shape'], nodeCount['MatMul']],
    Array(4).fill(undefined),
  )
})

test('A transformer weight of another shape, a missing one and a truncated file are refused by name', async () => {
  const name = 'blocks.1.ffn.net.0.proj.weight'
  const ffn = tensors[name]
  assert.ok(ffn)
  const turned = await changedWeights({ [name]: { ...ffn, dims: ffn.dims.toReversed() } })
  assert.throws(() => buildTransformerGraph(config, turned), {
    name: 'WeightsError',
    message: `${join(turned.folder, 'model.safetensors')}: tensor "${name}" has shape [96, 256], expected [256, 96]`,
  })
  const missingAction = await changedWeights({ 'blocks.0.attn2.norm_added_k.weight': undefined })
  assert.throws(() => buildTransformerGraph(config, missingAction), {
    name: 'WeightsError',
    message: `${missingAction.source}: tensor "blocks.0.attn2.norm_added_k.weight" is missing`,
  })
  const whole = await changedWeights({})
  await truncate(whole.source, (await stat(whole.source)).size - 4)
  await assert.rejects(
    readComponentWeights(folder),
    (error) => error instanceof WeightsError && error.message.startsWith(`${whole.source}: tensor "`),
  )
})

test('Transformer configuration values that require other mathematics are refused with key and value', () => {
  const refusals: Record<string, unknown[]> = {
    _class_name: ['WanVACETransformer3DModel'],
    patch_size: [
      [1, 1, 1],
      [2, 2, 2],
    ],
    qk_norm: ['rms_norm', 'layer_norm'],
    pos_embed_seq_len: [257, 771, '514'],
    window_size: [[8, 8]],
    quantization_config: [{ quant_method: 'bitsandbytes', load_in_4bit: true }],
    added_kv_proj_dim: [null, 64],
    image_dim: [null, 0],
    attention_head_dim: [33, '32'],
    freq_dim: [255],
    num_layers: [0, 1.5],
    eps: [0, '1e-6'],
    cross_attn_norm: ['yes'],
  }
  for (const [key, values] of Object.entries(refusals)) {
    for (const value of values) {
      const named = key === 'image_dim' && value === null ? 'added_kv_proj_dim' : key
      assert.throws(
        () => buildTransformerGraph({ ...config, [key]: value }, weights),
        (error) =>
          error instanceof ConfigError &&
          error.key === named &&
          error.message.startsWith(`transformer/config.json: ${named} is `),
        `${key} ${JSON.stringify(value)}`,
      )
    }
  }
})

test('A configuration without the affine cross-attention norm builds a graph without it', () => {
  const graph = buildTransformerGraph({ ...config, cross_attn_norm: false }, weights)
  assert.equal(graph.nodeCount['LayerNormalization'], 2 * 2 + 3)
})
