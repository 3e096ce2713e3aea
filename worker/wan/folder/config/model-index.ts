import { unknownKeys } from './config-keys.ts'
import { fieldsOf } from './json-fields.ts'
import { publishedName } from './published-name.ts'

/**
 * Of model_index.json: what the pipeline is made of, and the two switches that no component knows.
 */
export interface ModelIndex {
  readonly pipeline: 'WanPipeline' | 'WanImageToVideoPipeline'
  /** Sentences about what the file holds and nothing here reads. */
  readonly notes: readonly string[]
  /**
   * Steps at a timestep of at least 1000 times it are the first transformer's; null with one
   * transformer.
   */
  readonly boundaryRatio: number | null
  /** Whether the tokens of a given first frame get timestep 0. */
  readonly expandTimesteps: boolean
  readonly hasImageEncoder: boolean
  /** The published name in `_name_or_path`; null without one. */
  readonly publishedName: string | null
}

/** Null or [null, null]: the folder has no such component. */
const COMPONENT_CLASSES: Readonly<Record<string, readonly string[]>> = {
  text_encoder: ['UMT5EncoderModel'],
  tokenizer: ['T5Tokenizer', 'T5TokenizerFast'],
  transformer: ['WanTransformer3DModel'],
  transformer_2: ['WanTransformer3DModel'],
  vae: ['AutoencoderKLWan'],
  image_encoder: ['CLIPVisionModel', 'CLIPVisionModelWithProjection'],
  image_processor: [
    'CLIPImageProcessor',
    'CLIPImageProcessorFast',
    'CLIPFeatureExtractor',
    'CLIPImageProcessorPil',
  ],
  scheduler: ['UniPCMultistepScheduler', 'FlowMatchEulerDiscreteScheduler'],
}
/**
 * The pipeline by the class that saved the folder. The text-to-video model is also saved by the
 * pipeline that starts from a video; its components are the same.
 */
const PIPELINES = {
  WanPipeline: 'WanPipeline',
  WanVideoToVideoPipeline: 'WanPipeline',
  WanImageToVideoPipeline: 'WanImageToVideoPipeline',
} as const
const REQUIRED = ['text_encoder', 'tokenizer', 'transformer', 'vae', 'scheduler']

/**
 * Reads a parsed model_index.json.
 *
 * @throws Error that names the field for another pipeline, an absent or unknown component, a
 *   boundary without two transformers and two transformers without a boundary.
 */
export function parseModelIndex(json: unknown): ModelIndex {
  const fields = fieldsOf(json)
  const values = new Map(Object.entries(json as Record<string, unknown>))
  const className = fields.choice('_class_name', Object.keys(PIPELINES) as (keyof typeof PIPELINES)[])
  const unknown = unknownKeys(json as Record<string, unknown>, [
    ...['boundary_ratio', 'expand_timesteps'],
    ...Object.keys(COMPONENT_CLASSES),
  ]).filter((key) => !isAbsentComponent(values.get(key)))
  for (const key of unknown) {
    if (Array.isArray(values.get(key))) fields.refuse(key, 'no such component')
  }

  const present = (component: string): boolean => {
    const value = values.get(component) ?? null
    if (isAbsentComponent(value)) return false
    const classes = COMPONENT_CLASSES[component] ?? []
    const name: unknown = Array.isArray(value) ? value[1] : undefined
    return classes.some((known) => known === name) || fields.refuse(component, `a ${classes.join(' or ')}`)
  }
  const components = new Set(Object.keys(COMPONENT_CLASSES).filter(present))
  for (const component of REQUIRED) if (!components.has(component)) fields.refuse(component, 'a component')

  const boundaryRatio =
    (values.get('boundary_ratio') ?? null) === null ? null : fields.number('boundary_ratio', 0)
  if (boundaryRatio !== null && !(boundaryRatio > 0 && boundaryRatio < 1)) {
    fields.refuse('boundary_ratio', 'a number between 0 and 1')
  }
  if (components.has('transformer_2') !== (boundaryRatio !== null)) {
    fields.refuse(
      'boundary_ratio',
      boundaryRatio === null ? 'a number beside transformer_2' : 'null without transformer_2',
    )
  }
  const expandTimesteps = values.get('expand_timesteps') ?? false
  if (typeof expandTimesteps !== 'boolean') return fields.refuse('expand_timesteps', 'true or false')
  return {
    pipeline: PIPELINES[className],
    notes: [
      ...(className === 'WanVideoToVideoPipeline'
        ? ['model_index.json: saved by WanVideoToVideoPipeline, served as text-to-video']
        : []),
      ...(unknown.length > 0 ? [`model_index.json: nothing here reads ${unknown.join(', ')}`] : []),
    ],
    boundaryRatio,
    expandTimesteps,
    hasImageEncoder: components.has('image_encoder'),
    publishedName: publishedName(values.get('_name_or_path')),
  }
}

/** Null or [null, null]. */
const isAbsentComponent = (value: unknown): boolean =>
  value === null || (Array.isArray(value) && value.every((part) => part === null))
