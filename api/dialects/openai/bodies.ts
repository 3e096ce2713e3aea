import { framesOf, type TaskParameters } from '#core/task/parameters.ts'
import type { Manifest, TileGrid, UpstreamFacts } from '#core/task/manifest.ts'
import { publicBatchId, videoIdOf } from '#core/ids.ts'
import type { Task, TaskStatus } from '#core/task/task.ts'
import type { components } from '#api/openapi.gen.ts'
import type { Links, ViewedTask } from '#api/dialects/dialect.ts'
import { unixTime } from '#api/dialects/wire.ts'

type Schemas = components['schemas']

/** The set is closed: a client that meets a fifth status hangs or breaks. */
export const STATUS: { readonly [S in TaskStatus]: Schemas['Video']['status'] } = {
  queued: 'queued',
  running: 'in_progress',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'failed',
}

const timeOrNull = (date: Date | null): number | null => (date === null ? null : unixTime(date))

/** A video as the contract shows it. */
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
    created_at: unixTime(task.createdAt),
    completed_at: task.status === 'completed' ? timeOrNull(task.finishedAt) : null,
    expires_at: task.status === 'completed' ? timeOrNull(task.expiresAt) : null,
    prompt: parameters.prompt,
    size: `${parameters.width}x${parameters.height}`,
    seconds: secondsText(parameters),
    remixed_from_video_id: task.remixedFrom === null ? null : videoIdOf(task.remixedFrom),
    error: task.error === null ? null : errorOf(task.error),
    negative_prompt: parameters.negativePrompt,
    num_frames: framesOf(parameters),
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
    seed: parameters.seed,
    phase: running ? task.phase : null,
    step: task.step,
    steps: parameters.steps,
    queue_position: view.position,
    queue_reason: view.reason,
    eta_seconds: view.etaSeconds,
    attempts: task.attempts,
    started_at: timeOrNull(task.startedAt),
    cancel_requested_at: running ? timeOrNull(task.cancelRequestedAt) : null,
    cancel_at: timeOrNull(task.cancelAt),
    start_by: timeOrNull(task.startBy),
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

/** The LoRAs of a task as the contract shows them. */
export const lorasBody = ({ loras = [] }: TaskParameters): Schemas['Video']['loras'] =>
  loras.map(({ name, strength, strength2 }) => ({ name, strength, strength_2: strength2 }))

/** The length that was asked for, or else that of the file: every frame is shown for 1 / fps. */
export const secondsText = (parameters: TaskParameters): string =>
  String(parameters.nominalSeconds ?? Number((framesOf(parameters) / parameters.fps).toFixed(6)))

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
    noise: manifest.noise && { ...manifest.noise },
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
    vae_tiles: manifest.tiles
      ? { encode: tilesBody(manifest.tiles.encode), decode: tilesBody(manifest.tiles.decode) }
      : null,
    easy_cache: manifest.easyCache && {
      threshold: manifest.easyCache.threshold,
      skipped_steps: manifest.easyCache.skippedSteps,
    },
    resumed_from_step: manifest.resumedFromStep,
    upstream: manifest.upstream ? upstreamBody(manifest.upstream) : null,
    video: { ...manifest.video },
  }
}

const upstreamBody = ({ job, workflow, parameters, ...facts }: UpstreamFacts) => ({
  ...facts,
  video_id: job,
  workflow_sha256: workflow,
  parameters: { ...parameters },
})

const tilesBody = (grid: TileGrid | null) =>
  grid && {
    height: grid.height,
    width: grid.width,
    stride_height: grid.strideHeight,
    stride_width: grid.strideWidth,
  }

function urlsOf(videoId: string, links: Links): Schemas['Video']['urls'] {
  const content = contentUrl(videoId, links)
  return {
    video: content,
    thumbnail: `${content}?variant=thumbnail`,
    spritesheet: `${content}?variant=spritesheet`,
  }
}
