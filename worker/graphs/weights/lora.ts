import { diffusersName, namingConvention, undoUnderscores } from './lora-names.ts'
import { WeightsError, type SafetensorsIndex } from './safetensors.ts'

/** A LoRA file and its strength. */
export interface LoraSource {
  readonly weights: SafetensorsIndex
  /** 1 acts as trained, 0 not at all, and a negative number in the opposite direction. */
  readonly strength: number
}

/** The use of a LoRA file. Keys are in the order of the file. */
export interface LoraReport {
  /** The path that was read. */
  readonly source: string
  /** Keys that the graph reads. */
  readonly matchedKeys: readonly string[]
  /** Keys that belong to no weight of this transformer. */
  readonly unmatchedKeys: readonly string[]
}

/**
 * A low-rank term of a weight matrix [outputs, inputs]: factor * alpha * up down, where an absent
 * alpha is 1.
 */
export interface LowRank {
  readonly source: SafetensorsIndex
  /** Key of the tensor [rank, inputs, ...]. */
  readonly down: string
  /** Key of the tensor [outputs, rank, ...]. */
  readonly up: string
  /** Key of a vector [outputs] that is added to the product with up. */
  readonly bias: string | undefined
  /** Key of a scalar. */
  readonly alpha: string | undefined
  readonly rank: number
  readonly factor: number
}

/** A term of a weight: `strength` times a stored tensor of the same shape. */
export interface Difference {
  readonly source: SafetensorsIndex
  readonly key: string
  readonly strength: number
}

/** The LoRA files over the weights of one transformer, whose tensors have diffusers' names. */
export interface LoraStack {
  /**
   * The low-rank pairs of a layer, whose matrix is the tensor `<layer>.weight`.
   *
   * @throws WeightsError for a pair of two ranks and for damaged metadata of PEFT.
   */
  lowRank(layer: string): readonly LowRank[]
  /** The differences of a tensor, by its full name. */
  differences(tensor: string): readonly Difference[]
  /** The use of each file so far: a key is matched once it has been requested. */
  reports(): LoraReport[]
}

type Part = 'down' | 'up' | 'upBias' | 'alpha' | 'weight' | 'bias' | 'modulation'
type Keys = Partial<Record<Part, string>>

/** The endings of keys. Trainers and converters write different endings with the same meaning. */
const SUFFIXES: readonly (readonly [suffix: string, part: Part])[] = [
  ['.lora_down.weight', 'down'],
  ['.lora_A.weight', 'down'],
  ['.lora_A.default.weight', 'down'],
  ['.lora_up.weight', 'up'],
  ['.lora_B.weight', 'up'],
  ['.lora_B.default.weight', 'up'],
  ['.lora_B.bias', 'upBias'],
  ['.alpha', 'alpha'],
  ['.diff', 'weight'],
  ['.diff_b', 'bias'],
  ['.diff_m', 'modulation'],
]
const PREFIXES = ['base_model.model.', 'model.', 'diffusion_model.', 'transformer_2.', 'transformer.']
const UNDERSCORE_PREFIX = 'lora_unet_'

/** The endings of tensors that turn a low-rank pair into something other than a sum. */
const OTHER_MATHEMATICS = /\.(dora_scale|lora_magnitude_vector(\.weight)?|lora_mid\.weight)$/

/**
 * LoRA files for a Wan transformer. Their layers have the names of the original repository (below
 * `diffusion_model.`, or with underscores below `lora_unet_`) or of diffusers (below
 * `transformer.`). They hold low-rank pairs, as lora_down, lora_up and alpha or as lora_A and
 * lora_B, and whole differences of weights (`diff`), biases (`diff_b`) and modulation tables
 * (`diff_m`). A pair is scaled by alpha / rank, where alpha is a tensor or, in files of PEFT, a
 * value in the header; a pair without an alpha has the scale 1.
 *
 * Conventions: huggingface/diffusers, loaders/lora_conversion_utils.py and utils/peft_utils.py;
 * ModelTC/LightX2V, tools/convert/lora_loader.py; ModelTC/Wan2.2-Lightning, wan/utils/utils.py.
 *
 * @throws WeightsError for a file with layers that are not such sums.
 */
export function stackLoras(loras: readonly LoraSource[]): LoraStack {
  const files = loras.map(readLora)
  return {
    lowRank: (layer) => files.flatMap((file) => file.lowRank(layer)),
    differences: (tensor) => files.flatMap((file) => file.difference(tensor)),
    reports: () => files.map((file) => file.report()),
  }
}

function readLora({ weights, strength }: LoraSource) {
  const layers = readLayers(weights)
  const scaleOf = readAdapterScale(weights)
  const used = new Set<string>()
  const use = (key: string | undefined) => {
    if (key !== undefined) used.add(key)
    return key
  }
  return {
    lowRank: (layer: string): LowRank[] => {
      const { down, up, upBias, alpha } = layers.get(layer) ?? {}
      if (down === undefined || up === undefined) return []
      for (const key of [down, up, upBias, alpha]) use(key)
      const rank = rankOf(weights, down, up)
      const scale = alpha === undefined ? scaleOf(layer, rank) : 1 / rank
      return [{ source: weights, down, up, bias: upBias, alpha, rank, factor: strength * scale }]
    },
    difference: (tensor: string): Difference[] => {
      const [, layer = tensor, part = 'weight'] = /^(.*)\.(weight|bias)$/.exec(tensor) ?? []
      const key = use(layers.get(layer)?.[part === 'bias' ? 'bias' : 'weight'])
      return key === undefined ? [] : [{ source: weights, key, strength }]
    },
    report: (): LoraReport => {
      const keys = [...weights.tensors.keys()]
      return {
        source: weights.source,
        matchedKeys: keys.filter((key) => used.has(key)),
        unmatchedKeys: keys.filter((key) => !used.has(key)),
      }
    },
  }
}

/** The keys of a file by the diffusers name of their layer and by part; other keys are left out. */
function readLayers(weights: SafetensorsIndex): Map<string, Keys> {
  const found = [...weights.tensors.keys()].flatMap((key) => {
    if (OTHER_MATHEMATICS.test(key)) throw new WeightsError(weights.source, key, 'is of an unsupported kind')
    const [suffix, part] = SUFFIXES.find((entry) => key.endsWith(entry[0])) ?? []
    if (suffix === undefined || part === undefined) return []
    const layer = layerName(key.slice(0, -suffix.length))
    return layer === undefined ? [] : [{ key, part, layer }]
  })
  const convention = namingConvention(found.map(({ layer }) => layer))
  const layers = new Map<string, Keys>()
  for (const { key, part, layer } of found) {
    const isTable = part === 'modulation'
    const name = diffusersName(isTable ? `${layer}.modulation` : layer, convention)
    if (name !== undefined) layers.set(name, { ...layers.get(name), [isTable ? 'weight' : part]: key })
  }
  return layers
}

function layerName(stem: string): string | undefined {
  if (stem.startsWith(UNDERSCORE_PREFIX)) return undoUnderscores(stem.slice(UNDERSCORE_PREFIX.length))
  return PREFIXES.reduce((name, prefix) => (name.startsWith(prefix) ? name.slice(prefix.length) : name), stem)
}

function rankOf(weights: SafetensorsIndex, down: string, up: string): number {
  const rank = weights.tensors.get(down)?.dims[0] ?? 0
  const other = weights.tensors.get(up)?.dims[1]
  if (rank < 1 || rank !== other) {
    throw new WeightsError(weights.source, up, `is of rank ${other}, but "${down}" of rank ${rank}`)
  }
  return rank
}

/**
 * The scale of a pair without an alpha tensor. Files of PEFT may state it in
 * `lora_adapter_metadata`, JSON with lora_alpha, alpha_pattern (by the end of a layer's name) and
 * use_rslora. In all other files it is 1.
 */
function readAdapterScale(weights: SafetensorsIndex): (layer: string, rank: number) => number {
  const text = weights.metadata?.['lora_adapter_metadata']
  if (text === undefined) return () => 1
  const damaged = () =>
    new WeightsError(weights.source, undefined, `has damaged lora_adapter_metadata: ${text.slice(0, 100)}`)
  const config = parseObject(text)
  if (!config) throw damaged()
  const setting = (name: string) => config[`transformer.${name}`] ?? config[name]
  const patterns: [string, unknown][] = Object.entries(setting('alpha_pattern') ?? {})
  return (layer, rank) => {
    const own = patterns.find(([pattern]) => layer === pattern || layer.endsWith(`.${pattern}`))
    const alpha: unknown = own ? own[1] : (setting('lora_alpha') ?? rank)
    if (typeof alpha !== 'number') throw damaged()
    return alpha / (setting('use_rslora') === true ? Math.sqrt(rank) : rank)
  }
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
