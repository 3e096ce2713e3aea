/**
 * The diffusers names of the transformer's layers by their names in the original Wan repository
 * (Wan-Video/Wan2.1, wan/modules/model.py), from scripts/convert_wan_to_diffusers.py in
 * huggingface/diffusers.
 */
const MEMBERS: Readonly<Record<string, string>> = {
  patch_embedding: 'patch_embedding',
  'time_embedding.0': 'condition_embedder.time_embedder.linear_1',
  'time_embedding.2': 'condition_embedder.time_embedder.linear_2',
  'time_projection.1': 'condition_embedder.time_proj',
  'text_embedding.0': 'condition_embedder.text_embedder.linear_1',
  'text_embedding.2': 'condition_embedder.text_embedder.linear_2',
  'img_emb.proj.0': 'condition_embedder.image_embedder.norm1',
  'img_emb.proj.1': 'condition_embedder.image_embedder.ff.net.0.proj',
  'img_emb.proj.3': 'condition_embedder.image_embedder.ff.net.2',
  'img_emb.proj.4': 'condition_embedder.image_embedder.norm2',
  'img_emb.emb_pos': 'condition_embedder.image_embedder.pos_embed',
  'head.head': 'proj_out',
  'head.modulation': 'scale_shift_table',
}

/**
 * The diffusers names of the layers below `blocks.<number>.` by their original names. The norms are
 * numbered differently: the affine one before the cross-attention is the third in the original and
 * the second in diffusers. The other two have no weights in either.
 */
const BLOCK_MEMBERS: Readonly<Record<string, string>> = {
  'self_attn.q': 'attn1.to_q',
  'self_attn.k': 'attn1.to_k',
  'self_attn.v': 'attn1.to_v',
  'self_attn.o': 'attn1.to_out.0',
  'self_attn.norm_q': 'attn1.norm_q',
  'self_attn.norm_k': 'attn1.norm_k',
  'cross_attn.q': 'attn2.to_q',
  'cross_attn.k': 'attn2.to_k',
  'cross_attn.v': 'attn2.to_v',
  'cross_attn.o': 'attn2.to_out.0',
  'cross_attn.norm_q': 'attn2.norm_q',
  'cross_attn.norm_k': 'attn2.norm_k',
  'cross_attn.k_img': 'attn2.add_k_proj',
  'cross_attn.v_img': 'attn2.add_v_proj',
  'cross_attn.norm_k_img': 'attn2.norm_added_k',
  norm3: 'norm2',
  'ffn.0': 'ffn.net.0.proj',
  'ffn.2': 'ffn.net.2',
  modulation: 'scale_shift_table',
}

/** Parts that occur only in the names of diffusers. */
const DIFFUSERS_PARTS = /(^|\.)(attn[12]|ffn\.net|condition_embedder|proj_out|scale_shift_table)(\.|$)/

export type NamingConvention = 'original' | 'diffusers'

/**
 * The convention that a LoRA file follows as a whole. A single name does not always show it:
 * `norm2` and `norm3` occur in both conventions and mean different layers.
 */
export function namingConvention(layers: Iterable<string>): NamingConvention {
  return [...layers].some((layer) => DIFFUSERS_PARTS.test(layer)) ? 'diffusers' : 'original'
}

/** The diffusers name of a layer; undefined when the original model has no layer of that name. */
export function diffusersName(layer: string, convention: NamingConvention): string | undefined {
  if (convention === 'diffusers') return layer
  const [, block, member = ''] = /^(blocks\.\d+)\.(.*)$/.exec(layer) ?? []
  if (block === undefined) return MEMBERS[layer]
  const name = BLOCK_MEMBERS[member]
  return name && `${block}.${name}`
}

/**
 * The original name of a layer that kohya's trainers write with underscores instead of dots,
 * `blocks_0_self_attn_q`; undefined when the model has no such layer.
 */
export function undoUnderscores(flat: string): string | undefined {
  const [, number, rest = flat] = /^blocks_(\d+)_(.*)$/.exec(flat) ?? []
  const members = Object.keys(number === undefined ? MEMBERS : BLOCK_MEMBERS)
  const member = members.find((name) => name.replaceAll('.', '_') === rest)
  return member && (number === undefined ? member : `blocks.${number}.${member}`)
}
