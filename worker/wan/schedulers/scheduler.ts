/**
 * The memory of a scheduler between two steps. Another scheduler of the same schedule resumes from
 * it and gives the same bits. The arrays belong to the scheduler and must not be changed.
 */
export interface SchedulerSnapshot {
  /** Index of the step that is due. */
  readonly nextIndex: number
  /**
   * Earlier samples and predictions, in the scheduler's own order; empty for a scheduler without
   * history.
   */
  readonly history: readonly Float32Array[]
}

/**
 * A sampler for one run, made with its schedule. It keeps its own history; nothing is reset or
 * shared.
 */
export interface Scheduler {
  /** The transformer's timestep at each step, 0 … 1000; one per step. */
  readonly timesteps: Float32Array
  /** Noise level at each step, 1 = pure noise, and the final 0: one more than there are steps. */
  readonly sigmas: Float32Array
  /**
   * Moves the sample from noise level `sigmas[index]` to `sigmas[index + 1]`. `prediction` is the
   * model's velocity (noise - data) for `sample` at `timesteps[index]`; all arrays are flat and of
   * one length, in any layout. Neither argument is changed or kept.
   *
   * @throws RangeError when a step is taken out of order or lengths differ.
   */
  step(index: number, prediction: Float32Array, sample: Float32Array): Float32Array
  snapshot(): SchedulerSnapshot
}
