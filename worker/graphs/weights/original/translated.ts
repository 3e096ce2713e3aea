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
    const found = translate(tensor)
    if (!found) {
      const reason = `belongs to no ${network} of Wan 2.1 or 2.2${otherModel(tensor.name)}`
      throw new WeightsError(index.source, tensor.name, reason)
    }
    for (const one of found) tensors.set(one.name, one)
  }
  return { ...index, tensors }
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
