import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { relativeError } from '#test/support/onnx.ts'
import { readReference } from '#test/support/reference.ts'
import {
  denormalise,
  imageCondition,
  latentShape,
  type LatentShape,
  patchify,
  tokenCount,
  unpatchify,
  valueCount,
} from '#worker/wan/latents.ts'
import { readVaeConfig } from '#worker/graphs/vae-config.ts'
import { readTinyConfig } from '#test/support/reference.ts'

const shape: LatentShape = { channels: 16, frames: 3, height: 8, width: 12 }

describe('latents', () => {
  it('have a quarter of the frames, rounded up, and an eighth of each side', () => {
    assert.deepEqual(latentShape({ width: 96, height: 64, frames: 9 }, 16), shape)
    assert.deepEqual(latentShape({ width: 832, height: 480, frames: 81 }, 16), {
      channels: 16,
      frames: 21,
      height: 60,
      width: 104,
    })
    assert.equal(tokenCount(latentShape({ width: 832, height: 480, frames: 81 }, 16)), 32_760)
    assert.equal(latentShape({ width: 16, height: 16, frames: 1 }, 16).frames, 1)
  })

  it('are refused for sizes that do not divide', () => {
    assert.throws(() => latentShape({ width: 100, height: 64, frames: 9 }, 16), /size 100x64/)
    assert.throws(() => latentShape({ width: 96, height: 0, frames: 9 }, 16), /size 96x0/)
    for (const frames of [0, 8, 10, 2.5]) {
      assert.throws(() => latentShape({ width: 96, height: 64, frames }, 16), /frames: expected 4n \+ 1/)
    }
  })

  it('get the mask and the image in the layout of diffusers', async () => {
    const reference = await readReference('vae_encoder')
    const condition = imageCondition(reference.floats('condition.normalised').data, shape)
    assert.deepEqual(condition, reference.floats('condition').data)
  })

  it('are de-normalised channel by channel', async () => {
    const reference = await readReference('vae_decoder')
    const { latentsMean, latentsStd } = readVaeConfig(await readTinyConfig('vae'))
    const expected = reference.floats('latents3.unscaled')
    const values = denormalise(reference.floats('latents3.input').data, shape, latentsMean, latentsStd)
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
