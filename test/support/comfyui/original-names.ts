import { type TensorBytes } from '#test/support/onnx/safetensors.ts'

type Tensors = Readonly<Record<string, TensorBytes>>
type Rules = readonly (readonly [pattern: RegExp, replacement: string])[]

/**
 * The inverse of scripts/convert_wan_to_diffusers.py in huggingface/diffusers, applied in order.
 * The results are held against the authors' own classes (test/reference/list_original_names.py).
 */
const TRANSFORMER: Rules = [
  [/^scale_shift_table$/, 'head.modulation'],
  [/scale_shift_table$/, 'modulation'],
  [/^proj_out\./, 'head.head.'],
  [/^condition_embedder\.time_embedder\.linear_1/, 'time_embedding.0'],
  [/^condition_embedder\.time_embedder\.linear_2/, 'time_embedding.2'],
  [/^condition_embedder\.time_proj/, 'time_projection.1'],
  [/^condition_embedder\.text_embedder\.linear_1/, 'text_embedding.0'],
  [/^condition_embedder\.text_embedder\.linear_2/, 'text_embedding.2'],
  [/^condition_embedder\.image_embedder\.norm1/, 'img_emb.proj.0'],
  [/^condition_embedder\.image_embedder\.ff\.net\.0\.proj/, 'img_emb.proj.1'],
  [/^condition_embedder\.image_embedder\.ff\.net\.2/, 'img_emb.proj.3'],
  [/^condition_embedder\.image_embedder\.norm2/, 'img_emb.proj.4'],
  [/^condition_embedder\.image_embedder\.pos_embed/, 'img_emb.emb_pos'],
  [/^(blocks\.\d+)\.norm2\./, '$1.norm3.'],
  [/\.ffn\.net\.0\.proj\./, '.ffn.0.'],
  [/\.ffn\.net\.2\./, '.ffn.2.'],
  [/\.attn2\.add_(k|v)_proj/, '.cross_attn.$1_img'],
  [/\.attn2\.norm_added_k/, '.cross_attn.norm_k_img'],
  [/\.attn1\./, '.self_attn.'],
  [/\.attn2\./, '.cross_attn.'],
  [/_attn\.to_(q|k|v)\./, '_attn.$1.'],
  [/_attn\.to_out\.0\./, '_attn.o.'],
]
const RESIDUAL: Rules = [
  [/\.norm1\.gamma$/, '.residual.0.gamma'],
  [/\.conv1\.(weight|bias)$/, '.residual.2.$1'],
  [/\.norm2\.gamma$/, '.residual.3.gamma'],
  [/\.conv2\.(weight|bias)$/, '.residual.6.$1'],
  [/\.conv_shortcut\./, '.shortcut.'],
]
const VAE_OUTER: Rules = [
  [/^quant_conv\./, 'conv1.'],
  [/^post_quant_conv\./, 'conv2.'],
  [/^(en|de)coder\.conv_in\./, '$1coder.conv1.'],
  [/^(en|de)coder\.norm_out\./, '$1coder.head.0.'],
  [/^(en|de)coder\.conv_out\./, '$1coder.head.2.'],
  [/\.mid_block\.resnets\.0\./, '.middle.0.'],
  [/\.mid_block\.attentions\.0\./, '.middle.1.'],
  [/\.mid_block\.resnets\.1\./, '.middle.2.'],
]
const UMT5: Rules = [
  [/^shared\./, 'token_embedding.'],
  [/^encoder\.final_layer_norm\./, 'norm.'],
  [/^encoder\.block\.(\d+)\.layer\.0\.layer_norm/, 'blocks.$1.norm1'],
  [/^encoder\.block\.(\d+)\.layer\.1\.layer_norm/, 'blocks.$1.norm2'],
  [
    /^encoder\.block\.(\d+)\.layer\.0\.SelfAttention\.relative_attention_bias/,
    'blocks.$1.pos_embedding.embedding',
  ],
  [/^encoder\.block\.(\d+)\.layer\.0\.SelfAttention\.(q|k|v|o)\./, 'blocks.$1.attn.$2.'],
  [/^encoder\.block\.(\d+)\.layer\.1\.DenseReluDense\.wi_0/, 'blocks.$1.ffn.gate.0'],
  [/^encoder\.block\.(\d+)\.layer\.1\.DenseReluDense\.wi_1/, 'blocks.$1.ffn.fc1'],
  [/^encoder\.block\.(\d+)\.layer\.1\.DenseReluDense\.wo/, 'blocks.$1.ffn.fc2'],
]
const CLIP: Rules = [
  [/^vision_model\./, 'visual.'],
  [/embeddings\.class_embedding$/, 'cls_embedding'],
  [/embeddings\.position_embedding\.weight$/, 'pos_embedding'],
  [/embeddings\.patch_embedding/, 'patch_embedding'],
  [/pre_layrnorm/, 'pre_norm'],
  [/post_layernorm/, 'post_norm'],
  [/encoder\.layers\.(\d+)\./, 'transformer.$1.'],
  [/\.layer_norm([12])\./, '.norm$1.'],
  [/\.self_attn\.out_proj\./, '.attn.proj.'],
  [/\.mlp\.fc1\./, '.mlp.0.'],
  [/\.mlp\.fc2\./, '.mlp.2.'],
]

const applied = (name: string, rules: Rules): string =>
  rules.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), name)

const renamed = (tensors: Tensors, rename: (name: string) => string): Tensors =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [rename(name), tensor]))

/** A transformer of diffusers under its authors' names. */
export const originalTransformer = (tensors: Tensors): Tensors =>
  renamed(tensors, (name) => applied(name, TRANSFORMER))

/** UMT5 of transformers under the names of Wan's authors. */
export const originalTextEncoder = (tensors: Tensors): Tensors =>
  renamed(tensors, (name) => applied(name, UMT5))

/** An autoencoder of diffusers under its authors' names, of Wan2.1 or of Wan2.2. */
export function originalVae(tensors: Tensors): Tensors {
  const nested = 'encoder.down_blocks.0.resnets.0.conv1.weight' in tensors
  return renamed(tensors, (name) => {
    const outer = applied(name, VAE_OUTER)
    return /_blocks\.|\.resnets\./.test(name) ? applied(stages(outer, nested), RESIDUAL) : outer
  })
}

/** Stages are lists of their own in Wan2.2; in Wan2.1 each side is one list. */
function stages(name: string, nested: boolean): string {
  if (nested)
    return name
      .replace(/^encoder\.down_blocks\.(\d+)\.resnets\./, 'encoder.downsamples.$1.downsamples.')
      .replace(/^encoder\.down_blocks\.(\d+)\.downsampler\./, 'encoder.downsamples.$1.downsamples.2.')
      .replace(/^decoder\.up_blocks\.(\d+)\.resnets\./, 'decoder.upsamples.$1.upsamples.')
      .replace(/^decoder\.up_blocks\.(\d+)\.upsampler\./, 'decoder.upsamples.$1.upsamples.3.')
  const place = (stage: string, block: number) => `decoder.upsamples.${4 * Number(stage) + block}.`
  return name
    .replace(/^encoder\.down_blocks\./, 'encoder.downsamples.')
    .replace(/^decoder\.up_blocks\.(\d+)\.upsamplers\.0\./, (_, stage: string) => place(stage, 3))
    .replace(/^decoder\.up_blocks\.(\d+)\.resnets\.(\d+)\./, (_, stage: string, block: string) =>
      place(stage, Number(block)),
    )
}

/** CLIP of transformers under the names of Wan's authors, who fuse query, key and value. */
export function originalImageEncoder(tensors: Tensors): Tensors {
  const original: Record<string, TensorBytes> = {}
  for (const [name, tensor] of Object.entries(tensors)) {
    const [, place, projection, part] = /^(.*)\.self_attn\.([qkv])_proj\.(weight|bias)$/.exec(name) ?? []
    if (projection === 'k' || projection === 'v') continue
    if (projection === undefined) {
      const leading = name.endsWith('class_embedding')
        ? [1, 1]
        : name.endsWith('position_embedding.weight')
          ? [1]
          : []
      original[applied(name, CLIP)] = { ...tensor, dims: [...leading, ...tensor.dims] }
      continue
    }
    const all = ['q', 'k', 'v'].map((one) => tensors[`${place}.self_attn.${one}_proj.${part}`]!)
    const [rows = 0, ...others] = tensor.dims
    original[applied(`${place}.attn.to_qkv.${part}`, CLIP)] = {
      dtype: tensor.dtype,
      dims: [3 * rows, ...others],
      data: Buffer.concat(all.map(({ data }) => data)),
    }
  }
  return original
}
