import { diffusersName, namingConvention, undoUnderscores } from './lora-names.ts'
import { WeightsError, type SafetensorsIndex } from './safetensors.ts'

/** A transformer of a model folder. */
export type ExpertName = 'transformer' | 'transformer_2'

type Part =
  | ('down' | 'up' | 'upBias' | 'alpha' | 'weight' | 'bias' | 'modulation')
  | ('hadamard1a' | 'hadamard1b' | 'hadamard2a' | 'hadamard2b')
  | ('kronecker1' | 'kronecker1a' | 'kronecker1b' | 'kronecker2' | 'kronecker2a' | 'kronecker2b')
/** The keys of one layer. */
export type LayerKeys = Partial<Record<Part, string>>

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
  // LoHa and LoKr of LyCORIS and PEFT.
  ['.hada_w1_a', 'hadamard1a'],
  ['.hada_w1_b', 'hadamard1b'],
  ['.hada_w2_a', 'hadamard2a'],
  ['.hada_w2_b', 'hadamard2b'],
  ['.lokr_w1', 'kronecker1'],
  ['.lokr_w1_a', 'kronecker1a'],
  ['.lokr_w1_b', 'kronecker1b'],
  ['.lokr_w2', 'kronecker2'],
  ['.lokr_w2_a', 'kronecker2a'],
  ['.lokr_w2_b', 'kronecker2b'],
]
const WRAPPERS = ['base_model.model.', 'model.', 'diffusion_model.']
const EXPERT_PREFIXES = ['transformer_2.', 'transformer.']
const UNDERSCORE_PREFIXES = ['lora_unet_', 'lycoris_']

/**
 * Tensors that make a layer something other than the sums above. Without them the rest of the file
 * would act in another way than it was trained to.
 */
const UNSUPPORTED: readonly (readonly [pattern: RegExp, kind: string])[] = [
  [/\.(dora_scale|lora_magnitude_vector(\.default)?(\.weight)?)$/, 'DoRA'],
  [/\.(lora_mid\.weight|hada_t[12]|lokr_t[12])$/, 'a Tucker decomposition'],
  [/\.(oft_blocks|oft_diag|oft_R(\.default)?(\.weight)?|boft_[RSs].*|rescale)$/, 'OFT'],
  [/\.(a[12]|b[12]|bm[12])\.weight$/, 'GLoRA'],
  [/\.(w_norm|b_norm)$/, 'a trained norm of LyCORIS'],
  [/\.(on_input|ia3_l(\.default)?)$/, 'IA3'],
  [/\.(vera_lambda_[bd](\.default)?)$/, 'VeRA'],
  [/\.(set_weight|reshape_weight)$/, 'a replaced weight'],
  [
    /^(lora_te\d?_|lora_text_encoder|text_encoders?\.|te\d?\.|cond_stage_model\.)/,
    'a LoRA of the text encoder',
  ],
]

/**
 * The keys of a LoRA file for one transformer, by the diffusers name of their layer and by part;
 * keys with other endings are left out. In a file that names the second transformer in its keys,
 * only those of `expert` count, and those that name neither.
 *
 * @throws WeightsError for a key of an unsupported kind.
 */
export function readLayers(weights: SafetensorsIndex, expert: ExpertName): Map<string, LayerKeys> {
  const keys = [...weights.tensors.keys()]
  for (const key of keys) {
    const [, kind] = UNSUPPORTED.find(([pattern]) => pattern.test(key)) ?? []
    if (kind !== undefined) throw new WeightsError(weights.source, key, `is of an unsupported kind: ${kind}`)
  }
  const namesExperts = keys.some((key) => expertOf(key) === 'transformer_2')
  const found = keys.flatMap((key) => {
    if (namesExperts && (expertOf(key) ?? expert) !== expert) return []
    const [suffix, part] = SUFFIXES.find((entry) => key.endsWith(entry[0])) ?? []
    if (suffix === undefined || part === undefined) return []
    const layer = layerName(key.slice(0, -suffix.length))
    return layer === undefined ? [] : [{ key, part, layer }]
  })
  const convention = namingConvention(found.map(({ layer }) => layer))
  const layers = new Map<string, LayerKeys>()
  for (const { key, part, layer } of found) {
    const isTable = part === 'modulation'
    const name = diffusersName(isTable ? `${layer}.modulation` : layer, convention)
    if (name !== undefined) layers.set(name, { ...layers.get(name), [isTable ? 'weight' : part]: key })
  }
  return layers
}

const without = (prefixes: readonly string[], name: string): string =>
  prefixes.reduce((rest, prefix) => (rest.startsWith(prefix) ? rest.slice(prefix.length) : rest), name)

function expertOf(key: string): ExpertName | undefined {
  const [, expert] = /^(transformer(?:_2)?)\./.exec(without(WRAPPERS, key)) ?? []
  return expert as ExpertName | undefined
}

function layerName(stem: string): string | undefined {
  const underscored = UNDERSCORE_PREFIXES.find((prefix) => stem.startsWith(prefix))
  if (underscored !== undefined) return undoUnderscores(stem.slice(underscored.length))
  return without([...WRAPPERS, ...EXPERT_PREFIXES], stem)
}
