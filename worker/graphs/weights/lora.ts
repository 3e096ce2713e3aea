import { type ExpertName, type LayerKeys, readLayers } from './lora-keys.ts'
import { WeightsError, type SafetensorsIndex } from './safetensors.ts'

/** A LoRA file and its strength. */
export interface LoraSource {
  readonly weights: SafetensorsIndex
  /** The transformer whose keys count in a file with keys of both; the first by default. */
  readonly expert?: ExpertName
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

/**
 * A term of a weight: `factor` times the scalar under the key `alpha`, if there is one, times a
 * matrix of the weight's size. Each of `factors` is one stored matrix, or the product of two.
 *
 * - `stored`: the one factor, a tensor of the weight's shape
 * - `hadamard`: the two factors multiplied element by element (LoHa)
 * - `kronecker`: their Kronecker product (LoKr)
 */
export interface Difference {
  readonly source: SafetensorsIndex
  readonly kind: 'stored' | 'hadamard' | 'kronecker'
  readonly factors: readonly (readonly [left: string, right?: string])[]
  readonly alpha: string | undefined
  readonly factor: number
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

/**
 * LoRA files for a Wan transformer. Their layers have the names of the original repository (below
 * `diffusion_model.`, or with underscores below `lora_unet_`) or of diffusers (below `transformer.`
 * or `transformer_2.`). They hold low-rank pairs, as lora_down, lora_up and alpha or as lora_A and
 * lora_B, products of such pairs (LoHa, LoKr), and whole differences of weights (`diff`), biases
 * (`diff_b`) and modulation tables (`diff_m`). A pair is scaled by alpha / rank, where alpha is a
 * tensor or, in files of PEFT, a value in the header; a pair without an alpha has the scale 1.
 *
 * Conventions: huggingface/diffusers, loaders/lora_conversion_utils.py and utils/peft_utils.py;
 * ModelTC/LightX2V, tools/convert/lora_loader.py; ModelTC/Wan2.2-Lightning, wan/utils/utils.py;
 * KohakuBlueleaf/LyCORIS, lycoris/modules/loha.py and lokr.py.
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

function readLora({ weights, strength, expert = 'transformer' }: LoraSource) {
  const layers = readLayers(weights, expert)
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
      const keys = layers.get(layer) ?? {}
      const stored = keys[part === 'bias' ? 'bias' : 'weight']
      const found: Pick<Difference, 'kind' | 'factors'>[] = [
        ...(stored === undefined ? [] : [{ kind: 'stored', factors: [[stored]] } as const]),
        ...(tensor === `${layer}.weight` ? productsOf(keys) : []),
      ]
      return found.map(({ kind, factors }) => {
        const alpha = kind === 'stored' ? undefined : keys.alpha
        const rank = productRank(weights, factors)
        const scale =
          kind === 'stored' || rank === undefined ? 1 : alpha === undefined ? scaleOf(layer, rank) : 1 / rank
        for (const key of [...factors.flat(), alpha]) use(key)
        return {
          source: weights,
          kind,
          factors,
          alpha: rank === undefined ? undefined : alpha,
          factor: strength * scale,
        }
      })
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

/** The LoHa and LoKr terms of a layer, as far as all of their tensors are there. */
function productsOf(keys: LayerKeys): Pick<Difference, 'kind' | 'factors'>[] {
  const matrix = (
    whole: string | undefined,
    left: string | undefined,
    right: string | undefined,
  ): Difference['factors'][number] | undefined =>
    whole !== undefined ? [whole] : left !== undefined && right !== undefined ? [left, right] : undefined
  const product = (kind: Difference['kind'], ...factors: (Difference['factors'][number] | undefined)[]) => {
    const complete = factors.filter((factor) => factor !== undefined)
    return complete.length === factors.length ? [{ kind, factors: complete }] : []
  }
  const { hadamard1a, hadamard1b, hadamard2a, hadamard2b } = keys
  const { kronecker1, kronecker1a, kronecker1b, kronecker2, kronecker2a, kronecker2b } = keys
  return [
    ...product(
      'hadamard',
      matrix(undefined, hadamard1a, hadamard1b),
      matrix(undefined, hadamard2a, hadamard2b),
    ),
    ...product(
      'kronecker',
      matrix(kronecker1, kronecker1a, kronecker1b),
      matrix(kronecker2, kronecker2a, kronecker2b),
    ),
  ]
}

/**
 * The rank by which the alpha of a product is divided: that of its last factor that is a product of
 * two matrices; undefined when both are stored whole, which have no scale.
 */
function productRank(weights: SafetensorsIndex, factors: Difference['factors']): number | undefined {
  const right = factors.findLast(([, key]) => key !== undefined)?.[1]
  return right === undefined ? undefined : weights.tensors.get(right)?.dims[0]
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

/**
 * The use of each file by all transformers of a model: a key is unmatched when none of them reads
 * it.
 */
export function mergeReports(reports: readonly LoraReport[]): LoraReport[] {
  const merged = new Map<string, LoraReport>()
  for (const report of reports) {
    const other = merged.get(report.source)
    const unmatched = new Set(other?.unmatchedKeys ?? report.unmatchedKeys)
    const keys = [...report.matchedKeys, ...report.unmatchedKeys]
    const unmatchedKeys = report.unmatchedKeys.filter((key) => unmatched.has(key))
    const matchedKeys = keys.filter((key) => !unmatchedKeys.includes(key))
    merged.set(report.source, { source: report.source, matchedKeys, unmatchedKeys })
  }
  return [...merged.values()]
}
