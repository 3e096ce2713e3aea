import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { relativeError } from '#test/support/onnx/onnx.ts'
import { readReference } from '#test/support/onnx/reference.ts'
import {
  denormalise,
  imageCondition,
  latentShape,
  type LatentShape,
  patchify,
  tokenCount,
  unpatchify,
  valueCount,
  withFirstFrame,
} from '#worker/wan/latents/latents.ts'
import { readVaeConfig } from '#worker/graphs/vae/config.ts'
import { readTinyConfig } from '#test/support/onnx/reference.ts'
import { familyReference } from '#test/worker/wan/family-run.ts'

/** Of the autoencoders of Wan 2.1 and of Wan2.2-TI2V-5B. */
const space = { channels: 16, spatialCompression: 8 }
const space22 = { channels: 48, spatialCompression: 16 }
const shape: LatentShape = { channels: 16, frames: 3, height: 8, width: 12 }

describe('latents', () => {
  it('have a quarter of the frames, rounded up, and an eighth of each side', () => {
    assert.deepEqual(latentShape({ width: 96, height: 64, frames: 9 }, space), shape)
    assert.deepEqual(latentShape({ width: 832, height: 480, frames: 81 }, space), {
      channels: 16,
      frames: 21,
      height: 60,
      width: 104,
    })
    assert.equal(tokenCount(latentShape({ width: 832, height: 480, frames: 81 }, space)), 32_760)
    assert.equal(latentShape({ width: 16, height: 16, frames: 1 }, space).frames, 1)
  })

  it('are refused for sizes that do not divide', () => {
    assert.throws(() => latentShape({ width: 100, height: 64, frames: 9 }, space), /size 100x64/)
    assert.throws(() => latentShape({ width: 96, height: 0, frames: 9 }, space), /size 96x0/)
    for (const frames of [0, 8, 10, 2.5]) {
      assert.throws(() => latentShape({ width: 96, height: 64, frames }, space), /frames: expected 4n \+ 1/)
    }
  })

  it('of the autoencoder with 16 times smaller sides need sides in multiples of 32', () => {
    assert.deepEqual(latentShape({ width: 1280, height: 704, frames: 121 }, space22), {
      channels: 48,
      frames: 31,
      height: 44,
      width: 80,
    })
    assert.throws(() => latentShape({ width: 1280, height: 720, frames: 121 }, space22), /multiples of 32/)
  })

  it('get the mask and the image in the layout of diffusers', async () => {
    const reference = await readReference('vae_encoder')
    const condition = imageCondition(reference.floats('condition.normalised').data, shape, false)
    assert.deepEqual(condition, reference.floats('condition').data)
  })

  it('get a mask of first and last frame in the layout of diffusers', async () => {
    const reference = await familyReference('wan2.1-flf2v-tiny', 'vae_encoder')
    const flf2v = { ...shape, height: 4, width: 8 }
    const condition = imageCondition(reference.floats('condition.normalised').data, flf2v, true)
    assert.deepEqual(condition, reference.floats('condition').data)
    const mask = [...condition.subarray(0, 4 * 3 * 32)]
    const given = (channel: number, frame: number) => mask[(channel * 3 + frame) * 32]
    for (let channel = 0; channel < 4; channel++) {
      assert.deepEqual(
        [given(channel, 0), given(channel, 1), given(channel, 2)],
        [1, 0, channel === 3 ? 1 : 0],
      )
    }
  })

  it('take a first frame into each channel and nowhere else', () => {
    const small = { channels: 2, frames: 3, height: 1, width: 2 }
    const values = Float32Array.from({ length: 12 }, (_, i) => i)
    const firstFrame = Float32Array.of(-1, -2, -3, -4)
    assert.deepEqual(
      [...withFirstFrame(values, firstFrame, small)],
      [-1, -2, 2, 3, 4, 5, -3, -4, 8, 9, 10, 11],
    )
    assert.deepEqual(values[0], 0)
    assert.throws(() => withFirstFrame(values, values, small), /first frame of 12 values, expected 4/)
  })

  it('of 5B are masked as diffusers masks them: the first latent frame is the image', async () => {
    const reference = await familyReference('wan2.2-ti2v-5b-tiny', 'run_i2v')
    const encoded = await familyReference('wan2.2-ti2v-5b-tiny', 'vae_encoder')
    const shape22 = { channels: 48, frames: 2, height: 6, width: 4 }
    const input = withFirstFrame(
      reference.floats('step0.latents').data,
      encoded.floats('condition.normalised').data,
      shape22,
    )
    assert.deepEqual(input, reference.floats('step1.model_input').data)
  })

  it('are de-normalised channel by channel', async () => {
    const reference = await readReference('vae_decoder')
    const { latentsMean, latentsStd } = readVaeConfig(await readTinyConfig('vae'))
    const expected = reference.floats('latents3.unscaled')
    const values = denormalise(reference.floats('latents3.input').data, {
      channels: 16,
      mean: latentsMean,
      std: latentsStd,
    })
    assert.ok(relativeError({ dims: expected.dims, data: values }, expected) < 2e-7)
  })
})

describe('patches', () => {
  const small: LatentShape = { channels: 2, frames: 2, height: 4, width: 6 }
  const values = Float32Array.from({ length: valueCount(small) }, (_, i) => i + 1)
  const at = (channel: number, frame: number, y: number, x: number) =>
    values[((channel * small.frames + frame) * small.height + y) * small.width + x]

  it('hold 2 × 2 positions of each channel, in the order channel, row, column, beside what was there', () => {
    const patchChannels = 5
    const patches = new Float32Array(tokenCount(small) * patchChannels * 4).fill(-1)
    patchify(values, small, patches, patchChannels, 3)
    for (let token = 0; token < tokenCount(small); token++) {
      const [frame, row, column] = [Math.floor(token / 6), Math.floor(token / 3) % 2, token % 3]
      for (let feature = 0; feature < patchChannels * 4; feature++) {
        const channel = Math.floor(feature / 4) - 3
        const [dy, dx] = [Math.floor(feature / 2) % 2, feature % 2]
        const expected = channel < 0 ? -1 : at(channel, frame, 2 * row + dy, 2 * column + dx)
        assert.equal(
          patches[token * patchChannels * 4 + feature],
          expected,
          `token ${token}, feature ${feature}`,
        )
      }
    }
  })

  it("of the transformer's output are in the order row, column, channel", () => {
    const patches = new Float32Array(values.length)
    for (let i = 0; i < patches.length; i++) {
      const [token, feature] = [Math.floor(i / 8), i % 8]
      const [frame, row, column] = [Math.floor(token / 6), Math.floor(token / 3) % 2, token % 3]
      const [dy, dx, channel] = [Math.floor(feature / 4), Math.floor(feature / 2) % 2, feature % 2]
      patches[i] = at(channel, frame, 2 * row + dy, 2 * column + dx) ?? Number.NaN
    }
    assert.deepEqual(unpatchify(patches, small), values)
  })
})
