import { samplersOf } from '#core/task/models/samplers.ts'
import type { MeasuredSpeed } from '#core/task/run.ts'
import type {
  ModelDefinition,
  OfferedLora,
  RegisteredModel,
  UnavailableModel,
} from '#core/task/model-definition.ts'
import type { components } from '#api/openapi.gen.ts'
import type { WireRequest, WireResponse } from '#api/dialects/dialect.ts'
import { PRIVATE, unixTime } from '#api/dialects/wire.ts'

type Schemas = components['schemas']

/** A model with everything that a client can choose for it. */
export interface ModelCapabilities {
  readonly model: RegisteredModel
  readonly speeds: readonly MeasuredSpeed[]
  /** The LoRAs that this client may name. */
  readonly loras: readonly OfferedLora[]
  /** Suggested sizes, `WIDTHxHEIGHT`. */
  readonly sizes: readonly string[]
  /** JSON Schema of what a create takes. */
  readonly schema: Readonly<Record<string, unknown>>
}

/** Reads the id or alias of the model in the path. */
export const parseModelId = ({ path }: WireRequest): { readonly id: string } => ({
  id: path['model_id'] ?? '',
})

/** Reads whether the list includes what cannot be served. */
export const parseModelsQuery = ({ query }: WireRequest): { readonly unavailable: boolean } => ({
  unavailable: query['include'] === 'unavailable',
})

/** Models, and what else the models directories hold; null where that was not asked for. */
export interface ModelListing {
  readonly models: readonly RegisteredModel[]
  readonly unavailable: readonly UnavailableModel[] | null
}

/** 200 with all models. */
export function renderModels({ models, unavailable }: ModelListing): WireResponse {
  const body: Schemas['ModelList'] = {
    object: 'list',
    data: models.map(modelBody),
    ...(unavailable !== null && { unavailable: unavailable.map((each) => ({ ...each })) }),
  }
  return { status: 200, headers: PRIVATE, body }
}

/** 200 with one model and what it can do. */
export const renderModel = (result: ModelCapabilities): WireResponse => ({
  status: 200,
  headers: PRIVATE,
  body: capabilitiesBody(result),
})

function modelBody(model: RegisteredModel): Schemas['Model'] {
  const { defaults, limits } = model
  return {
    id: model.id,
    object: 'model',
    created: unixTime(model.updatedAt),
    owned_by: 'wan-video-service',
    title: model.title,
    task: model.task,
    served: model.served,
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
      ...model.sampling,
      negative_prompt: defaults.negativePrompt,
    },
    samplers: samplersOf(model).map((sampler) => ({ ...sampler })),
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
    unapplied: [...(model.unapplied ?? [])],
    fitting_sizes: sizesBody(model.fittingSizes),
    untiled_sizes: sizesBody(model.untiledSizes),
  }
}

const sizesBody = (table: ModelDefinition['fittingSizes']) =>
  (table ?? []).map(({ frames, maxPixels }) => ({ num_frames: frames, max_pixels: maxPixels }))

function capabilitiesBody({
  model,
  speeds,
  loras,
  sizes,
  schema,
}: ModelCapabilities): Schemas['ModelCapabilities'] {
  const { limits, defaults } = model
  return {
    ...modelBody(model),
    sizes: [...sizes],
    frames: { default: defaults.frames, min: limits.minFrames, max: limits.maxFrames, step: 4 },
    loras: loras.map(({ name, experts }) => ({ name, experts: [...experts] })),
    speeds: speeds.map((speed) => ({
      size: `${speed.width}x${speed.height}`,
      num_frames: speed.frames,
      num_inference_steps: speed.steps,
      device_class: speed.deviceClass,
      seconds_per_step: speed.stepSeconds,
      seconds_before: speed.leadSeconds,
      seconds_after: speed.tailSeconds,
      runs: speed.runs,
      updated_at: unixTime(speed.updatedAt),
    })),
    input_schema: schema,
  }
}
