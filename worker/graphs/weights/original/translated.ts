import { eightBitScaleName } from '#worker/graphs/weights/eight-bit.ts'
import { type SafetensorsIndex, type StoredTensor, WeightsError } from '#worker/graphs/weights/safetensors.ts'

/**
 * A stored tensor under the names and in the shapes that the graph builders read: usually one, for
 * a fused matrix one a part, none for a tensor that Wan does not need. Undefined for a tensor that
 * the network does not have.
 */
export type Translate = (tensor: StoredTensor) => readonly StoredTensor[] | undefined

/**
 * The same bytes under the names of the graph builders.
 *
 * @throws WeightsError for a tensor of another network.
 */
export function translated(index: SafetensorsIndex, network: string, translate: Translate): SafetensorsIndex {
  const tensors = new Map<string, StoredTensor>()
  for (const tensor of index.tensors.values()) {
    refuseForeignIntegers(index, tensor)
    const found = UNREAD.test(tensor.name) ? [] : (companions(tensor, translate) ?? translate(tensor))
    if (!found) {
      const reason = `belongs to no ${network} of Wan 2.1 or 2.2${otherModel(tensor.name)}`
      throw new WeightsError(index.source, tensor.name, reason)
    }
    for (const one of found) tensors.set(one.name, one)
  }
  return { ...index, tensors }
}

/** Marks of quantisation whose content the tensors show too, and scales of activations. */
const UNREAD = /(^|\.)(scaled_fp8|comfy_quant|scale_input|input_scale)$/
/** A layer's tensors beside, or in place of, its weight: of 8-bit floats and of repacked GGUF. */
const COMPANION = /^(.*)\.(scale_weight|weight_scale|weight_int8|weight_int4|weight_offset)$/

/** The tensors that stand beside a layer's weight are named after it. */
function companions(tensor: StoredTensor, translate: Translate): readonly StoredTensor[] | undefined {
  const [, layer, part = ''] = COMPANION.exec(tensor.name) ?? []
  if (layer === undefined) return undefined
  return translate({ ...tensor, name: `${layer}.weight` })?.map(({ name }) => {
    const stem = name.slice(0, -'.weight'.length)
    // ComfyUI has spelled the scale of 8-bit floats both ways; repacked files spell theirs one way.
    const isEightBit = part === 'scale_weight' || (part === 'weight_scale' && !isRepacked(tensor))
    return { ...tensor, name: isEightBit ? eightBitScaleName(stem) : `${stem}.${part}` }
  })
}

/** Repacked GGUF has scales [outputs, blocks], 8-bit floats one scale or [outputs, 1]. */
const isRepacked = ({ dims }: StoredTensor): boolean => dims.length === 2 && dims[1] !== 1

function refuseForeignIntegers({ source }: SafetensorsIndex, { name, dtype }: StoredTensor): void {
  if (name.endsWith('.weight') && ['U8', 'I8', 'I32', 'U32'].includes(dtype))
    throw new WeightsError(
      source,
      name,
      `is quantised in a form that is not read (${dtype}: NVFP4, MXFP4, int8 or bitsandbytes): use fp16, bf16, fp8_e4m3fn, fp8_scaled or GGUF`,
    )
}

/** The tensor under another name. */
export const named = (tensor: StoredTensor, name: string): readonly StoredTensor[] => [{ ...tensor, name }]

/** The equally large parts of a tensor along its first axis, each under its name. */
export function parts(tensor: StoredTensor, names: readonly string[]): StoredTensor[] {
  const [rows = 0, ...others] = tensor.dims
  const length = tensor.length / names.length
  const dims = [rows / names.length, ...others]
  return names.map((name, i) => ({ ...tensor, name, dims, length, offset: tensor.offset + i * length }))
}

/** Models on the same blocks, by tensors that Wan 2.1 and 2.2 do not have. */
const OTHER_MODELS: readonly (readonly [pattern: RegExp, model: string])[] = [
  [/^vace_/, 'VACE'],
  [/^(face_adapter|face_encoder|motion_encoder|pose_patch_embedding)/, 'Animate'],
  [/^(audio_|casual_audio|cond_encoder|trainable_cond_mask|frame_packer)/, 'S2V, from speech'],
  [/^(control_adapter|ref_conv)/, 'Fun Control or Camera'],
]

function otherModel(name: string): string {
  const [, model] = OTHER_MODELS.find(([pattern]) => pattern.test(name)) ?? []
  return model === undefined ? '' : `: it is one of Wan ${model}, which does not run here`
}
