import { type FlowSigmas } from './flow-sigmas.ts'
import { type Scheduler, type SchedulerSnapshot } from './scheduler.ts'

/**
 * Euler's method for flow matching, x ← x + (σ' - σ) v, as in diffusers'
 * schedulers/scheduling_flow_match_euler_discrete.py and the sampler of Wan2.2-Lightning: the
 * difference of the float32 noise levels and each product and sum are rounded to float32. It has no
 * history. `from` resumes a snapshot.
 *
 * @throws RangeError for a snapshot that is not Euler's.
 */
export function createEuler({ timesteps, sigmas }: FlowSigmas, from?: SchedulerSnapshot): Scheduler {
  const steps = timesteps.length
  let nextIndex = from?.nextIndex ?? 0
  if (nextIndex > steps)
    throw new RangeError(`a snapshot before step ${nextIndex} in a run of ${steps} steps`)
  if (from && from.history.length > 0)
    throw new RangeError(`${from.history.length} arrays of history: Euler has none`)
  return {
    timesteps,
    sigmas,
    step(index, prediction, sample) {
      if (index !== nextIndex || index >= steps) {
        throw new RangeError(`step ${index} of ${steps} was taken when ${nextIndex} was due`)
      }
      if (prediction.length !== sample.length) {
        throw new RangeError(`prediction of ${prediction.length} values for a sample of ${sample.length}`)
      }
      nextIndex = index + 1
      const distance = Math.fround(sigmas[nextIndex]! - sigmas[index]!)
      return sample.map((value, i) => value + Math.fround(distance * prediction[i]!))
    },
    snapshot: () => ({ nextIndex, history: [] }),
  }
}
