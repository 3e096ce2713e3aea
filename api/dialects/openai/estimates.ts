import type { Adjustment, TaskParameters } from '#core/task/parameters.ts'
import type { ModelDefinition } from '#core/task/model-definition.ts'
import type { QueueForecast, QueueView } from '#core/task/queue-view.ts'
import type { components } from '#api/openapi.gen.ts'
import type { WireResponse } from '#api/dialects/dialect.ts'
import { PRIVATE } from '#api/dialects/wire.ts'
import { lorasBody, secondsText } from './bodies.ts'

type Schemas = components['schemas']

/** What a create would make, when, and at what cost. */
export interface Estimate {
  readonly model: ModelDefinition
  readonly parameters: TaskParameters
  /** Null when the client gave none: one is drawn when the video is made. */
  readonly seed: number | null
  readonly adjustments: readonly Adjustment[]
  readonly forecast: QueueForecast
  /** Why there is no estimate of time; null when there is one. */
  readonly secondsUnknown: 'no_worker' | 'not_measured' | null
  readonly queueReason: QueueView['reason']
  /**
   * The most pixels per frame that fit into memory at its number of frames; null when that is
   * unknown.
   */
  readonly fittingPixels: number | null
  /** Engine seconds that would be booked of the day's quota. */
  readonly gpuSeconds: number
}

/** 200 with the estimate. */
export const renderEstimate = (result: Estimate): WireResponse => ({
  status: 200,
  headers: PRIVATE,
  body: estimateBody(result),
})

/** The same as the answer to a create. */
export const renderDryRun = (result: Estimate): WireResponse => ({
  status: 200,
  headers: { ...PRIVATE, 'Content-Type': ESTIMATE_MEDIA_TYPE },
  body: estimateBody(result),
})

/** Distinguishes an estimate from a video in the answer to a create. */
const ESTIMATE_MEDIA_TYPE = 'application/vnd.wan.estimate+json'

function estimateBody(estimate: Estimate): Schemas['VideoEstimate'] {
  const { parameters, forecast } = estimate
  const { waitSeconds, runSeconds } = forecast
  return {
    object: 'video.estimate',
    model: estimate.model.id,
    prompt: parameters.prompt,
    negative_prompt: parameters.negativePrompt,
    size: `${parameters.width}x${parameters.height}`,
    seconds: secondsText(parameters),
    num_frames: parameters.frames,
    fps: parameters.fps,
    num_inference_steps: parameters.steps,
    guidance_scale: parameters.guidanceScale,
    guidance_scale_2: parameters.guidanceScale2,
    flow_shift: parameters.flowShift,
    scheduler: parameters.scheduler ?? null,
    schedule: parameters.schedule ?? null,
    boundary_ratio: parameters.boundaryRatio ?? null,
    easy_cache: parameters.easyCacheThreshold ?? null,
    loras: lorasBody(parameters),
    seed: estimate.seed,
    adjustments: estimate.adjustments.map((adjustment) => ({ ...adjustment })),
    queue_position: forecast.position,
    queue_reason: estimate.queueReason,
    queue_wait_seconds: waitSeconds === null ? null : Math.ceil(waitSeconds),
    run_seconds: runSeconds === null ? null : rounded(runSeconds),
    eta_seconds: waitSeconds === null || runSeconds === null ? null : Math.ceil(waitSeconds + runSeconds),
    seconds_unknown: estimate.secondsUnknown,
    memory: estimate.fittingPixels === null ? null : { max_pixels: estimate.fittingPixels },
    booked_gpu_seconds: rounded(estimate.gpuSeconds),
  }
}

const rounded = (seconds: number): number => Number(seconds.toFixed(1))
