/**
 * What a scheduler remembers between two steps. With it, another scheduler of the same schedule
 * goes on where this one stands and gives the same bits. The arrays are the scheduler's own: nobody
 * may change them.
 */
export interface SchedulerSnapshot {
  /** Index of the step that is due. */
  readonly nextIndex: number
  /**
   * Earlier samples and predictions, in an order of the scheduler's own; empty for a scheduler
   * without history.
   */
  readonly history: readonly Float32Array[]
}

/**
 * A sampler for one run: it is made with its schedule and keeps its own history, so there is
 * nothing to reset and nothing to share.
 */
export interface Scheduler {
  /** What the transformer is told at each step, 0 … 1000; one per step. */
  readonly timesteps: Float32Array
  /** Noise level at each step, 1 = pure noise, and the final 0: one more than there are steps. */
  readonly sigmas: Float32Array
  /**
   * Moves the sample from noise level `sigmas[index]` to `sigmas[index + 1]`. `prediction` is the
   * velocity (noise - data) that the model gave for `sample` at `timesteps[index]`; all arrays are
   * flat and of one length, in any layout. Neither argument is changed or kept. Steps are taken
   * once each, in order: another index throws.
   */
  step(index: number, prediction: Float32Array, sample: Float32Array): Float32Array
  snapshot(): SchedulerSnapshot
}
