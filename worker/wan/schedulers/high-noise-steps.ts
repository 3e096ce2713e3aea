const TRAIN_TIMESTEPS = 1000

/**
 * Number of steps of the high-noise expert: those whose timestep is at least 1000 · `boundary`; the
 * rest belong to the low-noise expert. `timesteps` fall; `boundary` lies between 0 and 1 (0.875 for
 * Wan2.2 T2V-A14B, 0.9 for I2V-A14B).
 */
export function highNoiseSteps(timesteps: Float32Array, boundary: number): number {
  const first = timesteps.findIndex((timestep) => timestep < boundary * TRAIN_TIMESTEPS)
  return first < 0 ? timesteps.length : first
}
