import { named, type Translate } from './translated.ts'

/** A layer's parts by their names in the Wan repository (wan/modules/t5.py). */
const AUTHORS: Readonly<Record<string, string>> = {
  norm1: '0.layer_norm',
  norm2: '1.layer_norm',
  'attn.q': '0.SelfAttention.q',
  'attn.k': '0.SelfAttention.k',
  'attn.v': '0.SelfAttention.v',
  'attn.o': '0.SelfAttention.o',
  'pos_embedding.embedding': '0.SelfAttention.relative_attention_bias',
  'ffn.gate.0': '1.DenseReluDense.wi_0',
  'ffn.fc1': '1.DenseReluDense.wi_1',
  'ffn.fc2': '1.DenseReluDense.wo',
}
const AUTHORS_OUTER: Readonly<Record<string, string>> = {
  token_embedding: 'shared',
  norm: 'encoder.final_layer_norm',
}
/** What ComfyUI's and transformers' files hold beside the encoder: the tokenizer, the decoder. */
const UNREAD = /^(spiece_model$|decoder\.|lm_head\.)/

/** UMT5's names by its authors; those of transformers, which ComfyUI uses, stay as they are. */
export const translateTextEncoder: Translate = (tensor) => {
  const { name } = tensor
  if (UNREAD.test(name)) return []
  if (/^(shared\.|encoder\.(block|final_layer_norm|embed_tokens)\.)/.test(name)) return [tensor]
  const [, layer = ''] = /^(.*)\.weight$/.exec(name) ?? []
  const [, block, member = ''] = /^blocks\.(\d+)\.(.*)$/.exec(layer) ?? []
  const [outer, inner] = [AUTHORS_OUTER[layer], AUTHORS[member]]
  if (outer !== undefined) return named(tensor, `${outer}.weight`)
  return block === undefined || inner === undefined
    ? undefined
    : named(tensor, `encoder.block.${block}.layer.${inner}.weight`)
}
