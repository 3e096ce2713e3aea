/** What the model gives for a sample. */
export interface Prediction {
  /** Guided velocity (noise - data), in the layout of the latents. */
  readonly velocity: Float32Array
  /**
   * The velocity for the prompt alone, before guidance, in any one layout; without guidance the
   * same values as `velocity`.
   */
  readonly conditional: Float32Array
}

/**
 * The model's answer for `latents` at step `index` of the schedule; which timestep, expert and
 * guidance scale that is, is known behind it.
 */
export type Predict = (latents: Float32Array, index: number) => Promise<Prediction>
