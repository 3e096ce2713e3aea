import { type Prediction } from './prediction.ts'

/**
 * Shorter schedules belong to distilled models, whose steps differ too much to stand in for each
 * other.
 */
export const MIN_EASY_CACHE_STEPS = 9
/**
 * The first steps lay out the image and are always computed; H-EmbodVis/EasyCache's `ret_steps`.
 */
const COMPUTED_FIRST_STEPS = 7

/** The last step that the model computed. */
interface Computed {
  readonly sample: Float32Array
  readonly velocity: Float32Array
  readonly conditional: Float32Array
}

/** The cache between two steps. It must not be changed. */
export interface EasyCacheSnapshot {
  readonly computed: Computed | null
  /** Sample of the previous step, computed or not. */
  readonly previousSample: Float32Array | null
  /**
   * How much the conditional velocity changes per change of the sample, measured between the last
   * two computed steps.
   */
  readonly transformationRate: number | null
  readonly accumulatedError: number
  readonly skippedSteps: number
}

export interface EasyCacheOptions {
  /** Above 0. 0.05 skips about half of 50 steps; larger values skip more. */
  readonly threshold: number
  readonly steps: number
  /**
   * First step of the second transformer, for which the first one's results mean nothing; null with
   * one transformer.
   */
  readonly switchStep: number | null
}

export interface EasyCache {
  /**
   * The estimated velocity for `sample` at step `index`, or null if the step must be computed. Call
   * it once per step, in order.
   */
  reuse(index: number, sample: Float32Array): Float32Array | null
  /**
   * Records what was computed for `sample` after {@link reuse} returned null. The arrays are kept
   * and not changed.
   */
  remember(sample: Float32Array, prediction: Prediction): void
  snapshot(): EasyCacheSnapshot
}

const EMPTY: EasyCacheSnapshot = {
  computed: null,
  previousSample: null,
  transformationRate: null,
  accumulatedError: 0,
  skippedSteps: 0,
}

/**
 * EasyCache (Zhou et al. 2025, arXiv 2507.02860; H-EmbodVis/EasyCache,
 * EasyCache4Wan2.2/easycache_generate.py). While the velocity v is estimated to have changed little
 * since it was last computed (v_c, at sample x_c), it is replaced by v ≈ x + (v_c - x_c). The
 * estimate of a step is k · mean|x - x_previous| / mean|v_c|, with k = mean|Δv| / mean|Δx| between
 * the last two computed steps, where v is the conditional velocity. Estimates add up; when their
 * sum reaches the threshold, the step is computed and the sum restarts at 0. The first seven steps
 * and the last are always computed. The source keeps the difference for the conditional and the
 * unconditional velocity; guidance is linear in the two with weights that sum to 1, so the
 * difference of the guided velocity gives the same result.
 *
 * Keeps four arrays of the sample's size. `from` restores a cache with the same options.
 */
export function createEasyCache(
  { threshold, steps, switchStep }: EasyCacheOptions,
  from: EasyCacheSnapshot | null,
): EasyCache {
  let state = from ?? EMPTY
  return {
    reuse(index, sample) {
      if (index === switchStep) state = { ...EMPTY, skippedSteps: state.skippedSteps }
      const { computed, previousSample, transformationRate } = state
      const error =
        computed && previousSample && transformationRate !== null
          ? state.accumulatedError +
            (transformationRate * meanDistance(sample, previousSample)) / meanMagnitude(computed.conditional)
          : Infinity
      const skip =
        computed && index >= COMPUTED_FIRST_STEPS && index < steps - 1 && error < threshold ? computed : null
      state = {
        ...state,
        previousSample: sample,
        accumulatedError: skip ? error : 0,
        skippedSteps: state.skippedSteps + (skip ? 1 : 0),
      }
      return skip && sample.map((value, i) => value + (skip.velocity[i]! - skip.sample[i]!))
    },
    remember(sample, { velocity, conditional }) {
      const last = state.computed
      state = {
        ...state,
        computed: { sample, velocity, conditional },
        transformationRate:
          last && meanDistance(conditional, last.conditional) / meanDistance(sample, last.sample),
      }
    },
    snapshot: () => state,
  }
}

function meanDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]! - b[i]!)
  return sum / a.length
}

function meanMagnitude(values: Float32Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += Math.abs(values[i]!)
  return sum / values.length
}
