import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { resizeBicubic } from '#worker/wan/image/resize.ts'

/** Hard edges in both directions, so that the order of the passes and every rounding shows. */
function pattern(width: number, height: number) {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y, channel] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width), i % 3]
    return (x * 7 + y * 5 + channel * 3) % 4 > 1 ? 255 : 0
  })
  return { width, height, data }
}

describe('A bicubic resize', () => {
  // What Pillow 13.0.0 gives.
  const cases = [
    {
      name: 'columns first when the height shrinks more',
      from: [5, 12],
      to: [4, 3],
      pixels: [
        109, 125, 146, 131, 145, 124, 143, 118, 112, 113, 115, 142, 128, 130, 127, 129, 127, 126, 126, 127,
        129, 127, 130, 128, 142, 115, 113, 112, 118, 143, 124, 145, 131, 146, 125, 109,
      ],
    },
    {
      name: 'rows first when the width shrinks more',
      from: [12, 5],
      to: [3, 4],
      pixels: [
        130, 146, 125, 125, 127, 130, 140, 113, 115, 110, 124, 145, 129, 126, 127, 137, 143, 118, 137, 112,
        118, 129, 129, 127, 110, 131, 145, 140, 142, 115, 125, 128, 130, 130, 109, 125,
      ],
    },
    {
      name: 'rows first when the height shrinks by three rows and the width by two',
      from: [6, 6],
      to: [4, 3],
      pixels: [
        51, 151, 204, 195, 173, 60, 112, 47, 143, 76, 188, 179, 185, 96, 70, 66, 102, 189, 153, 189, 102, 159,
        70, 96, 67, 179, 188, 208, 143, 47, 82, 60, 173, 104, 204, 151,
      ],
    },
    {
      name: 'columns first when the height shrinks by five rows and the width by two',
      from: [6, 7],
      to: [4, 2],
      pixels: [
        109, 127, 146, 138, 141, 117, 130, 111, 125, 112, 136, 143, 112, 119, 143, 130, 144, 125, 138, 114,
        117, 109, 128, 146,
      ],
    },
    {
      name: 'enlarging, clamped to 0 … 255',
      from: [3, 2],
      to: [5, 4],
      pixels: [
        0, 255, 255, 97, 255, 158, 255, 255, 0, 255, 74, 0, 255, 0, 0, 0, 202, 255, 71, 221, 184, 202, 255,
        53, 237, 123, 18, 255, 53, 0, 0, 53, 255, 18, 123, 237, 53, 255, 202, 184, 221, 71, 255, 202, 0, 0, 0,
        255, 0, 74, 255, 0, 255, 255, 158, 255, 97, 255, 255, 0,
      ],
    },
  ]
  for (const { name, from, to, pixels } of cases) {
    it(`A bicubic resize equals Pillow's bit for bit: ${name}`, () => {
      const [width = 0, height = 0] = to
      const resized = resizeBicubic(pattern(from[0] ?? 0, from[1] ?? 0), width, height)
      assert.deepEqual([resized.width, resized.height], to)
      assert.deepEqual(Array.from(resized.data), pixels)
    })
  }

  it('A bicubic resize to the same size changes nothing', () => {
    assert.deepEqual(resizeBicubic(pattern(6, 5), 6, 5), pattern(6, 5))
  })
})
