import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { relativeError } from '#test/support/onnx/onnx.ts'
import { readReference } from '#test/support/onnx/reference.ts'
import { guide, needsGuidance } from '#worker/wan/denoising/guidance.ts'

describe('Classifier-free guidance', () => {
  it('Guidance extrapolates from the unconditional prediction as the reference does', async () => {
    const run = await readReference('run')
    for (const step of [0, 3]) {
      const conditional = run.floats(`step${step}.conditional`)
      const guided = guide(conditional.data, run.floats(`step${step}.unconditional`).data.slice(), 5)
      const error = relativeError({ dims: conditional.dims, data: guided }, run.floats(`step${step}.guided`))
      assert.ok(error < 1e-6, `${error}`)
    }
  })

  it('Guidance is off at scale 1 alone', () => {
    assert.deepEqual([0, 0.5, 1, 1.01, 5].map(needsGuidance), [true, true, false, true, true])
  })

  it('Guidance refuses predictions of different sizes', () => {
    assert.throws(() => guide(new Float32Array(2), new Float32Array(3), 5), /2 and 3 values/)
  })
})
