import { createEasyCache, type EasyCacheSnapshot, MIN_EASY_CACHE_STEPS } from './easy-cache.ts'
import { type Predict } from './prediction.ts'
import { type Scheduler, type SchedulerSnapshot } from '#worker/wan/schedulers/scheduler.ts'

/**
 * The state of a run between two steps: everything that later steps depend on. It must not be
 * changed.
 */
export interface DenoiseState {
  /** Completed steps. */
  readonly step: number
  /** Latents after those steps, [channels, frames, height, width]. */
  readonly latents: Float32Array
  readonly scheduler: SchedulerSnapshot
  /** Null in a run without EasyCache. */
  readonly easyCache: EasyCacheSnapshot | null
}

/** A completed step. */
export interface DenoiseStep {
  readonly steps: number
  /** The state after the step, from which checkpoints are made. */
  readonly state: DenoiseState
  /**
   * The latents before the step, at noise level `sigma`, and the velocity there: `sample - sigma ·
   * velocity` is the predicted video.
   */
  readonly sample: Float32Array
  readonly sigma: number
  readonly velocity: Float32Array
}

export interface DenoiseInput {
  /** Created for the step at which the run starts. */
  readonly scheduler: Scheduler
  /** The initial noise at step 0, or the state that a run of the same input reached. */
  readonly start: Pick<DenoiseState, 'step' | 'latents'> & Partial<Pick<DenoiseState, 'easyCache'>>
  readonly predict: Predict
  /** Null computes every step, as do runs of fewer than {@link MIN_EASY_CACHE_STEPS} steps. */
  readonly easyCacheThreshold: number | null
  /** First step of the second transformer; null with one transformer. */
  readonly switchStep: number | null
  /** Called after each step, before the next one starts. */
  readonly onStep: (step: DenoiseStep) => void
}

export interface Denoised {
  readonly latents: Float32Array
  /** Steps whose velocity EasyCache estimated, over the whole run. */
  readonly skippedSteps: number
  /** Steps that the model computed since `start`. */
  readonly computedSteps: number
}

/** The sampling loop: velocity, scheduler step, next latents, from `start` to the last step. */
export async function denoise(input: DenoiseInput): Promise<Denoised> {
  const { scheduler, start, predict, switchStep, easyCacheThreshold: threshold, onStep } = input
  const steps = scheduler.timesteps.length
  const cache =
    threshold === null || steps < MIN_EASY_CACHE_STEPS
      ? null
      : createEasyCache({ threshold, steps, switchStep }, start.easyCache ?? null)
  let { latents } = start
  let computedSteps = 0
  for (let index = start.step; index < steps; index++) {
    const sample = latents
    const velocity = cache?.reuse(index, sample) ?? (await computed(index, sample))
    latents = scheduler.step(index, velocity, sample)
    const state = {
      step: index + 1,
      latents,
      scheduler: scheduler.snapshot(),
      easyCache: cache?.snapshot() ?? null,
    }
    onStep({ steps, state, sample, sigma: scheduler.sigmas[index]!, velocity })
  }
  return { latents, skippedSteps: cache?.snapshot().skippedSteps ?? 0, computedSteps }

  async function computed(index: number, sample: Float32Array): Promise<Float32Array> {
    const prediction = await predict(sample, index)
    cache?.remember(sample, prediction)
    computedSteps += 1
    return prediction.velocity
  }
}
