import { type StoredTensor } from '#worker/graphs/weights/safetensors.ts'
import { named, parts, type Translate } from './translated.ts'

/** CLIP's vision tower in the Wan repository (wan/modules/clip.py), below `visual.`. */
const AUTHORS: Readonly<Record<string, string>> = {
  cls_embedding: 'embeddings.class_embedding',
  pos_embedding: 'embeddings.position_embedding.weight',
  'patch_embedding.weight': 'embeddings.patch_embedding.weight',
  pre_norm: 'pre_layrnorm',
  norm1: 'layer_norm1',
  norm2: 'layer_norm2',
  'attn.proj': 'self_attn.out_proj',
  'mlp.0': 'mlp.fc1',
  'mlp.2': 'mlp.fc2',
}
/** The same in open_clip. */
const OPEN_CLIP: Readonly<Record<string, string>> = {
  class_embedding: 'embeddings.class_embedding',
  positional_embedding: 'embeddings.position_embedding.weight',
  'conv1.weight': 'embeddings.patch_embedding.weight',
  ln_pre: 'pre_layrnorm',
  ln_1: 'layer_norm1',
  ln_2: 'layer_norm2',
  'attn.out_proj': 'self_attn.out_proj',
  'mlp.c_fc': 'mlp.fc1',
  'mlp.c_proj': 'mlp.fc2',
}
const FUSED = /^attn\.(?:to_qkv\.|in_proj_)(weight|bias)$/
const PROJECTIONS = ['q_proj', 'k_proj', 'v_proj']
/** Wan reads the penultimate hidden state, which these come after; and CLIP's text side. */
const UNREAD =
  /^(visual\.(post_norm|head|ln_post|proj)|visual_projection|text_|logit_scale|log_scale|textual)/

/** CLIP's names by Wan's authors and open_clip; those of transformers stay as they are. */
export const translateImageEncoder: Translate = (tensor) => {
  if (UNREAD.test(tensor.name)) return []
  if (/^(vision_model\.|embeddings\.|encoder\.layers\.|(pre|post)_lay)/.test(tensor.name)) return [tensor]
  const [, block, member] = /^visual\.(?:transformer\.(?:resblocks\.)?(\d+)\.)?(.*)$/.exec(tensor.name) ?? []
  if (member === undefined) return undefined
  const place = block === undefined ? 'vision_model.' : `vision_model.encoder.layers.${block}.`
  const [, fused] = FUSED.exec(member) ?? []
  if (fused !== undefined)
    return parts(
      tensor,
      PROJECTIONS.map((projection) => `${place}self_attn.${projection}.${fused}`),
    )
  const [, stem = '', part = ''] = /^(.*)(\.(?:weight|bias))$/.exec(member) ?? []
  const whole = AUTHORS[member] ?? OPEN_CLIP[member]
  if (whole !== undefined) return named(withoutLeadingOnes(tensor, whole), `${place}${whole}`)
  const name = AUTHORS[stem] ?? OPEN_CLIP[stem]
  return name === undefined ? undefined : named(tensor, `${place}${name}${part}`)
}

/** The authors store the embeddings of class and position as [1, 1, dim] and [1, tokens, dim]. */
function withoutLeadingOnes(tensor: StoredTensor, name: string): StoredTensor {
  if (name.startsWith('embeddings.patch')) return tensor
  const first = tensor.dims.findIndex((size) => size !== 1)
  return { ...tensor, dims: tensor.dims.slice(Math.max(first, 0)) }
}
