import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readReference } from '#test/support/onnx/reference.ts'
import { type FlowSchedule, flowSigmas } from '#worker/wan/schedulers/flow-sigmas.ts'
import { readSchedules } from './reference-schedules.ts'

describe('A flow schedule', async () => {
  const reference = await readReference('scheduler')
  const tables = reference.names.flatMap((name) => {
    const match = /^([AB])\.shift(\d+)\.n(\d+)\.sigmas$/.exec(name)
    return match
      ? [{ name, schedule: match[1] as 'A' | 'B', shift: Number(match[2]), steps: Number(match[3]) }]
      : []
  })

  it('Schedules A and B have the noise levels and timesteps of the reference, bit for bit', () => {
    assert.equal(tables.length, 24)
    for (const { name, schedule, shift, steps } of tables) {
      const { sigmas, timesteps } = flowSigmas(schedule, steps, shift)
      assert.deepEqual(sigmas, reference.floats(name).data, name)
      const expected = reference.ints(name.replace('sigmas', 'timesteps')).data
      assert.deepEqual(Array.from(timesteps), Array.from(expected, Number), name)
    }
  })

  it('Four schedules follow the reference at six shifts and up to 50 steps', async () => {
    const { floats, names, ints } = await readSchedules()
    const cases = names.flatMap((name) => {
      const match = /^([ABLE])\.shift(\d+)\.n(\d+)\.sigmas$/.exec(name)
      return match
        ? [{ name, schedule: match[1] as FlowSchedule, shift: Number(match[2]), steps: Number(match[3]) }]
        : []
    })
    assert.equal(cases.length, 4 * 6 * 12)
    for (const { name, schedule, shift, steps } of cases) {
      const { sigmas, timesteps } = flowSigmas(schedule, steps, shift)
      const expected = floats(name).data
      // The reference applies A to UniPC of diffusers, which rounds the shift once more.
      if (schedule === 'A')
        sigmas.forEach((sigma, i) => assert.ok(Math.abs(sigma - expected[i]!) <= 1e-7, name))
      else assert.deepEqual(sigmas, expected, name)
      const numbers = name.replace('sigmas', 'timesteps')
      if (schedule === 'A' || schedule === 'B')
        assert.deepEqual(Array.from(timesteps), Array.from(ints(numbers).data, Number), name)
      else assert.deepEqual(timesteps, floats(numbers).data, name)
    }
  })

  it('Schedule L visits the four levels that the Lightning models were trained at', () => {
    const { sigmas, timesteps } = flowSigmas('L', 4, 5)
    assert.deepEqual(sigmas, Float32Array.of(1, 0.9375, 5 / 6, 0.625, 0))
    assert.deepEqual(timesteps, Float32Array.of(1000, 937.5, 2500 / 3, 625))
  })

  it('Schedule E shifts twice', () => {
    const expected = [1, 0.9097, 0.7173, 0.0244, 0]
    flowSigmas('E', 4, 5).sigmas.forEach((sigma, i) =>
      assert.ok(Math.abs(sigma - expected[i]!) < 1e-4, String(sigma)),
    )
  })

  it('Schedule A is that of the Wan repository', () => {
    const eight = [0.9998, 0.972006, 0.937265, 0.892602, 0.833055, 0.7497, 0.624687, 0.416389, 0]
    flowSigmas('A', 8, 5).sigmas.forEach((sigma, i) => assert.ok(Math.abs(sigma - eight[i]!) < 1e-6))
    const twenty = '999 989 978 965 952 937 920 902 882 859 833 803 768 728 681 624 555 468 356 208'
      .split(' ')
      .map(Number)
    assert.deepEqual(Array.from(flowSigmas('A', 20, 5).timesteps), twenty)
    const t2v = flowSigmas('A', 40, 12).timesteps
    assert.equal(t2v.filter((timestep) => timestep >= 875).length, 26)
  })

  it('Schedule B stays below pure noise, so that its logarithm exists', () => {
    for (const steps of [1, 4, 50]) assert.equal(flowSigmas('B', steps, 5).sigmas[0], Math.fround(1 - 1e-6))
  })

  it('A schedule ends with a noise level of exactly 0 after the last step', () => {
    for (const schedule of ['A', 'B'] as const) {
      const { sigmas, timesteps } = flowSigmas(schedule, 1, 3)
      assert.deepEqual([sigmas.length, sigmas.at(-1), timesteps.length], [2, 0, 1])
    }
  })

  it('A schedule is refused for no steps and for shifts that are not above 0', () => {
    assert.throws(() => flowSigmas('A', 0, 5), /0 steps/)
    assert.throws(() => flowSigmas('A', 2.5, 5), /2.5 steps/)
    for (const shift of [0, -1, Number.NaN, Infinity])
      assert.throws(() => flowSigmas('A', 4, shift), /flow shift/)
  })
})
