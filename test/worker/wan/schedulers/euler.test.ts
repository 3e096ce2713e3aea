import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createEuler } from '#worker/wan/schedulers/euler.ts'
import { type FlowSchedule, flowSigmas } from '#worker/wan/schedulers/flow-sigmas.ts'
import { readSchedules } from './reference-schedules.ts'

describe('The Euler scheduler', async () => {
  const reference = await readSchedules()
  const cases = reference.names.flatMap((name) => {
    const match = /^euler\.([LE])\.shift(\d+)\.n(\d+)\.prev_samples$/.exec(name)
    return match
      ? [{ name, schedule: match[1] as FlowSchedule, shift: Number(match[2]), steps: Number(match[3]) }]
      : []
  })
  for (const { name, schedule, shift, steps } of cases) {
    it(`Euler follows diffusers bit for bit on schedule ${schedule}, shift ${shift}, ${steps} steps`, () => {
      const scheduler = createEuler(flowSigmas(schedule, steps, shift))
      let sample = reference.floats('solver.sample').data
      const size = sample.length
      const predictions = reference.floats('solver.model_outputs').data
      const expected = reference.floats(name).data
      for (let i = 0; i < steps; i++) {
        sample = scheduler.step(i, predictions.subarray(i * size, (i + 1) * size), sample)
        assert.deepEqual(sample, expected.slice(i * size, (i + 1) * size), `step ${i}`)
      }
    })
  }

  it('Euler is compared with four references', () => assert.equal(cases.length, 4))

  it('Euler takes each step once and in order', () => {
    const scheduler = createEuler(flowSigmas('L', 2, 5))
    const one = Float32Array.of(1)
    assert.throws(() => scheduler.step(1, one, one), /step 1 of 2 was taken when 0 was due/)
    scheduler.step(0, one, one)
    assert.throws(() => scheduler.step(0, one, one), /step 0 of 2 was taken when 1 was due/)
    assert.throws(() => scheduler.step(1, Float32Array.of(1, 2), one), /prediction of 2 values/)
    scheduler.step(1, one, one)
    assert.throws(() => scheduler.step(2, one, one), /step 2 of 2/)
  })
})
