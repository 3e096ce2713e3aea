import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type FloatValues, openGraph, relativeError, runGraph } from '#test/support/onnx/onnx.ts'
import { buildVaeDecoderGraph } from '#worker/graphs/vae/decoder.ts'
import { buildVaeEncoderGraph } from '#worker/graphs/vae/encoder.ts'
import { type VaeSource } from '#worker/graphs/vae/pixels.ts'
import { type Family, readComponent, readFamilyReference } from '#test/worker/graphs/families.ts'
import { channelsLast, frameRange, normalised } from './values.ts'

/**
 * Rounding changes the results by 1e-6 to 4e-6; averaging without the frame of zeros changes them
 * by 1e-1.
 */
const TOLERANCE = 1e-5
const TI2V = 'wan2.2-ti2v-5b-tiny'

const count = (value: number) => ({ dims: [], data: BigInt64Array.of(BigInt(value)) })

async function encoder(family: Family, source: VaeSource) {
  const { config, weights } = await readComponent(family, 'vae')
  const graph = buildVaeEncoderGraph(config, weights, { source })
  return { config, graph, reference: await readFamilyReference(family, 'vae_encoder') }
}

function assertClose(actual: Parameters<typeof relativeError>[0], expected: FloatValues, what = '') {
  const error = relativeError(actual, expected)
  assert.ok(error <= TOLERANCE, `${what} relative error ${error}`)
}

for (const [family, what] of [
  ['wan2.1-t2v-tiny', 'of Wan2.1, from bfloat16 weights'],
  ['wan2.2-t2v-a14b-tiny', 'of Wan2.1 in Wan2.2-A14B'],
  [TI2V, 'of Wan2.2-TI2V-5B'],
] as const) {
  test(`The autoencoder ${what} decodes 1 and 3 latent frames to the frames of diffusers`, async () => {
    const { config, weights } = await readComponent(family, 'vae')
    const reference = await readFamilyReference(family, 'vae_decoder')
    const session = await openGraph(buildVaeDecoderGraph(config, weights))
    try {
      for (const run of ['latents1', 'latents3']) {
        const { frames } = await session.run({ latents: reference.floats(`${run}.unscaled`) })
        assertClose(frames, channelsLast(reference.floats(`${run}.video`)), run)
      }
    } finally {
      await session.release()
    }
  })
}

test('Two latent frames decode to the first 5 of the frames that three decode to', async () => {
  const { config, weights } = await readComponent(TI2V, 'vae')
  const reference = await readFamilyReference(TI2V, 'vae_decoder')
  const latents = frameRange(reference.floats('latents3.unscaled'), 0, 2)
  const { frames } = await runGraph(buildVaeDecoderGraph(config, weights), { latents })
  assertClose(frames, channelsLast(frameRange(reference.floats('latents3.video'), 0, 5)))
})

for (const family of ['wan2.1-flf2v-tiny', 'wan2.2-i2v-a14b-tiny', TI2V] as const) {
  test(`The encoder of ${family} turns 5 frames into the normalised mean of diffusers`, async () => {
    const { config, graph, reference } = await encoder(family, 'video')
    const { latents } = await runGraph(graph, { video: reference.floats('video5.input') })
    assertClose(latents, normalised(reference.floats('video5.mean'), config))
  })
}

test('A first and a last frame with zeros between them encode to the condition of diffusers', async () => {
  const { config, graph, reference } = await encoder('wan2.1-flf2v-tiny', 'first-last')
  const images = {
    first_frame: reference.floats('condition.image'),
    last_frame: reference.floats('condition.last_image'),
  }
  const { latents } = await runGraph(graph, { ...images, chunk_count: count(2) })
  assertClose(latents, reference.floats('condition.normalised'))

  // One chunk: the last frame is in the only one.
  const joined = await runGraph(graph, { ...images, chunk_count: count(1) })
  const { graph: videoGraph } = await encoder('wan2.1-flf2v-tiny', 'video')
  const video = fiveFrames(images.first_frame, images.last_frame)
  const expected = (await runGraph(videoGraph, { video }))['latents']
  assert.ok(expected?.data instanceof Float32Array)
  assertClose(joined['latents'], { dims: expected.dims, data: expected.data })
  assert.deepEqual(expected.dims.slice(0, 3), [1, config['z_dim'], 2])
})

/** [1, 3, 5, H, W]: the first image, three frames of zeros and the last. */
function fiveFrames(first: FloatValues, last: FloatValues): FloatValues {
  const [, channels = 0, height = 0, width = 0] = first.dims
  const plane = height * width
  const data = new Float32Array(channels * 5 * plane)
  for (let channel = 0; channel < channels; channel++) {
    const image = (values: FloatValues) => values.data.subarray(channel * plane, (channel + 1) * plane)
    data.set(image(first), channel * 5 * plane)
    data.set(image(last), (channel * 5 + 4) * plane)
  }
  return { dims: [1, channels, 5, height, width], data }
}

test('An image followed by frames of zeros encodes to the condition of diffusers for Wan2.2-I2V-A14B', async () => {
  const { graph, reference } = await encoder('wan2.2-i2v-a14b-tiny', 'image')
  const { latents } = await runGraph(graph, {
    first_frame: reference.floats('condition.image'),
    chunk_count: count(2),
  })
  assertClose(latents, reference.floats('condition.normalised'))
})

test('One frame alone encodes to the condition of diffusers for Wan2.2-TI2V-5B, without a Loop', async () => {
  const { graph, reference } = await encoder(TI2V, 'frame')
  const first_frame = reference.floats('condition.image')
  const { latents } = await runGraph(graph, { first_frame })
  assertClose(latents, reference.floats('condition.normalised'))
  assert.equal(graph.nodeCount['Loop'], undefined)
  assert.deepEqual(
    graph.inputs.map(({ name }) => name),
    ['first_frame'],
  )
  const { graph: streaming } = await encoder(TI2V, 'image')
  const streamed = await runGraph(streaming, { first_frame, chunk_count: count(0) })
  assertClose(streamed['latents'], reference.floats('condition.normalised'))
})

test('Every decoder weight is read once, shared by the Loop and the chunk before it', async () => {
  const { config, weights } = await readComponent(TI2V, 'vae')
  const { weightBytes, nodeCount } = buildVaeDecoderGraph(config, weights)
  const used = [...weights.tensors.values()].filter(({ name }) => /^(decoder|post_quant_conv)\./.test(name))
  assert.equal(nodeCount['Loop'], 1)
  assert.equal(
    weightBytes,
    used.reduce((sum, { length }) => sum + length, 0),
  )
})
