/** The model's prediction for a sample. */
export interface Prediction {
  /** Guided velocity (noise - data), in the layout of the latents. */
  readonly velocity: Float32Array
  /**
   * The velocity for the prompt alone, before guidance, in any layout; without guidance equal to
   * `velocity`.
   */
  readonly conditional: Float32Array
}

/**
 * Predicts the velocity for `latents` at step `index`; timestep, expert and guidance scale follow
 * from the step.
 */
export type Predict = (latents: Float32Array, index: number) => Promise<Prediction>
