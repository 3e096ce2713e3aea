import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type FloatValues, openGraph, type OpenGraph, relativeError } from '#test/support/onnx/onnx.ts'
import { readTensors, type Reference } from '#test/support/onnx/reference.ts'
import { readVaeConfig, type VaeConfig } from '#worker/graphs/vae/config.ts'
import { buildVaeDecoderGraph } from '#worker/graphs/vae/decoder.ts'
import { buildVaeEncoderGraph } from '#worker/graphs/vae/encoder.ts'
import { type Family, readComponent } from '#test/worker/graphs/families.ts'
import { decodeWhole, encodeWhole } from './whole-video-vae.ts'

/**
 * Rounding changes results by up to 3e-6; a frame that is missing from a history by 1e-2 and more.
 */
const TOLERANCE = 2e-5

/** Values that a multiplicative generator of 31 bits gives, uniform in ±√3. */
function random(dims: readonly number[], seed: number): FloatValues {
  let state = seed
  const data = Float32Array.from({ length: dims.reduce((product, size) => product * size, 1) }, () => {
    state = (state * 48271) % 0x7fffffff
    return ((2 * state) / 0x7fffffff - 1) * Math.sqrt(3)
  })
  return { dims, data }
}

for (const [family, what] of [
  ['wan2.1-i2v-tiny', 'Wan2.1'],
  ['wan2.2-ti2v-5b-tiny', 'Wan2.2-TI2V-5B'],
] as const satisfies readonly (readonly [Family, string])[]) {
  describe(`The streaming autoencoder of ${what} against one that sees all frames at once`, () => {
    let config: VaeConfig
    let tensors: Reference
    let encoder: OpenGraph
    let decoder: OpenGraph
    before(async () => {
      const { folder, config: json, weights } = await readComponent(family, 'vae')
      config = readVaeConfig(json)
      tensors = await readTensors(join(folder, 'diffusion_pytorch_model.safetensors'))
      encoder = await openGraph(buildVaeEncoderGraph(json, weights, { source: 'video' }))
      decoder = await openGraph(buildVaeDecoderGraph(json, weights))
    })
    after(() => Promise.all([encoder.release(), decoder.release()]))

    for (const latentFrames of [1, 2, 3, 4, 5]) {
      const frames = 4 * (latentFrames - 1) + 1
      test(`The streaming encoder of ${what} encodes ${frames} frames to the ${latentFrames} latent frames of the one-shot form`, async () => {
        const side = 2 * config.spatialCompression
        const video = random([1, 3, frames, side, side], latentFrames)
        const { latents } = await encoder.run({ video })
        const error = relativeError(latents, encodeWhole(config, tensors, video))
        assert.ok(error <= TOLERANCE, `relative error ${error}`)
      })

      test(`The streaming decoder of ${what} decodes ${latentFrames} latent frames to the ${frames} frames of the one-shot form`, async () => {
        const latents = random([1, config.latentChannels, latentFrames, 2, 2], 100 + latentFrames)
        const expected = decodeWhole(config, tensors, latents)
        const inside = expected.data.filter((value) => Math.abs(value) < 1).length
        assert.ok(inside > 0.5 * expected.data.length, 'most values are not cut off')
        const { frames: decoded } = await decoder.run({ latents })
        const error = relativeError(decoded, expected)
        assert.ok(error <= TOLERANCE, `relative error ${error}`)
      })
    }
  })
}
