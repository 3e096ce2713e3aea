import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readReference } from '#test/support/onnx/reference.ts'
import { rotaryTables } from '#worker/wan/denoising/rotary.ts'

describe('The rotary tables', () => {
  it('The rotary tables are those of the reference, which stores each value for both features of its pair', async () => {
    const reference = await readReference('transformer')
    const tables = rotaryTables({ frames: 3, rows: 4, columns: 6 }, 32)
    for (const name of ['cos', 'sin'] as const) {
      const { data } = reference.floats(`rope.${name}`)
      assert.equal(tables[name].length, data.length / 2)
      tables[name].forEach((value, i) => {
        assert.ok(Math.abs(value - data[2 * i]!) <= 6e-8, `${name}[${i}]`)
        assert.equal(data[2 * i], data[2 * i + 1])
      })
    }
  })

  it('The rotary tables split 128 features into 44 for the frame and 42 for each side', () => {
    const { sin } = rotaryTables({ frames: 2, rows: 2, columns: 2 }, 128)
    const row = (token: number) =>
      Array.from(sin.subarray(token * 64, (token + 1) * 64), (value) => value === 0)
    const turned = (token: number) => [row(token).indexOf(false), row(token).lastIndexOf(false)]
    assert.deepEqual(turned(4), [0, 21], 'token 4 is the first of frame 1')
    assert.deepEqual(turned(2), [22, 42], 'token 2 is the first of row 1')
    assert.deepEqual(turned(1), [43, 63], 'token 1 is in column 1')
  })
})
