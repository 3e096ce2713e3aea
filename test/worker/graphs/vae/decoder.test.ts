import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import {
  type FloatValues,
  openGraph,
  type OpenGraph,
  relativeError,
  runGraph,
} from '#test/support/onnx/onnx.ts'
import {
  readReference,
  readTinyConfig,
  TINY_MODEL_FOLDER,
  type Reference,
} from '#test/support/onnx/reference.ts'
import { readTensorBytes, writeSafetensors } from '#test/support/onnx/safetensors.ts'
import { ConfigError } from '#worker/graphs/config.ts'
import { type Graph } from '#worker/graphs/onnx/graph.ts'
import {
  readComponentWeights,
  type SafetensorsIndex,
  WeightsError,
} from '#worker/graphs/weights/safetensors.ts'
import { buildVaeDecoderGraph } from '#worker/graphs/vae/decoder.ts'
import { channelsLast } from './values.ts'

const TOLERANCE = 1e-4
const LATENT_CHANNELS = 16

let folder = ''
let config: Record<string, unknown>
let weights: SafetensorsIndex
let reference: Reference
let graph: Graph
let session: OpenGraph

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vae-decoder-'))
  config = await readTinyConfig('vae')
  weights = await readComponentWeights(join(TINY_MODEL_FOLDER, 'vae'))
  reference = await readReference('vae_decoder')
  graph = buildVaeDecoderGraph(config, weights)
  session = await openGraph(graph)
})

after(async () => {
  await session.release()
  await rm(folder, { recursive: true })
})

async function decode(latents: FloatValues): Promise<FloatValues> {
  const { frames } = await session.run({ latents })
  assert.ok(frames?.data instanceof Float32Array)
  return { dims: frames.dims, data: frames.data }
}

/** The first `count` frames of latents [1, z, T, h, w]. */
function firstLatents({ dims: [, , frames = 0, height = 0, width = 0], data }: FloatValues, count: number) {
  const plane = height * width
  const channels = Array.from({ length: LATENT_CHANNELS }, (_, channel) => channel * frames * plane)
  const values = channels.flatMap((start) => [...data.subarray(start, start + count * plane)])
  return { dims: [1, LATENT_CHANNELS, count, height, width], data: Float32Array.from(values) }
}

/** The first `count` frames of [F, H, W, 3]. */
function firstFrames({ dims: [, ...image], data }: FloatValues, count: number) {
  return { dims: [count, ...image], data: data.subarray(0, count * image.reduce((a, b) => a * b, 1)) }
}

for (const [name, shape] of [
  ['latents3', '3 latent frames of 8 x 12'],
  ['latents5', '5 latent frames of 4 x 4'],
] as const) {
  test(`The decoder turns ${shape} into the frames of diffusers`, async () => {
    const error = relativeError(
      await decode(reference.floats(`${name}.unscaled`)),
      channelsLast(reference.floats(`${name}.video`)),
    )
    assert.ok(error <= TOLERANCE, `relative error ${error}`)
  })
}

test('One latent frame decodes to one frame without an iteration of the Loop', async () => {
  const frames = await decode(firstLatents(reference.floats('latents3.unscaled'), 1))
  assert.deepEqual(frames.dims, [1, 64, 96, 3])
  const expected = firstFrames(channelsLast(reference.floats('latents3.video')), 1)
  assert.ok(relativeError(frames, expected) <= TOLERANCE)
})

test('The first decoded frames do not depend on how many follow', async () => {
  const latents = reference.floats('latents5.unscaled')
  const all = await decode(latents)
  for (const count of [2, 4]) {
    const frames = await decode(firstLatents(latents, count))
    assert.deepEqual(frames, firstFrames(all, 1 + 4 * (count - 1)))
  }
})

test('Decoded frames stay in [-1, 1] for latents far outside the usual range', async () => {
  const { dims, data } = firstLatents(reference.floats('latents5.unscaled'), 2)
  const frames = await decode({ dims, data: data.map((value) => value * 100) })
  const [least, most] = [
    frames.data.reduce((a, b) => Math.min(a, b)),
    frames.data.reduce((a, b) => Math.max(a, b)),
  ]
  assert.deepEqual([least, most], [-1, 1])
})

test('Frames decoded as bytes are the float frames truncated to 256 levels', async () => {
  const latents = reference.floats('latents5.unscaled')
  const { frames } = await runGraph(buildVaeDecoderGraph(config, weights, { frameType: 'uint8' }), {
    latents,
  })
  const floats = await decode(latents)
  const half = floats.data.map((value) => value / 2)
  const unit = half.map((value) => value + 0.5)
  assert.deepEqual(frames?.dims, floats.dims)
  assert.deepEqual(frames.data, Uint8Array.from(unit.map((value) => value * 255)))
  assert.ok(new Set(frames.data).size > 100)
})

test('The decoder multiplies height and width of odd latent sizes by 8', async () => {
  const dims = [1, LATENT_CHANNELS, 2, 3, 5]
  const data = Float32Array.from({ length: LATENT_CHANNELS * 30 }, (_, i) => Math.sin(i))
  assert.deepEqual((await decode({ dims, data })).dims, [5, 24, 40, 3])
})

test('The decoder graph holds one Loop, which shares its weights with the chunk before it', () => {
  const used = [...weights.tensors.values()].filter(({ name }) => /^(decoder|post_quant_conv)\./.test(name))
  assert.equal(graph.nodeCount['Loop'], 1)
  assert.equal(
    graph.weightBytes,
    used.reduce((sum, { length }) => sum + length, 0),
  )
  assert.ok(graph.model.length < 200_000, `${graph.model.length} bytes`)
})

test('A feature map of zeros is normalised to zeros, not to NaN', async () => {
  const tensors = await readTensorBytes(weights.source)
  const silenced = ['decoder.conv_in', 'decoder.mid_block.resnets.0.conv2']
  const changed = Object.entries(tensors).map(([name, tensor]) => {
    const zero = silenced.some((layer) => name.startsWith(layer))
    return [name, zero ? { ...tensor, data: new Uint8Array(tensor.data.length) } : tensor]
  })
  await writeSafetensors(join(folder, 'model.safetensors'), Object.fromEntries(changed))
  const latents = firstLatents(reference.floats('latents5.unscaled'), 2)
  const silent = buildVaeDecoderGraph(config, await readComponentWeights(folder))
  const { frames } = await runGraph(silent, { latents })
  assert.ok(frames?.data instanceof Float32Array && frames.data.every(Number.isFinite))
})

test('The decoder refuses by name weights that do not fit the configuration and other autoencoders', () => {
  assert.throws(
    () => buildVaeDecoderGraph({ ...config, decoder_base_dim: 16 }, weights),
    (error) => error instanceof WeightsError && error.tensor === 'decoder.conv_in.weight',
  )
  assert.throws(
    () => buildVaeDecoderGraph({ ...config, is_residual: true }, weights),
    (error) => error instanceof WeightsError && /up_blocks\.0\.upsampler/.test(error.tensor ?? ''),
  )
  assert.throws(
    () => buildVaeDecoderGraph({ ...config, attn_scales: [0.5] }, weights),
    (error) => error instanceof ConfigError && error.key === 'attn_scales',
  )
})
