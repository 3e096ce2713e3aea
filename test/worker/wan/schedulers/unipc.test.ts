import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { relativeError } from '#test/support/onnx/onnx.ts'
import { readReference } from '#test/support/onnx/reference.ts'
import { flowSigmas } from '#worker/wan/schedulers/flow-sigmas.ts'
import { createUniPc } from '#worker/wan/schedulers/unipc.ts'
import { readSchedules } from './reference-schedules.ts'

describe('The UniPC scheduler', async () => {
  const reference = await readReference('scheduler')

  for (const schedule of ['A', 'B'] as const) {
    it(`UniPC follows diffusers step by step on schedule ${schedule}`, () => {
      const scheduler = createUniPc(flowSigmas(schedule, 6, 5))
      const start = reference.floats('unipc.sample')
      const predictions = reference.floats('unipc.model_outputs').data
      const expected = reference.floats(`unipc.${schedule}.shift5.n6.prev_samples`).data
      const size = start.data.length
      let sample = start.data
      for (let i = 0; i < 6; i++) {
        sample = scheduler.step(i, predictions.subarray(i * size, (i + 1) * size), sample)
        const wanted = { dims: start.dims, data: expected.subarray(i * size, (i + 1) * size) }
        const error = relativeError({ dims: start.dims, data: sample }, wanted)
        assert.ok(error <= 1e-6, `step ${i}: ${error}`)
      }
    })
  }

  it('UniPC follows diffusers for one to eight steps at the shifts of the model families', async () => {
    const schedules = await readSchedules()
    const cases = schedules.names.flatMap((name) => {
      const match = /^unipc\.A\.shift(\d+)\.n(\d+)\.prev_samples$/.exec(name)
      return match ? [{ name, shift: Number(match[1]), steps: Number(match[2]) }] : []
    })
    assert.equal(cases.length, 5)
    const start = schedules.floats('solver.sample')
    const size = start.data.length
    const predictions = schedules.floats('solver.model_outputs').data
    for (const { name, shift, steps } of cases) {
      const scheduler = createUniPc(flowSigmas('A', steps, shift))
      const expected = schedules.floats(name).data
      let sample = start.data
      for (let i = 0; i < steps; i++) {
        const part = [i * size, (i + 1) * size] as const
        sample = scheduler.step(i, predictions.subarray(...part), sample)
        const wanted = { dims: start.dims, data: expected.subarray(...part) }
        const error = relativeError({ dims: start.dims, data: sample }, wanted)
        assert.ok(error <= 2e-6, `${name}, step ${i}: ${error}`)
      }
    }
  })

  // Scalar x = 1, velocity 0.5 x + 0.25 sin i + 0.1 σ, six steps, shift 5; computed in float64 from
  // float32 noise levels.
  const golden = {
    A: [0.97691071, 0.93090527, 0.87263545, 0.82678828, 0.80594634, 0.69940428],
    B: [undefined, undefined, undefined, undefined, undefined, 0.69917093],
  }
  for (const schedule of ['A', 'B'] as const) {
    it(`UniPC gives the golden samples of schedule ${schedule}`, () => {
      const sigmas = flowSigmas(schedule, 6, 5)
      const scheduler = createUniPc(sigmas)
      let x = 1
      for (const [i, expected] of golden[schedule].entries()) {
        const velocity = 0.5 * x + 0.25 * Math.sin(i) + 0.1 * sigmas.sigmas[i]!
        x = scheduler.step(i, Float32Array.of(velocity), Float32Array.of(x))[0]!
        if (expected !== undefined) assert.ok(Math.abs(x - expected) < 2e-7, `step ${i}: ${x}`)
      }
    })
  }

  it('UniPC is exact when the velocity always points from the data to the noise', () => {
    const noise = Float32Array.of(1.5, -0.25)
    const data = Float32Array.of(-0.5, 2)
    const velocity = noise.map((value, i) => value - data[i]!)
    const scheduler = createUniPc(flowSigmas('A', 5, 3))
    // The sample that schedule A starts from, at noise level σ₀.
    let sample: Float32Array = noise.map(
      (value, i) => value * scheduler.sigmas[0]! + data[i]! * (1 - scheduler.sigmas[0]!),
    )
    for (let i = 0; i < 5; i++) sample = scheduler.step(i, velocity, sample)
    sample.forEach((value, i) => assert.ok(Math.abs(value - data[i]!) < 1e-6))
  })

  it('UniPC changes neither sample nor prediction, and keeps no array that it returns', () => {
    const run = (disturb: boolean) => {
      const scheduler = createUniPc(flowSigmas('B', 4, 3))
      let sample: Float32Array = Float32Array.of(0.3, -1)
      for (let i = 0; i < 4; i++) {
        const prediction = Float32Array.of(0.1 * i, 0.5)
        const before = [sample.slice(), prediction.slice()]
        const next = scheduler.step(i, prediction, sample)
        assert.deepEqual([sample, prediction], before)
        if (disturb) {
          sample.fill(9)
          prediction.fill(9)
        }
        sample = next.slice()
        if (disturb) next.fill(9)
      }
      return sample
    }
    assert.deepEqual(run(true), run(false))
  })

  it('UniPC takes each step once and in order', () => {
    const scheduler = createUniPc(flowSigmas('A', 2, 3))
    const one = Float32Array.of(1)
    assert.throws(() => scheduler.step(1, one, one), /step 1 of 2 was taken when 0 was due/)
    scheduler.step(0, one, one)
    assert.throws(() => scheduler.step(0, one, one), /step 0 of 2 was taken when 1 was due/)
    assert.throws(
      () => scheduler.step(1, Float32Array.of(1, 2), one),
      /prediction of 2 values for a sample of 1/,
    )
    scheduler.step(1, one, one)
    assert.throws(() => scheduler.step(2, one, one), /step 2 of 2/)
  })
})
