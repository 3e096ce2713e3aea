import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createEasyCache } from '#worker/wan/denoising/easy-cache.ts'

const of = (...values: number[]) => Float32Array.from(values)

/**
 * Runs the cache over given samples with velocity a·x + b per value, whose change per change of
 * sample is |a| exactly; says which steps were skipped.
 */
function skipped(
  samples: Float32Array[],
  o: { threshold: number; slope?: number; offset?: number; switchStep?: number },
): number[] {
  const { threshold, slope = 0.5, offset = 4, switchStep = null } = o
  const cache = createEasyCache({ threshold, steps: samples.length, switchStep }, null)
  const steps: number[] = []
  samples.forEach((sample, index) => {
    if (cache.reuse(index, sample)) return void steps.push(index)
    const conditional = sample.map((x) => slope * x + offset)
    cache.remember(sample, { velocity: conditional, conditional })
  })
  assert.equal(cache.snapshot().skippedSteps, steps.length)
  return steps
}

/** Every value is `start` and moves by `by` per step. */
const moving = (steps: number, by: number, start = 0) =>
  Array.from({ length: steps }, (_, i) => of(start + i * by, start + i * by))

describe('EasyCache', () => {
  it('EasyCache skips until the summed estimate k · |Δx| / |v| reaches the threshold', () => {
    // k = 0.5 and |v| = 4 + 0.5 x ≈ 4, so each step of 0.08 adds about 0.01.
    assert.deepEqual(
      skipped(moving(20, 0.08, 0), { threshold: 0.035, slope: 0.5, offset: 4 }),
      [7, 8, 9, 11, 12, 13, 15, 16, 17],
    )
    // Three times the change, one skip at most.
    assert.deepEqual(skipped(moving(14, 0.24), { threshold: 0.035 }), [7, 9, 11])
  })

  it('EasyCache always computes the first seven steps and the last', () => {
    const still = moving(12, 0.0001)
    assert.deepEqual(skipped(still, { threshold: 10 }), [7, 8, 9, 10])
    assert.deepEqual(skipped(moving(8, 0.0001), { threshold: 10 }), [])
  })

  it('EasyCache restarts with the second transformer, which computes twice before it skips', () => {
    assert.deepEqual(skipped(moving(16, 0.0001), { threshold: 10, switchStep: 11 }), [7, 8, 9, 10, 13, 14])
  })

  it('EasyCache predicts the velocity of a skipped step from the last difference between velocity and sample', () => {
    const cache = createEasyCache({ threshold: 10, steps: 10, switchStep: null }, null)
    for (let i = 0; i < 7; i++) {
      const sample = of(i * 0.5, -i)
      assert.equal(cache.reuse(i, sample), null)
      cache.remember(sample, { velocity: of(10 + i, 20 + i), conditional: of(1 + i, 2 + i) })
    }
    // Last computed at step 6: sample (3, -6), velocity (16, 26).
    assert.deepEqual(cache.reuse(7, of(3.5, -7)), of(16.5, 25))
    assert.deepEqual(cache.reuse(8, of(4, -8)), of(17, 24))
    assert.equal(cache.snapshot().skippedSteps, 2)
    assert.equal(cache.reuse(9, of(4.5, -9)), null)
  })

  it('EasyCache judges by the velocity for the prompt alone, not by the guided one', () => {
    const run = (conditionalScale: number) => {
      const cache = createEasyCache({ threshold: 0.03, steps: 12, switchStep: null }, null)
      let count = 0
      moving(12, 0.1).forEach((sample, index) => {
        if (cache.reuse(index, sample)) return void count++
        const velocity = sample.map((x) => 100 * Math.sin(x) + index)
        cache.remember(sample, { velocity, conditional: sample.map((x) => conditionalScale * x + 5) })
      })
      return count
    }
    assert.ok(run(0.01) > 0)
    assert.equal(run(10), 0)
  })

  it('EasyCache never skips without an estimate: for an unchanged sample or a velocity of 0', () => {
    assert.deepEqual(skipped(moving(12, 0), { threshold: 0.1 }), [])
    assert.deepEqual(skipped(moving(12, 0.1), { threshold: 0.1, slope: 0, offset: 0 }), [])
  })
})
