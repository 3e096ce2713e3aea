import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readReference } from '#test/support/onnx/reference.ts'
import { normalNoise } from '#worker/wan/random.ts'

describe('The initial noise', async () => {
  const reference = await readReference('rng')
  const names = reference.names.filter((name) => name.startsWith('seed'))

  it("The noise is torch's within 1e-6, for seeds up to 33 bits and counts on both sides of 16", () => {
    assert.ok(names.length >= 21)
    for (const name of names) {
      const { data: expected } = reference.floats(name)
      const seed = Number(/^seed(\d+)/.exec(name)?.[1])
      const noise = normalNoise(seed, expected.length)
      for (const [i, value] of expected.entries()) {
        assert.ok(Math.abs(noise[i]! - value) <= 1e-6, `${name}[${i}]: ${noise[i]}, torch has ${value}`)
      }
    }
  })

  it('The noise depends only on the low 32 bits of the seed, as in torch', () => {
    assert.deepEqual(normalNoise(7, 40), normalNoise(2 ** 32 + 7, 40))
    assert.notDeepEqual(normalNoise(7, 40), normalNoise(8, 40))
    assert.equal(normalNoise(2 ** 53 - 1, 16).length, 16)
  })

  it('The noise is refused for seeds that are no integer from 0 to 2^53 - 1', () => {
    for (const seed of [-1, 0.5, 2 ** 53, Number.NaN]) assert.throws(() => normalNoise(seed, 16), RangeError)
  })
})
