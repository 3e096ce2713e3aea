import { createEasyCache, type EasyCacheSnapshot, MIN_EASY_CACHE_STEPS } from './easy-cache.ts'
import { type Predict } from './prediction.ts'
import { type Scheduler, type SchedulerSnapshot } from '#worker/wan/schedulers/scheduler.ts'

/**
 * Where a run stands between two steps: all that the steps to come depend on. Nothing in it may be
 * changed.
 */
export interface DenoiseState {
  /** Steps that are done. */
  readonly step: number
  /** Where they led, in the model's layout [channels, frames, height, width]. */
  readonly latents: Float32Array
  readonly scheduler: SchedulerSnapshot
  /** Null in a run without EasyCache. */
  readonly easyCache: EasyCacheSnapshot | null
}

/** A step that was taken. */
export interface DenoiseStep {
  readonly steps: number
  /** What it led to; checkpoints are made of it. */
  readonly state: DenoiseState
  /**
   * What it started from, at noise level `sigma`, and the velocity there: `sample - sigma ·
   * velocity` is the video as far as it is known.
   */
  readonly sample: Float32Array
  readonly sigma: number
  readonly velocity: Float32Array
}

export interface DenoiseInput {
  /** Made for the place where the run starts. */
  readonly scheduler: Scheduler
  /** The initial noise at step 0, or the state that a run of the same input reached. */
  readonly start: Pick<DenoiseState, 'step' | 'latents'> & Partial<Pick<DenoiseState, 'easyCache'>>
  readonly predict: Predict
  /** Null, as in a run of less than {@link MIN_EASY_CACHE_STEPS}: every step asks the model. */
  readonly easyCacheThreshold: number | null
  /** First step of the second transformer; null when there is one for all steps. */
  readonly switchStep: number | null
  /** Called after each step; the next one waits for it. */
  readonly onStep: (step: DenoiseStep) => void
}

export interface Denoised {
  readonly latents: Float32Array
  /** Steps whose velocity EasyCache made up, over the whole run. */
  readonly skippedSteps: number
  /** Steps that the model computed, since `start`. */
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
