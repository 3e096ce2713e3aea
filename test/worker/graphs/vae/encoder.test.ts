import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type FloatValues, openGraph, type OpenGraph, relativeError } from '#test/support/onnx/onnx.ts'
import {
  readReference,
  readTinyConfig,
  TINY_MODEL_FOLDER,
  type Reference,
} from '#test/support/onnx/reference.ts'
import { ConfigError } from '#worker/graphs/config.ts'
import { type Graph } from '#worker/graphs/onnx/graph.ts'
import {
  readComponentWeights,
  type SafetensorsIndex,
  WeightsError,
} from '#worker/graphs/weights/safetensors.ts'
import { buildVaeEncoderGraph } from '#worker/graphs/vae/encoder.ts'
import { frameRange, normalised } from './values.ts'

const TOLERANCE = 1e-4

let config: Record<string, unknown>
let weights: SafetensorsIndex
let reference: Reference
let graphs: Graph[]
let imageSession: OpenGraph
let videoSession: OpenGraph

before(async () => {
  config = await readTinyConfig('vae')
  weights = await readComponentWeights(join(TINY_MODEL_FOLDER, 'vae'))
  reference = await readReference('vae_encoder')
  const imageGraph = buildVaeEncoderGraph(config, weights, { source: 'image' })
  const videoGraph = buildVaeEncoderGraph(config, weights, { source: 'video' })
  graphs = [imageGraph, videoGraph]
  imageSession = await openGraph(imageGraph)
  videoSession = await openGraph(videoGraph)
})

after(async () => {
  await imageSession.release()
  await videoSession.release()
})

const encodeImage = (firstFrame: FloatValues, chunkCount: number) =>
  imageSession.run({
    first_frame: firstFrame,
    chunk_count: { dims: [], data: BigInt64Array.of(BigInt(chunkCount)) },
  })

test('An image followed by frames of zeros encodes to the condition of diffusers', async () => {
  const { latents } = await encodeImage(reference.floats('condition.image'), 2)
  const error = relativeError(latents, reference.floats('condition.normalised'))
  assert.ok(error <= TOLERANCE, `relative error ${error}`)
})

for (const [name, shape] of [
  ['video9', '9 frames of 64 x 96'],
  ['video17', '17 frames of 32 x 32'],
] as const) {
  test(`The encoder turns ${shape} into the normalised mean of diffusers`, async () => {
    const { latents } = await videoSession.run({ video: reference.floats(`${name}.input`) })
    const error = relativeError(latents, normalised(reference.floats(`${name}.mean`), config))
    assert.ok(error <= TOLERANCE, `relative error ${error}`)
  })
}

test('One frame from either source encodes to one latent frame without an iteration of the Loop', async () => {
  const video = frameRange(reference.floats('video9.input'), 0, 1)
  const [, channels = 0, , height = 0, width = 0] = video.dims
  const expected = frameRange(normalised(reference.floats('video9.mean'), config), 0, 1)
  assert.deepEqual(expected.dims, [1, 16, 1, 8, 12])
  const fromVideo = await videoSession.run({ video })
  assert.ok(relativeError(fromVideo['latents'], expected) <= TOLERANCE)
  const fromImage = await encodeImage({ dims: [1, channels, height, width], data: video.data }, 0)
  assert.ok(relativeError(fromImage['latents'], expected) <= TOLERANCE)
})

test('The first latent frames do not depend on how many follow', async () => {
  const video = reference.floats('video17.input')
  const { latents } = await videoSession.run({ video: frameRange(video, 0, 9) })
  const expected = frameRange(normalised(reference.floats('video17.mean'), config), 0, 3)
  assert.ok(relativeError(latents, expected) <= TOLERANCE)
})

test('Each encoder graph holds one Loop, which shares its weights with the chunk before it', () => {
  const used = [...weights.tensors.values()].filter(({ name }) => /^(encoder|quant_conv)\./.test(name))
  for (const graph of graphs) {
    assert.equal(graph.nodeCount['Loop'], 1)
    assert.equal(
      graph.weightBytes,
      used.reduce((sum, { length }) => sum + length, 0),
    )
    assert.ok(graph.model.length < 200_000, `${graph.model.length} bytes`)
  }
})

test('The encoder refuses by name weights that do not fit the configuration and other autoencoders', () => {
  assert.throws(
    () => buildVaeEncoderGraph({ ...config, base_dim: 16 }, weights, { source: 'image' }),
    (error) => error instanceof WeightsError && error.tensor === 'encoder.conv_in.weight',
  )
  assert.throws(
    () => buildVaeEncoderGraph({ ...config, patch_size: 2 }, weights, { source: 'video' }),
    (error) => error instanceof ConfigError && error.key === 'in_channels',
  )
})
