import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { patchify, unpatchify } from '#worker/wan/latents/patches.ts'
import { type LatentShape, tokenCount, valueCount } from '#worker/wan/latents/shape.ts'

describe('The patches of a transformer', () => {
  const small: LatentShape = { channels: 2, frames: 2, height: 4, width: 6 }
  const values = Float32Array.from({ length: valueCount(small) }, (_, i) => i + 1)
  const at = (channel: number, frame: number, y: number, x: number) =>
    values[((channel * small.frames + frame) * small.height + y) * small.width + x]

  it('An input patch holds 2 × 2 positions of each channel (channel, row, column) and keeps other features', () => {
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

  it('An output patch has the order row, column, channel', () => {
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
