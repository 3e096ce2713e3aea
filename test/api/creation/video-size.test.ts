import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { autoSize, roundFrames } from '#api/creation/video-size.ts'

describe('The automatic size', () => {
  const at480p = 480 * 832
  const at720p = 720 * 1280
  const cases: [image: [number, number], area: number, size: [number, number]][] = [
    // The root is 479.99999999999994; the rule of the Wan repository would give 832×464.
    [[832, 480], at480p, [832, 480]],
    [[480, 832], at480p, [480, 832]],
    [[1280, 720], at480p, [832, 464]],
    [[1920, 1080], at720p, [1280, 720]],
    [[1000, 1000], at480p, [624, 624]],
    [[1000, 1000], at720p, [960, 960]],
    [[400, 300], at480p, [720, 544]],
    [[400, 300], at720p, [1104, 816]],
    [[300, 200], at480p, [768, 512]],
    [[300, 200], at720p, [1168, 784]],
  ]
  for (const [[width, height], area, size] of cases) {
    it(`The size of a ${width}×${height} image at ${area} pixels is ${size.join('×')}, as in diffusers`, () => {
      const chosen = autoSize({ width, height }, { area, multiple: 16, minSide: 16 })
      assert.deepEqual([chosen.width, chosen.height], size)
    })
  }

  it('The automatic size of any image stays within the area and above the smallest side', () => {
    for (let width = 1; width <= 4096; width = Math.ceil(width * 1.37)) {
      for (let height = 1; height <= 4096; height = Math.ceil(height * 1.23)) {
        for (const area of [61_440, at480p, at720p]) {
          const size = autoSize({ width, height }, { area, multiple: 16, minSide: 64 })
          const context = `${width}x${height}: ${size.width}x${size.height}`
          assert.ok(size.width * size.height <= area, context)
          assert.ok(Math.min(size.width, size.height) >= 64, context)
          assert.ok(size.width % 16 === 0 && size.height % 16 === 0, context)
        }
      }
    }
  })
})

describe('The number of frames', () => {
  it('The number of frames is rounded to 4n + 1 as in diffusers', () => {
    const rounded = new Map([
      [80, 81],
      [81, 81],
      [82, 81],
      [83, 81],
      [84, 85],
      [5, 5],
      [4, 5],
      [3, 1],
      [1, 1],
      [0, 1],
    ])
    for (const [asked, made] of rounded) assert.equal(roundFrames(asked), made, `${asked}`)
  })
})
