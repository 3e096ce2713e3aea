/**
 * Which noise levels a run visits, u falling evenly over N steps and shifted towards noise by S(u)
 * = s u / (1 + (s - 1) u):
 *
 * - `A`, of the Wan authors (github.com/Wan-Video/Wan2.1, wan/utils/fm_solvers_unipc.py): u = 0.999
 *   (1 - i/N)
 * - `B`, of diffusers since its pull request 12109 (schedulers/scheduling_unipc_multistep.py),
 *   which sampled with A until then: u = 1 - 0.999 i/N
 * - `L`, which the 4-step models were distilled for (github.com/ModelTC/Wan2.2-Lightning,
 *   wan/utils/fm_solvers_euler.py): u = 1 - i/N, in float32
 * - `E`, of diffusers' FlowMatchEulerDiscreteScheduler
 *   (schedulers/scheduling_flow_match_euler_discrete.py): u from S(1) to S(0.001), both included,
 *   which makes two shifts; not for 4-step models
 *
 * The first noise level of L and E is 1, where UniPC cannot start.
 */
export const FLOW_SCHEDULES = ['A', 'B', 'L', 'E'] as const
export type FlowSchedule = (typeof FLOW_SCHEDULES)[number]

export interface FlowSigmas {
  /** 1000 σ, one per step; of A and B truncated to whole numbers. */
  readonly timesteps: Float32Array
  /** One per step and the final 0. */
  readonly sigmas: Float32Array
}

const TRAIN_TIMESTEPS = 1000
const LARGEST_SIGMA = 1 - 1 / TRAIN_TIMESTEPS
const SMALLEST_DISTANCE_FROM_1 = 1e-6
const fround = Math.fround

/**
 * The noise levels of `steps` steps, equal to the sources to the bit. `shift` s is above 0; 1
 * leaves u unchanged.
 *
 * @throws RangeError for other numbers of steps or shifts.
 */
export function flowSigmas(schedule: FlowSchedule, steps: number, shift: number): FlowSigmas {
  if (!Number.isInteger(steps) || steps < 1) throw new RangeError(`${steps} steps: expected at least 1`)
  if (!(shift > 0 && Number.isFinite(shift))) throw new RangeError(`flow shift ${shift} is not over 0`)
  const sigmaAt = SIGMA_AT[schedule]
  const wholeTimesteps = schedule === 'A' || schedule === 'B'
  const sigmas = new Float32Array(steps + 1)
  const timesteps = new Float32Array(steps)
  for (let i = 0; i < steps; i++) {
    const sigma = sigmaAt(i, steps, shift)
    sigmas[i] = sigma
    timesteps[i] = wholeTimesteps ? Math.trunc(sigma * TRAIN_TIMESTEPS) : fround(sigma) * TRAIN_TIMESTEPS
  }
  return { timesteps, sigmas }
}

const SIGMA_AT: Readonly<Record<FlowSchedule, (i: number, steps: number, shift: number) => number>> = {
  A: (i, steps, shift) => shifted(LARGEST_SIGMA * (1 - i / steps), shift),
  // At σ = 1 the signal-to-noise ratio is 0 and its logarithm, which the solver needs, infinite.
  B: (i, steps, shift) =>
    Math.min(shifted(1 + i * (-LARGEST_SIGMA / steps), shift), 1 - SMALLEST_DISTANCE_FROM_1),
  L: (i, steps, shift) => {
    const timestep = fround(i * (-TRAIN_TIMESTEPS / steps) + TRAIN_TIMESTEPS)
    return shiftedInFloat32(fround(timestep / TRAIN_TIMESTEPS), shift)
  },
  E: (i, steps, shift) => {
    const last = shiftedInFloat32(fround(1 / TRAIN_TIMESTEPS), shift) * TRAIN_TIMESTEPS
    const between = i * ((last - TRAIN_TIMESTEPS) / (steps - 1)) + TRAIN_TIMESTEPS
    const timestep = i === 0 ? TRAIN_TIMESTEPS : i === steps - 1 ? last : between
    return shifted(timestep / TRAIN_TIMESTEPS, shift)
  },
}

const shifted = (u: number, shift: number): number => (shift * u) / (1 + (shift - 1) * u)

function shiftedInFloat32(u: number, shift: number): number {
  const float32Shift = fround(shift)
  return fround(fround(float32Shift * u) / fround(1 + fround(fround(float32Shift - 1) * u)))
}
