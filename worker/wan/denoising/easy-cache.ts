import { type Prediction } from './prediction.ts'

/**
 * Shorter schedules are distilled ones, whose steps differ too much for one to stand in for the
 * next.
 */
export const MIN_EASY_CACHE_STEPS = 9
/**
 * The first steps lay out the picture and are always computed; H-EmbodVis/EasyCache's `ret_steps`.
 */
const COMPUTED_FIRST_STEPS = 7

/** The last step that the model computed. */
interface Computed {
  readonly sample: Float32Array
  readonly velocity: Float32Array
  readonly conditional: Float32Array
}

/** Between two steps; nothing in it may be changed. */
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
  /** Above 0; 0.05 skips about half of 50 steps, and more with larger values. */
  readonly threshold: number
  readonly steps: number
  /**
   * First step of the second transformer, which knows nothing of what the first one computed; null
   * without one.
   */
  readonly switchStep: number | null
}

export interface EasyCache {
  /**
   * The velocity for `sample` at step `index` if it need not be computed. Called once per step, in
   * order.
   */
  reuse(index: number, sample: Float32Array): Float32Array | null
  /** What was computed for `sample` because {@link reuse} gave nothing. Kept, and not changed. */
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
 * EasyCache4Wan2.2/easycache_generate.py): as long as the velocity v is estimated to have changed
 * little since it was last computed, it is made up from what lies between it and its sample x then,
 * v ≈ x + (v_c - x_c). The estimate of a step is k · mean|x - x_previous| / mean|v_c|, with k =
 * mean|Δv| / mean|Δx| between the last two computed steps, v being the conditional velocity;
 * estimates add up, and when their sum reaches the threshold the step is computed and the sum
 * starts anew. The first seven steps and the last are always computed. The source keeps the
 * difference for the conditional and the unconditional velocity; guidance is linear in the two with
 * weights that sum to 1, so the difference of the guided one does the same.
 *
 * Keeps four arrays of the sample's size. With `from` it goes on where a cache with the same
 * options stood.
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
