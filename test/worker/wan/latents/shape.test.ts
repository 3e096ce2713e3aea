import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { latentShape, tokenCount } from '#worker/wan/latents/shape.ts'

/** The autoencoders of Wan 2.1 and of Wan2.2-TI2V-5B. */
const space = { channels: 16, spatialCompression: 8 }
const space22 = { channels: 48, spatialCompression: 16 }

describe('The shape of latents', () => {
  it('A latent video has a quarter of the frames, rounded up, and an eighth of each side', () => {
    assert.deepEqual(latentShape({ width: 96, height: 64, frames: 9 }, space), {
      channels: 16,
      frames: 3,
      height: 8,
      width: 12,
    })
    assert.deepEqual(latentShape({ width: 832, height: 480, frames: 81 }, space), {
      channels: 16,
      frames: 21,
      height: 60,
      width: 104,
    })
    assert.equal(tokenCount(latentShape({ width: 832, height: 480, frames: 81 }, space)), 32_760)
    assert.equal(latentShape({ width: 16, height: 16, frames: 1 }, space).frames, 1)
  })

  it('Sizes that do not divide are refused', () => {
    assert.throws(() => latentShape({ width: 100, height: 64, frames: 9 }, space), /size 100x64/)
    assert.throws(() => latentShape({ width: 96, height: 0, frames: 9 }, space), /size 96x0/)
    for (const frames of [0, 8, 10, 2.5]) {
      assert.throws(() => latentShape({ width: 96, height: 64, frames }, space), /frames: expected 4n \+ 1/)
    }
  })

  it('The autoencoder with 1/16 of each side takes sides in multiples of 32 only', () => {
    assert.deepEqual(latentShape({ width: 1280, height: 704, frames: 121 }, space22), {
      channels: 48,
      frames: 31,
      height: 44,
      width: 80,
    })
    assert.throws(() => latentShape({ width: 1280, height: 720, frames: 121 }, space22), /multiples of 32/)
  })
})
