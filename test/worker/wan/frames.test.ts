import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decodedVideo } from '#worker/wan/frames.ts'

describe('decoded frames', () => {
  it('become bytes by truncation and are clamped', () => {
    const values = [-1, -0.999, 0, 0.5, 0.999, 1, -3, 3, 1e-9]
    const video = decodedVideo(Float32Array.from(values), [1, 3, 1, 3])
    assert.deepEqual(Array.from(video.frame(0)), [0, 0, 127, 191, 254, 255, 0, 255, 127])
  })

  it('keep every level that lies in the middle of its step', () => {
    const levels = Float32Array.from(
      { length: 768 },
      (_, i) => ((Math.min(i % 256, 254) + 0.5) / 255) * 2 - 1,
    )
    const bytes = decodedVideo(levels, [1, 16, 16, 3]).frame(0)
    bytes.forEach((byte, i) => assert.equal(byte, Math.min(i % 256, 254)))
  })

  it('are cut where one frame ends and the next begins', () => {
    const pixels = new Float32Array(2 * 2 * 3 * 3).fill(-1, 0, 18).fill(1, 18)
    const video = decodedVideo(pixels, [2, 2, 3, 3])
    assert.deepEqual([video.frameCount, video.width, video.height], [2, 3, 2])
    assert.deepEqual([video.frame(0), video.frame(1)], [new Uint8Array(18), new Uint8Array(18).fill(255)])
    for (const index of [-1, 2, 0.5]) assert.throws(() => video.frame(index), /of 2/)
  })

  it('are refused when values are missing', () => {
    assert.throws(() => decodedVideo(new Float32Array(17), [1, 2, 3, 3]), /17 values for 1 frames of 3x2x3/)
  })
})
