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
/** The tensors outside the layers, by the authors and in GGUF. */
const OUTER: Readonly<Record<string, string>> = {
  token_embedding: 'shared',
  norm: 'encoder.final_layer_norm',
  token_embd: 'shared',
  'enc.output_norm': 'encoder.final_layer_norm',
}
/** The same in GGUF (ggml-org/llama.cpp, gguf-py/gguf/constants.py). */
const GGUF: Readonly<Record<string, string>> = {
  attn_norm: '0.layer_norm',
  ffn_norm: '1.layer_norm',
  attn_q: '0.SelfAttention.q',
  attn_k: '0.SelfAttention.k',
  attn_v: '0.SelfAttention.v',
  attn_o: '0.SelfAttention.o',
  attn_rel_b: '0.SelfAttention.relative_attention_bias',
  ffn_gate: '1.DenseReluDense.wi_0',
  ffn_up: '1.DenseReluDense.wi_1',
  ffn_down: '1.DenseReluDense.wo',
}
/** What ComfyUI's and transformers' files hold beside the encoder: the tokenizer, the decoder. */
const UNREAD = /^(spiece_model$|decoder\.|lm_head\.)/

/** UMT5's names by its authors and in GGUF; those of transformers, ComfyUI's, stay as they are. */
export const translateTextEncoder: Translate = (tensor) => {
  const { name } = tensor
  if (UNREAD.test(name)) return []
  if (/^(shared\.|encoder\.(block|final_layer_norm|embed_tokens)\.)/.test(name)) return [tensor]
  const [, layer = ''] = /^(.*)\.weight$/.exec(name) ?? []
  const [, block, member = ''] = /^(?:blocks|enc\.blk)\.(\d+)\.(.*)$/.exec(layer) ?? []
  const [outer, inner] = [OUTER[layer], AUTHORS[member] ?? GGUF[member]]
  if (outer !== undefined) return named(tensor, `${outer}.weight`)
  return block === undefined || inner === undefined
    ? undefined
    : named(tensor, `encoder.block.${block}.layer.${inner}.weight`)
}
