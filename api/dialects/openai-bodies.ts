import { publicBatchId, videoIdOf } from '#core/ids.ts'
import { framesOf, type Manifest, type ModelDefinition, type Task, type TaskStatus } from '#core/task/task.ts'
import type { components } from '#api/openapi.gen.ts'
import type { ActionResult, Estimate, Links, ViewedTask } from './dialect.ts'

type Schemas = components['schemas']

/** The set is closed: a client that meets a fifth status hangs or breaks. */
export const STATUS: { readonly [S in TaskStatus]: Schemas['Video']['status'] } = {
  queued: 'queued',
  running: 'in_progress',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'failed',
}

const unixTime = (date: Date | null): number | null =>
  date === null ? null : Math.floor(date.getTime() / 1000)

export function videoBody({ task, view }: ViewedTask, links: Links): Schemas['Video'] {
  const { parameters } = task
  const id = videoIdOf(task.id)
  const running = task.status === 'running'
  return {
    id,
    object: 'video',
    model: task.model,
    status: STATUS[task.status],
    progress: task.status === 'completed' ? 100 : task.progress,
    created_at: Math.floor(task.createdAt.getTime() / 1000),
    completed_at: task.status === 'completed' ? unixTime(task.finishedAt) : null,
    expires_at: task.status === 'completed' ? unixTime(task.expiresAt) : null,
    prompt: parameters.prompt,
    size: `${parameters.width}x${parameters.height}`,
    seconds: secondsOf(framesOf(parameters), parameters.fps),
    remixed_from_video_id: task.remixedFrom === null ? null : videoIdOf(task.remixedFrom),
    error: task.error === null ? null : errorOf(task.error),
    negative_prompt: parameters.negativePrompt,
    num_frames: framesOf(parameters),
    fps: parameters.fps,
    num_inference_steps: parameters.steps,
    guidance_scale: parameters.guidanceScale,
    guidance_scale_2: parameters.guidanceScale2,
    flow_shift: parameters.flowShift,
    easy_cache: parameters.easyCacheThreshold ?? null,
    seed: parameters.seed,
    phase: running ? task.phase : null,
    step: task.step,
    steps: parameters.steps,
    queue_position: view.position,
    queue_reason: task.queueReason,
    eta_seconds: view.etaSeconds,
    attempts: task.attempts,
    started_at: unixTime(task.startedAt),
    cancel_requested_at: running ? unixTime(task.cancelRequestedAt) : null,
    cancel_at: unixTime(task.cancelAt),
    start_by: unixTime(task.startBy),
    timings: task.timings,
    adjustments: task.adjustments.map((adjustment) => ({ ...adjustment })),
    metadata: task.metadata,
    webhook_url: task.webhookUrl,
    extended_from_video_id: task.extendedFrom === null ? null : videoIdOf(task.extendedFrom),
    rerun_of: task.rerunOf === null ? null : videoIdOf(task.rerunOf),
    cached_from: task.cachedFrom === null ? null : videoIdOf(task.cachedFrom),
    batch_id: task.batchId === null ? null : publicBatchId(task.batchId),
    manifest: task.manifest && manifestBody(task.manifest),
    preview_url: hasPreview(task) ? `${contentUrl(id, links)}?variant=preview` : null,
    urls: task.assets === null || task.assetsRemovedAt !== null ? null : urlsOf(id, links),
  }
}

/** How an estimate is told from a video in an answer to a create. */
export const ESTIMATE_MEDIA_TYPE = 'application/vnd.wan.estimate+json'

export function estimateBody(estimate: Estimate): Schemas['VideoEstimate'] {
  const { parameters, forecast } = estimate
  const { waitSeconds, runSeconds } = forecast
  return {
    object: 'video.estimate',
    model: estimate.model.id,
    prompt: parameters.prompt,
    negative_prompt: parameters.negativePrompt,
    size: `${parameters.width}x${parameters.height}`,
    seconds: secondsOf(parameters.frames, parameters.fps),
    num_frames: parameters.frames,
    fps: parameters.fps,
    num_inference_steps: parameters.steps,
    guidance_scale: parameters.guidanceScale,
    guidance_scale_2: parameters.guidanceScale2,
    flow_shift: parameters.flowShift,
    easy_cache: parameters.easyCacheThreshold ?? null,
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

/** n frames span n − 1 intervals, so 81 frames at 16 fps are the 5 seconds that were asked for. */
const secondsOf = (frames: number, fps: number): string => String(Number(((frames - 1) / fps).toFixed(3)))

const errorOf = (error: { code: string; message: string }): Schemas['Video']['error'] => ({
  code: error.code as Schemas['ErrorCode'],
  message: error.message,
})

const contentUrl = (videoId: string, links: Links): string => `${links.baseUrl}/v1/videos/${videoId}/content`

const hasPreview = (task: Task): boolean => task.preview !== null && task.assetsRemovedAt === null

function manifestBody(manifest: Manifest): Schemas['Manifest'] {
  return {
    model: manifest.model,
    files: manifest.files,
    loras: manifest.loras.map((lora) => ({ ...lora })),
    graph_builder: manifest.graphBuilder,
    onnx_runtime: manifest.onnxRuntime,
    provider: manifest.provider,
    dtype: manifest.dtype,
    device_class: manifest.deviceClass,
    scheduler: manifest.scheduler,
    schedule: manifest.schedule,
    steps: manifest.steps,
    flow_shift: manifest.flowShift,
    guidance_scale: manifest.guidanceScale,
    guidance_scale_2: manifest.guidanceScale2,
    boundary: manifest.boundary,
    seed: manifest.seed,
    noise: { ...manifest.noise },
    size: `${manifest.width}x${manifest.height}`,
    num_frames: manifest.frames,
    fps: manifest.fps,
    prompt_tokens: manifest.promptTokens,
    prompt_truncated: manifest.promptTruncated,
    inputs: {
      first_frame: manifest.inputs.firstFrame,
      last_frame: manifest.inputs.lastFrame,
      preceding_video: manifest.inputs.precedingVideo ?? null,
    },
    easy_cache: manifest.easyCache && {
      threshold: manifest.easyCache.threshold,
      skipped_steps: manifest.easyCache.skippedSteps,
    },
    resumed_from_step: manifest.resumedFromStep,
    video: { ...manifest.video },
  }
}

function urlsOf(videoId: string, links: Links): Schemas['Video']['urls'] {
  const content = contentUrl(videoId, links)
  return {
    video: content,
    thumbnail: `${content}?variant=thumbnail`,
    spritesheet: `${content}?variant=spritesheet`,
  }
}

export function modelBody(model: ModelDefinition & { readonly updatedAt: Date }): Schemas['Model'] {
  const { defaults, limits } = model
  return {
    id: model.id,
    object: 'model',
    created: Math.floor(model.updatedAt.getTime() / 1000),
    owned_by: 'wan-video-service',
    title: model.title,
    task: model.task,
    inputs: { first_frame: model.inputs.firstFrame, last_frame: model.inputs.lastFrame },
    aliases: [...model.aliases],
    fps: model.fps,
    defaults: {
      size: defaults.size,
      num_frames: defaults.frames,
      num_inference_steps: defaults.steps,
      guidance_scale: defaults.guidanceScale,
      guidance_scale_2: defaults.guidanceScale2 ?? null,
      flow_shift: defaults.flowShift,
      negative_prompt: defaults.negativePrompt,
    },
    limits: {
      min_side: limits.minSide,
      max_pixels: limits.maxPixels,
      auto_area: limits.autoArea,
      size_multiple: limits.sizeMultiple,
      min_frames: limits.minFrames,
      max_frames: limits.maxFrames,
      min_steps: limits.minSteps,
      max_steps: limits.maxSteps,
    },
    oversize: model.oversize,
    fitting_sizes: (model.fittingSizes ?? []).map(({ frames, maxPixels }) => ({
      num_frames: frames,
      max_pixels: maxPixels,
    })),
  }
}

export function capabilitiesBody({
  model,
  speeds,
  sizes,
  schema,
}: ActionResult['model']): Schemas['ModelCapabilities'] {
  const { limits, defaults } = model
  return {
    ...modelBody(model),
    sizes: [...sizes],
    frames: { default: defaults.frames, min: limits.minFrames, max: limits.maxFrames, step: 4 },
    speeds: speeds.map((speed) => ({
      size: `${speed.width}x${speed.height}`,
      num_frames: speed.frames,
      num_inference_steps: speed.steps,
      device_class: speed.deviceClass,
      seconds_per_step: speed.stepSeconds,
      seconds_before: speed.leadSeconds,
      seconds_after: speed.tailSeconds,
      runs: speed.runs,
      updated_at: Math.floor(speed.updatedAt.getTime() / 1000),
    })),
    input_schema: schema,
  }
}
