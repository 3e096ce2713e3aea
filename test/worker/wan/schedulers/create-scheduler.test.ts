import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { normalNoise } from '#worker/wan/random.ts'
import { createScheduler, type SchedulerName } from '#worker/wan/schedulers/create-scheduler.ts'
import { type FlowSchedule, flowSigmas } from '#worker/wan/schedulers/flow-sigmas.ts'
import { type Scheduler } from '#worker/wan/schedulers/scheduler.ts'

const STEPS = 7
const sampled: [SchedulerName, FlowSchedule][] = [
  ['unipc', 'A'],
  ['unipc', 'B'],
  ['euler', 'L'],
  ['euler', 'E'],
]
const velocity = (sample: Float32Array, index: number) => sample.map((x) => Math.sin(3 * x + index))

/** Steps from `first` on; what it looked like before each step. */
function run(scheduler: Scheduler, first: number, start: Float32Array) {
  const before = []
  let sample = start
  for (let i = first; i < STEPS; i++) {
    before.push({ sample, snapshot: scheduler.snapshot() })
    sample = scheduler.step(i, velocity(sample, i), sample)
  }
  return { sample, before, after: scheduler.snapshot() }
}

describe('A scheduler restored from a snapshot', () => {
  for (const [name, schedule] of sampled) {
    const sigmas = flowSigmas(schedule, STEPS, 5)

    it(`A snapshot of every step resumes to the same bits: ${name} on schedule ${schedule}`, () => {
      const whole = run(createScheduler(name, sigmas), 0, normalNoise(3, 64))
      for (const [index, { sample, snapshot }] of whole.before.entries()) {
        const copy = structuredClone(snapshot)
        const resumed = run(createScheduler(name, sigmas, copy), index, sample)
        assert.deepEqual(resumed.sample, whole.sample, `from step ${index}`)
        assert.deepEqual(resumed.after, whole.after)
        // A snapshot stays what it was while the run continues.
        assert.deepEqual(snapshot, copy)
      }
    })

    it(`A scheduler refuses a snapshot that cannot be its own: ${name} on schedule ${schedule}`, () => {
      const { before, after } = run(createScheduler(name, sigmas), 0, normalNoise(3, 64))
      assert.throws(
        () => createScheduler(name, flowSigmas(schedule, STEPS - 1, 5), after),
        /before step 7 in a run of 6/,
      )
      const other = { ...before[2]!.snapshot, history: [new Float32Array(1)] }
      assert.throws(() => createScheduler(name, sigmas, other), /history/)
    })
  }

  it('A scheduler refuses a history that does not fit the number of steps taken', () => {
    const sigmas = flowSigmas('A', STEPS, 5)
    const { before } = run(createScheduler('unipc', sigmas), 0, normalNoise(3, 64))
    const { history } = before[1]!.snapshot
    assert.throws(
      () => createScheduler('unipc', sigmas, { nextIndex: 3, history }),
      /history of 64, 0, 64 values/,
    )
  })
})

describe('UniPC on schedules that start at pure noise', () => {
  it('UniPC is refused for schedules that start at pure noise', () => {
    for (const schedule of ['L', 'E'] as const)
      assert.throws(() => createScheduler('unipc', flowSigmas(schedule, 4, 5)), /noise level 1/)
  })
})
