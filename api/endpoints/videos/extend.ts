import { createHash } from 'node:crypto'
import { framesOf, type Adjustment, type TaskParameters } from '#core/task/parameters.ts'
import type { Assets } from '#core/task/asset.ts'
import type { ModelDefinition } from '#core/task/model-definition.ts'
import { inputKey, precedingVideoKey } from '#core/storage/asset-keys.ts'
import type { Deps } from '#core/deps.ts'
import { fieldError } from '#core/errors.ts'
import { newTaskId } from '#core/ids.ts'
import { findTask } from '#core/store/tasks.ts'
import type { Task } from '#core/task/task.ts'
import { EMPTY_CREATE_INPUT, type CreateInput } from '#api/dialects/dialect.ts'
import { openai } from '#api/dialects/openai/openai.ts'
import {
  parseExtend,
  renderCreated,
  type Extension,
  type UploadExtension,
} from '#api/dialects/openai/videos.ts'
import { answering } from '#api/endpoints/endpoint.ts'
import type { Call } from '#api/http/call.ts'
import { assetsOf } from '#api/http/assets-of.ts'
import { chooseModel } from '#api/creation/choose-model.ts'
import { fittingModel } from '#api/creation/fitting-model.ts'
import { fingerprintOfInput } from '#api/creation/idempotency.ts'
import { ignored } from '#api/creation/plan-task.ts'
import { planLoras } from '#api/creation/plan-loras.ts'
import { planSampling, planSize } from '#api/creation/plan.ts'
import { submit, type Prepared } from '#api/creation/submit.ts'
import { IGNORED, prepareUploadExtension } from './extend-upload.ts'
import { assertLength } from './extension-length.ts'

/**
 * A new task that continues a finished video, or one that the client sends, from its last frame and
 * ends in one clip of both. Its files are copies, so it does not need the source afterwards.
 *
 * @throws AppError video_not_found; not_ready, video_failed and video_expired for a video without
 *   content; invalid_size, invalid_frame_count; service_unavailable when no model can continue the
 *   video; and the codes of `prepareUploadExtension` and `submit`.
 */
export const extend = answering({
  dialect: openai,
  parse: parseExtend,
  render: renderCreated,
  answer: async (call, input, render) => {
    const fingerprint = fingerprintOfInput(openai.name, 'extend', counted(input))
    const prepare = () =>
      'bytes' in input ? prepareUploadExtension(call, input) : prepareExtension(call, input)
    return (await submit(call, fingerprint, prepare, render)).answer
  },
})

/** An upload counts by its digest. */
function counted({
  ignored: _without,
  ...input
}: Extension | UploadExtension): Readonly<Record<string, unknown>> {
  return 'bytes' in input
    ? {
        ...input,
        bytes: createHash('sha256').update(input.bytes).digest('hex'),
      }
    : input
}

async function prepareExtension({ deps, principal }: Call, input: Extension): Promise<Prepared> {
  const source = await findTask(deps.db, principal.tenantId, input.taskId)
  if (source === undefined) throw fieldError('video_not_found', 'video', 'The video does not exist.')
  const assets = await assetsOf(deps, source, { param: 'video' })
  const { model, adjustments } = continuing(await deps.facts.models(), source)
  const request = requestFor(source, model, input)
  const sampling = planSampling(model, request)
  const loras = await planLoras(deps, source.tenantId, model, request.loras)
  const precedingFrames = framesOf(source.parameters)
  assertLength(sampling.parameters, precedingFrames)
  assertSize(model, sampling.parameters.frames, source)

  const id = newTaskId()
  const storedKeys = await copyFiles(deps, assets, id)
  const { width, height } = source.parameters
  const nominal = { nominalSeconds: clipSeconds(source.parameters, sampling.parameters) }
  const task = {
    id,
    tenantId: source.tenantId,
    dialect: openai.name,
    model: model.id,
    parameters: {
      ...sampling.parameters,
      ...loras.parameters,
      ...{ width, height, precedingFrames, ...nominal },
    },
    adjustments: [...adjustments, ...sampling.adjustments, ...ignored(input.ignored, IGNORED)],
    metadata: source.metadata,
    inputKey: inputKey(id, 'first-frame.png'),
    webhookUrl: source.webhookUrl,
    extendedFrom: source.id,
  }
  return { task, storedKeys }
}

/**
 * The length of the clip as its client names it: the parts that were asked for in seconds count as
 * they were asked for, and another source as long as its file. The frame that both parts share is
 * shown once.
 */
function clipSeconds(source: TaskParameters, added: Pick<TaskParameters, 'nominalSeconds'>): number {
  const before = source.nominalSeconds ?? framesOf(source) / source.fps
  return Number((before + (added.nominalSeconds ?? 0)).toFixed(6))
}

/** The model of the source, unless it cannot start from an image or needs a last frame as well. */
function continuing<M extends ModelDefinition>(
  models: readonly M[],
  source: Task,
): { model: M; adjustments: readonly Adjustment[] } {
  const own = models.find((model) => model.id === source.model)
  if (own !== undefined && own.inputs.firstFrame !== 'none' && own.inputs.lastFrame !== 'required')
    return { model: own, adjustments: [] }
  const { model } = chooseModel(models, null, { tasks: ['i2v', 'ti2v'] })
  const reason =
    'The model of the video cannot continue from an image, or is not served; another one was used.'
  return { model, adjustments: [{ field: 'model', requested: source.model, used: model.id, reason }] }
}

/** A request with the settings of the source. A model other than the source's keeps its own. */
function requestFor(
  { parameters, model: sourceModel }: Task,
  model: ModelDefinition,
  { prompt, seconds, seed }: Extension,
): CreateInput {
  const asked = { ...EMPTY_CREATE_INPUT, prompt, seconds, seed, fps: parameters.fps }
  if (model.id !== sourceModel) return { ...asked, negative_prompt: parameters.negativePrompt }
  return {
    ...asked,
    negative_prompt: parameters.negativePrompt,
    num_inference_steps: parameters.steps,
    guidance_scale: parameters.guidanceScale,
    guidance_scale_2: parameters.guidanceScale2,
    flow_shift: parameters.flowShift,
    scheduler: parameters.scheduler ?? null,
    schedule: parameters.schedule ?? null,
    boundary_ratio: parameters.boundaryRatio ?? null,
    easy_cache: parameters.easyCacheThreshold ?? null,
    loras:
      parameters.loras?.map(({ name, strength, strength2 }) => ({
        name,
        ...{ strength, strength_2: strength2 },
      })) ?? null,
  }
}

/** Both parts of the clip have one size, so nothing can be adjusted. */
function assertSize(model: ModelDefinition, frames: number, { parameters: { width, height } }: Task): void {
  const size = `${width}x${height}`
  const { adjustments } = planSize(fittingModel({ ...model, oversize: 'refuse' }, frames, size), size, null)
  if (adjustments.length > 0)
    throw fieldError(
      'invalid_size',
      'video',
      `The model ${model.id}, which would continue the video, cannot make its size of ${size}.`,
    )
}

/** Copies the last frame, and the video that precedes the new part. */
async function copyFiles(
  deps: Pick<Deps, 'storage'>,
  { video, lastFrame }: Assets,
  id: string,
): Promise<string[]> {
  const keys = [inputKey(id, 'first-frame.png'), precedingVideoKey(id)]
  const copied =
    lastFrame !== undefined &&
    (await deps.storage.copy(lastFrame.key, keys[0] as string)) !== null &&
    (await deps.storage.copy(video.key, keys[1] as string)) !== null
  if (!copied) throw fieldError('video_expired', 'video', 'The content of the video is no longer there.')
  return keys
}
