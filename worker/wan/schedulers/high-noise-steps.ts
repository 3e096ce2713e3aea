const TRAIN_TIMESTEPS = 1000

/**
 * Steps that belong to the expert for high noise: those whose timestep is at least 1000 ·
 * `boundary`; the others are the second expert's. `timesteps` fall; `boundary` lies between 0 and 1
 * (0.875 of Wan2.2 T2V-A14B, 0.9 of I2V-A14B).
 */
export function highNoiseSteps(timesteps: Float32Array, boundary: number): number {
  const first = timesteps.findIndex((timestep) => timestep < boundary * TRAIN_TIMESTEPS)
  return first < 0 ? timesteps.length : first
}
