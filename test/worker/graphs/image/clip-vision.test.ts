import assert from 'node:assert/strict'
import { mkdtemp, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type FloatValues, relativeError, runGraph } from '#test/support/onnx/onnx.ts'
import { readReference, readTinyConfig, TINY_MODEL_FOLDER } from '#test/support/onnx/reference.ts'
import {
  float32Tensor,
  readTensorBytes,
  type TensorBytes,
  writeSafetensors,
} from '#test/support/onnx/safetensors.ts'
import { buildClipVisionGraph } from '#worker/graphs/image/clip-vision.ts'
import { ConfigError } from '#worker/graphs/config.ts'
import {
  readComponentWeights,
  type SafetensorsIndex,
  WeightsError,
} from '#worker/graphs/weights/safetensors.ts'

/**
 * The tanh approximation in place of the exact GELU changes the results by 1e-4; rounding changes
 * them by 6e-7.
 */
const TOLERANCE = 2e-5

let folder = ''
let config: Record<string, unknown>
let weights: SafetensorsIndex
let tensors: Record<string, TensorBytes>
let pixels: FloatValues
let expected: FloatValues

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clip-vision-'))
  config = await readTinyConfig('image_encoder')
  weights = await readComponentWeights(join(TINY_MODEL_FOLDER, 'image_encoder'))
  tensors = await readTensorBytes(weights.source)
  pixels = (await readReference('image')).floats('clip.pixel_values')
  expected = (await readReference('image_encoder')).floats('image_embeds')
})

after(() => rm(folder, { recursive: true }))

async function storedWeights(changed: Record<string, TensorBytes>): Promise<SafetensorsIndex> {
  await writeSafetensors(join(folder, 'model.safetensors'), changed)
  return readComponentWeights(folder)
}

async function encode(graph: ReturnType<typeof buildClipVisionGraph>, values = pixels): Promise<FloatValues> {
  const { image_embeds: embeds } = await runGraph(graph, { pixel_values: values })
  assert.ok(embeds?.data instanceof Float32Array)
  return { dims: embeds.dims, data: embeds.data }
}

function floatsOf(name: string): Float32Array {
  const tensor = tensors[name]
  assert.ok(tensor, name)
  return new Float32Array(tensor.data.slice().buffer)
}

test('The penultimate hidden state of CLIP agrees with transformers', async () => {
  const error = relativeError(await encode(buildClipVisionGraph(config, weights)), expected)
  assert.ok(error <= TOLERANCE, `relative error ${error}`)
})

test('The last CLIP block and the final norm are neither read nor required', async () => {
  const unused = Object.keys(tensors).filter(
    (name) => name.includes('.layers.2.') || name.includes('post_layernorm'),
  )
  assert.equal(unused.length, 18)
  const kept = Object.entries(tensors).filter(([name]) => !unused.includes(name))
  const graph = buildClipVisionGraph(config, await storedWeights(Object.fromEntries(kept)))
  const stored = kept.reduce((sum, [, { data }]) => sum + data.length, 0)
  assert.equal(graph.weightBytes, stored)
  assert.ok(relativeError(await encode(graph), expected) <= TOLERANCE)
})

test('CLIP tensor names without the vision_model prefix are accepted', async () => {
  const renamed = Object.entries(tensors).map(([name, tensor]) => [name.replace('vision_model.', ''), tensor])
  const graph = buildClipVisionGraph(config, await storedWeights(Object.fromEntries(renamed)))
  assert.ok(relativeError(await encode(graph), expected) <= TOLERANCE)
})

test('The activation quick_gelu, which is also the default of CLIP, computes x sigmoid(1.702 x)', async () => {
  // With fc1.weight = 0 the activation sees only fc1.bias, so its effect can be written into
  // fc2.bias by hand.
  const input = Float32Array.from({ length: 128 }, (_, i) => (i - 64) / 16)
  const constant: Record<string, TensorBytes> = { ...tensors }
  const byHand: Record<string, TensorBytes> = { ...tensors }
  for (const layer of [0, 1]) {
    const mlp = `vision_model.encoder.layers.${layer}.mlp`
    const kernel = floatsOf(`${mlp}.fc2.weight`)
    const bias = floatsOf(`${mlp}.fc2.bias`).map((value, row) =>
      input.reduce((sum, x, i) => {
        const weight = kernel[row * input.length + i] ?? Number.NaN
        return sum + (weight * x) / (1 + Math.exp(-1.702 * x))
      }, value),
    )
    constant[`${mlp}.fc1.bias`] = float32Tensor([128], input)
    constant[`${mlp}.fc1.weight`] = float32Tensor([128, 64], new Float32Array(128 * 64))
    byHand[`${mlp}.fc2.weight`] = float32Tensor([64, 128], new Float32Array(64 * 128))
    byHand[`${mlp}.fc2.bias`] = float32Tensor([64], bias)
  }
  const wanted = await encode(buildClipVisionGraph(config, await storedWeights(byHand)))
  const changed = await storedWeights(constant)
  for (const hidden_act of ['quick_gelu', undefined]) {
    const actual = await encode(buildClipVisionGraph({ ...config, hidden_act }, changed))
    const error = relativeError(actual, wanted)
    assert.ok(error <= TOLERANCE, `relative error ${error}`)
  }
  assert.ok(relativeError(await encode(buildClipVisionGraph(config, changed)), wanted) > 10 * TOLERANCE)
})

test('CLIP runs on an image of another size with one token per patch', async () => {
  const positions = floatsOf('vision_model.embeddings.position_embedding.weight')
  const small = await storedWeights({
    ...tensors,
    'vision_model.embeddings.position_embedding.weight': float32Tensor([65, 64], positions.slice(0, 65 * 64)),
  })
  const image = { dims: [1, 3, 112, 112], data: pixels.data.slice(0, 3 * 112 * 112) }
  const embeds = await encode(buildClipVisionGraph({ ...config, image_size: 112 }, small), image)
  assert.deepEqual(embeds.dims, [1, 65, 64])
  assert.ok(embeds.data.every(Number.isFinite))
})

test('A CLIP weight of another shape, a missing one and a truncated file are refused by name', async () => {
  assert.throws(() => buildClipVisionGraph({ ...config, image_size: 112 }, weights), {
    name: 'WeightsError',
    message: `${join(weights.folder, 'model.safetensors')}: tensor "vision_model.embeddings.position_embedding.weight" has shape [257, 64], expected [65, 64]`,
  })
  const { 'vision_model.pre_layrnorm.bias': _, ...lacking } = tensors
  const { source } = await storedWeights(lacking)
  const index = await readComponentWeights(folder)
  assert.throws(() => buildClipVisionGraph(config, index), {
    name: 'WeightsError',
    message: `${source}: tensor "vision_model.pre_layrnorm.bias" is missing`,
  })
  await storedWeights(tensors)
  await truncate(source, (await stat(source)).size - 4)
  await assert.rejects(
    readComponentWeights(folder),
    (error) => error instanceof WeightsError && error.message.startsWith(`${source}: tensor "`),
  )
})

test('CLIP configuration values that require other mathematics are refused with key and value', () => {
  const refusals: Record<string, unknown[]> = {
    model_type: ['siglip_vision_model', 'clip'],
    hidden_act: ['gelu_new', 'relu'],
    num_attention_heads: [5, 0],
    num_hidden_layers: [0],
    patch_size: ['14'],
    layer_norm_eps: [0],
  }
  for (const [key, values] of Object.entries(refusals)) {
    for (const value of values) {
      assert.throws(
        () => buildClipVisionGraph({ ...config, [key]: value }, weights),
        (error) =>
          error instanceof ConfigError &&
          error.key === key &&
          error.message.startsWith(
            `image_encoder/config.json: ${key} is ${JSON.stringify(value) ?? 'missing'},`,
          ),
        `${key} ${JSON.stringify(value)}`,
      )
    }
  }
})
