import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PREVIEW_FACTORS } from '#worker/wan/preview/factors.ts'
import { isPreviewStep, latentPreview } from '#worker/wan/preview/preview.ts'
import { normalNoise } from '#worker/wan/random.ts'

const toByte = (colour: number) => Math.min(255, Math.max(0, Math.round((colour + 1) * 127.5)))

describe('A preview of latents', () => {
  for (const channels of [16, 48]) {
    it(`A preview of ${channels} channels has the colours that the factors give for the middle frame`, () => {
      const shape = { channels, frames: 5, height: 4, width: 6 }
      const count = channels * 5 * 24
      const [sample, velocity] = [normalNoise(1, count), normalNoise(2, count)]
      const image = latentPreview({ sample, velocity, sigma: 0.3 }, shape)!
      assert.deepEqual([image.width, image.height, image.data.length], [6, 4, 72])
      const { bias, channels: factors } = PREVIEW_FACTORS[channels]!
      for (const [x, y] of [
        [0, 0],
        [5, 0],
        [2, 3],
      ] as const)
        for (const colour of [0, 1, 2]) {
          let expected = bias[colour]! / 1e4
          factors.forEach((factor, channel) => {
            const at = ((channel * 5 + 2) * 4 + y) * 6 + x
            expected += (sample[at]! - 0.3 * velocity[at]!) * (factor[colour]! / 1e4)
          })
          const difference = image.data[(y * 6 + x) * 3 + colour]! - toByte(expected)
          assert.ok(Math.abs(difference) <= 1, `${x},${y},${colour}`)
        }
    })
  }

  it('Every latent channel has a preview factor, and other latents have no preview', () => {
    for (const [count, { channels }] of Object.entries(PREVIEW_FACTORS))
      assert.equal(channels.length, Number(count))
    const source = { sample: new Float32Array(8), velocity: new Float32Array(8), sigma: 1 }
    assert.equal(latentPreview(source, { channels: 8, frames: 1, height: 1, width: 1 }), null)
  })

  it('The preview of a single frame shows that frame', () => {
    const source = { sample: new Float32Array(16).fill(0), velocity: new Float32Array(16), sigma: 1 }
    const image = latentPreview(source, { channels: 16, frames: 1, height: 1, width: 1 })!
    assert.deepEqual(Array.from(image.data), [-0.1835, -0.0868, -0.336].map(toByte))
  })
})

describe('The previews of a run', () => {
  it('A run has about eight previews, evenly spread, and none after the last step', () => {
    const made = (steps: number) =>
      Array.from({ length: steps }, (_, i) => i + 1).filter((step) => isPreviewStep(step, steps))
    assert.deepEqual(made(4), [1, 2, 3])
    assert.deepEqual(made(20), [3, 6, 9, 12, 15, 18])
    assert.deepEqual(made(40), [5, 10, 15, 20, 25, 30, 35])
    assert.deepEqual(made(1), [])
  })
})
