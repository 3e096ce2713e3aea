import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decodedVideo } from '#worker/wan/frames.ts'

describe('Decoded frames', () => {
  it('Decoded frames are split at the frame boundaries', () => {
    const pixels = new Uint8Array(2 * 2 * 3 * 3).fill(1, 0, 18).fill(255, 18)
    const video = decodedVideo(pixels, [2, 2, 3, 3])
    assert.deepEqual([video.frameCount, video.width, video.height], [2, 3, 2])
    assert.deepEqual(
      [video.frame(0), video.frame(1)],
      [new Uint8Array(18).fill(1), new Uint8Array(18).fill(255)],
    )
    for (const index of [-1, 2, 0.5]) assert.throws(() => video.frame(index), /of 2/)
  })

  it('Decoded frames with missing values are refused', () => {
    assert.throws(() => decodedVideo(new Uint8Array(17), [1, 2, 3, 3]), /17 values for 1 frames of 3x2x3/)
  })
})
