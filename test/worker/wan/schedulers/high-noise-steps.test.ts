import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { type FlowSchedule, flowSigmas } from '#worker/wan/schedulers/flow-sigmas.ts'
import { highNoiseSteps } from '#worker/wan/schedulers/high-noise-steps.ts'
import { SCHEDULES_FOLDER } from './reference-schedules.ts'

interface Switch {
  readonly schedule: FlowSchedule
  readonly shift: number
  readonly steps: number
  readonly boundary: number
  readonly highNoiseSteps: number
}

describe('The switch of experts', () => {
  it('The experts switch after as many steps as in the reference, for every schedule, shift, count and boundary', async () => {
    const text = await readFile(join(SCHEDULES_FOLDER, 'expert-switches.json'), 'utf8')
    const switches = JSON.parse(text) as Switch[]
    assert.equal(switches.length, 4 * 6 * 12 * 2)
    for (const { schedule, shift, steps, boundary, highNoiseSteps: expected } of switches) {
      const { timesteps } = flowSigmas(schedule, steps, shift)
      assert.equal(highNoiseSteps(timesteps, boundary), expected, `${schedule} ${shift} ${steps} ${boundary}`)
    }
  })

  it('The experts switch after 26 and 15 of 40 steps for the defaults of the A14B models, and 2 of 4 with Lightning', () => {
    const count = (schedule: FlowSchedule, steps: number, shift: number, boundary: number) =>
      highNoiseSteps(flowSigmas(schedule, steps, shift).timesteps, boundary)
    assert.equal(count('A', 40, 12, 0.875), 26)
    assert.equal(count('A', 40, 5, 0.9), 15)
    assert.deepEqual([count('L', 4, 5, 0.875), count('L', 4, 5, 0.9)], [2, 2])
  })
})
