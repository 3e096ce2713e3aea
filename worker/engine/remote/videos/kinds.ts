import type { FixedField } from '#core/task/model-definition.ts'
import type { LoraFiles } from '#worker/engine/remote/workflow/loras.ts'
import type { LoraSupport } from '#worker/engine/remote/server/protocol.ts'
import type { EngineRequest } from '#worker/engine/run.ts'

/** A parameter of a run that is sent under a name of the server's. */
export type SentParameter =
  | 'prompt'
  | 'negativePrompt'
  | 'fps'
  | 'steps'
  | 'guidanceScale'
  | 'guidanceScale2'
  | 'flowShift'
  | 'boundaryRatio'
  | 'scheduler'
  | 'schedule'
  | 'easyCacheThreshold'
  | 'seed'

/** How a kind of server with the OpenAI Videos API spells what a run needs. */
export interface VideosKind {
  readonly name: 'wan-video-service' | 'vllm-omni' | 'sglang' | 'openai'
  readonly title: string
  /** `owned_by` of its models. */
  readonly owner: RegExp
  /** Where it tells its version, and the member there; null: nowhere. */
  readonly version: { readonly path: string; readonly member: readonly string[] } | null
  /** The server's name of each parameter; what is absent it does not take. */
  readonly fields: { readonly [P in SentParameter]?: string }
  /**
   * How LoRAs are sent: as a list, or one alone, with the path of its file on the server; null: it
   * takes none by request.
   */
  readonly loras: 'loras' | 'lora' | null
  /** Frames are sent as their number, or as whole seconds. */
  readonly length: 'num_frames' | 'seconds'
  /** Names of the files with the first and the last frame; null: it takes none. */
  readonly firstFrame: string | null
  readonly lastFrame: string | null
  /** Whether a repeated create with one Idempotency-Key gives one video. */
  readonly isIdempotent: boolean
  /** Whether `variant=preview` gives previews. */
  readonly hasPreviews: boolean
  /** What an operator should know. */
  readonly notes: readonly string[]
}

const WAN: VideosKind['fields'] = {
  prompt: 'prompt',
  negativePrompt: 'negative_prompt',
  fps: 'fps',
  steps: 'num_inference_steps',
  guidanceScale: 'guidance_scale',
  guidanceScale2: 'guidance_scale_2',
  flowShift: 'flow_shift',
  seed: 'seed',
}

/**
 * The kinds, the first that recognises a server wins. Read from the sources of vLLM-Omni 0.30.0
 * (entrypoints/openai/api_server.py) and SGLang 0.5.23 (multimodal_gen/runtime/entrypoints).
 */
export const VIDEOS_KINDS: readonly VideosKind[] = [
  {
    name: 'wan-video-service',
    title: 'another instance of this service',
    owner: /^wan-video-service$/,
    version: { path: '/openapi.json', member: ['info', 'version'] },
    fields: {
      ...WAN,
      boundaryRatio: 'boundary_ratio',
      scheduler: 'scheduler',
      schedule: 'schedule',
      easyCacheThreshold: 'easy_cache',
    },
    loras: 'loras',
    length: 'num_frames',
    firstFrame: 'input_reference',
    lastFrame: 'last_frame',
    isIdempotent: true,
    hasPreviews: true,
    notes: [],
  },
  {
    name: 'vllm-omni',
    title: 'vLLM-Omni',
    owner: /^vllm/,
    version: { path: '/version', member: ['version'] },
    fields: { ...WAN, boundaryRatio: 'boundary_ratio' },
    loras: 'lora',
    length: 'num_frames',
    firstFrame: 'input_reference',
    lastFrame: null,
    isIdempotent: false,
    hasPreviews: false,
    notes: ['it reports no progress between the start and the end of a run'],
  },
  {
    name: 'sglang',
    title: 'SGLang',
    owner: /^sglang$/,
    version: { path: '/server_info', member: ['version'] },
    fields: WAN,
    loras: null,
    length: 'num_frames',
    firstFrame: 'input_reference',
    lastFrame: null,
    isIdempotent: false,
    hasPreviews: false,
    notes: ['a run that is cancelled goes on to its end there, since SGLang does not stop runs'],
  },
  {
    name: 'openai',
    title: 'OpenAI, or a server that takes no more than it',
    owner: /^/,
    version: null,
    fields: { prompt: 'prompt' },
    loras: null,
    length: 'seconds',
    firstFrame: 'input_reference',
    lastFrame: null,
    isIdempotent: false,
    hasPreviews: false,
    notes: ['it takes no seed, steps or guidance; its clips are brought to the frames asked for'],
  },
]

const FIELD_OF: Readonly<Record<Exclude<SentParameter, 'prompt'>, FixedField>> = {
  negativePrompt: 'negative_prompt',
  fps: 'fps',
  steps: 'num_inference_steps',
  guidanceScale: 'guidance_scale',
  guidanceScale2: 'guidance_scale_2',
  flowShift: 'flow_shift',
  boundaryRatio: 'boundary_ratio',
  scheduler: 'scheduler',
  schedule: 'schedule',
  easyCacheThreshold: 'easy_cache',
  seed: 'seed',
}

/** Fields of a request that a kind of server does not take. */
export const fixedFieldsOf = ({ fields }: VideosKind): FixedField[] =>
  Object.entries(FIELD_OF).flatMap(([parameter, field]) =>
    fields[parameter as SentParameter] === undefined ? [field] : [],
  )

/** As many as this service's own contract permits. */
const MOST_LORAS = 4

/** What a kind of server makes of LoRAs. */
export const loraSupportOf = ({ loras }: VideosKind): LoraSupport | null =>
  loras === null
    ? null
    : loras === 'loras'
      ? { most: MOST_LORAS, perTransformer: true }
      : { most: 1, perTransformer: false }

/** The LoRAs of a run under the server's names. vLLM-Omni loads a file by its path. */
function lorasField(
  { loras: spelling }: VideosKind,
  { loras = [] }: EngineRequest,
  files: LoraFiles,
): Record<string, unknown> {
  const [first] = loras
  if (first === undefined) return {}
  const nameOf = (name: string): string => files[name]?.[0] ?? name
  if (spelling === 'lora')
    return { lora: { name: first.name, local_path: nameOf(first.name), scale: first.strength } }
  return {
    loras: loras.map(({ name, strength, strength2 }) => ({
      name: nameOf(name),
      strength,
      ...(strength2 !== null && { strength_2: strength2 }),
    })),
  }
}

/** The fields that a run is sent as, pictures left out; a parameter that is null is not sent. */
export function sentFields(
  kind: VideosKind,
  request: EngineRequest,
  o: {
    readonly model: string | null
    readonly loras: LoraFiles
    readonly fixed: readonly FixedField[]
  },
): Record<string, unknown> {
  const { width, height, frames, fps } = request
  const parameters = (Object.entries(kind.fields) as [SentParameter, string][]).flatMap(
    ([parameter, field]): [string, string | number][] => {
      const value = request[parameter]
      const isFixed = parameter !== 'prompt' && o.fixed.includes(FIELD_OF[parameter])
      return value === null || value === undefined || isFixed ? [] : [[field, value]]
    },
  )
  return {
    ...(o.model !== null && { model: o.model }),
    ...Object.fromEntries(parameters),
    ...lorasField(kind, request, o.loras),
    size: `${width}x${height}`,
    ...(kind.length === 'num_frames'
      ? { num_frames: frames }
      : { seconds: String(Math.max(1, Math.round((frames - 1) / fps))) }),
  }
}
