/**
 * Which noise levels a run visits. `A` is the schedule of the Wan authors (github.com/Wan-Video/Wan2.1, wan/utils/fm_solvers_unipc.py); `B` is
 * that of diffusers since its pull request 12109 (schedulers/scheduling_unipc_multistep.py), which sampled with A until then.
 */
export type FlowSchedule = 'A' | 'B'

export interface FlowSigmas {
  /** 1000 σ truncated to whole numbers, one per step. */
  readonly timesteps: Float32Array
  /** One per step and the final 0. */
  readonly sigmas: Float32Array
}

const TRAIN_TIMESTEPS = 1000
const LARGEST_SIGMA = 1 - 1 / TRAIN_TIMESTEPS
const SMALLEST_DISTANCE_FROM_1 = 1e-6

/**
 * The noise levels of `steps` steps: u falls evenly from 0.999 towards 0 (A: 0.999 (1 - i/N)) or from 1 towards 0.001
 * (B: 1 - 0.999 i/N) and is shifted towards noise, σ = s u / (1 + (s - 1) u). `shift` s > 0; 1 leaves u as it is.
 */
export function flowSigmas(schedule: FlowSchedule, steps: number, shift: number): FlowSigmas {
  if (!Number.isInteger(steps) || steps < 1) throw new RangeError(`${steps} steps: expected at least 1`)
  if (!(shift > 0 && Number.isFinite(shift))) throw new RangeError(`flow shift ${shift} is not over 0`)
  const sigmas = new Float32Array(steps + 1)
  const timesteps = new Float32Array(steps)
  for (let i = 0; i < steps; i++) {
    const u = schedule === 'A' ? LARGEST_SIGMA * (1 - i / steps) : 1 + i * (-LARGEST_SIGMA / steps)
    // At σ = 1 the signal-to-noise ratio is 0 and its logarithm, which the solver needs, infinite.
    const sigma = Math.min((shift * u) / (1 + (shift - 1) * u), 1 - SMALLEST_DISTANCE_FROM_1)
    sigmas[i] = sigma
    timesteps[i] = Math.trunc(sigma * TRAIN_TIMESTEPS)
  }
  return { timesteps, sigmas }
}
