import { ConfigError, readConfig, type ComponentConfig } from '#worker/graphs/config.ts'
import { vaeTensors } from './published-vae-tensors.ts'
import { tensorList, type TensorShapes } from './tensor-list.ts'

export const COMPONENTS = ['text_encoder', 'image_encoder', 'transformer', 'transformer_2', 'vae'] as const
export type ComponentName = (typeof COMPONENTS)[number]

/**
 * The names and shapes of the tensors in the published weights of a component, derived from its
 * `config.json` alone: the state dictionaries of diffusers' WanTransformer3DModel and
 * AutoencoderKLWan and of transformers' UMT5EncoderModel and CLIPVisionModel
 * (huggingface/diffusers, models/transformers/transformer_wan.py and
 * models/autoencoders/autoencoder_kl_wan.py; huggingface/transformers, models/umt5 and
 * models/clip).
 *
 * @throws ConfigError for an absent value or one of the wrong kind.
 */
export function publishedTensors(component: ComponentName, config: ComponentConfig): TensorShapes {
  switch (component) {
    case 'text_encoder':
      return umt5Tensors(config)
    case 'image_encoder':
      return clipVisionTensors(config)
    case 'vae':
      return vaeTensors(config)
    default:
      return transformerTensors(component, config)
  }
}

function transformerTensors(component: ComponentName, config: ComponentConfig): TensorShapes {
  const read = readConfig(component, config)
  const dim = read.size('num_attention_heads') * read.size('attention_head_dim')
  const ffnDim = read.size('ffn_dim')
  const patch = config['patch_size']
  if (!Array.isArray(patch) || !patch.every((side) => Number.isInteger(side)))
    throw new ConfigError(component, 'patch_size', patch, 'three whole numbers')
  const patchArea = patch.reduce<number>((product, side) => product * Number(side), 1)
  const imageDim = read.optionalSize('image_dim')
  const imagePositions = read.optionalSize('pos_embed_seq_len')
  const list = tensorList()

  list.layer('patch_embedding', [dim, read.size('in_channels'), ...patch.map(Number)])
  const embedder = 'condition_embedder'
  list.layer(`${embedder}.time_embedder.linear_1`, [dim, read.size('freq_dim')])
  list.layer(`${embedder}.time_embedder.linear_2`, [dim, dim])
  list.layer(`${embedder}.time_proj`, [6 * dim, dim])
  list.layer(`${embedder}.text_embedder.linear_1`, [dim, read.size('text_dim')])
  list.layer(`${embedder}.text_embedder.linear_2`, [dim, dim])
  if (imageDim !== undefined) {
    const image = `${embedder}.image_embedder`
    if (imagePositions !== undefined) list.tensor(`${image}.pos_embed`, [1, imagePositions, imageDim])
    list.layer(`${image}.norm1`, [imageDim])
    list.layer(`${image}.ff.net.0.proj`, [imageDim, imageDim])
    list.layer(`${image}.ff.net.2`, [dim, imageDim])
    list.layer(`${image}.norm2`, [dim])
  }
  for (let i = 0; i < read.size('num_layers'); i++) {
    const block = `blocks.${i}`
    list.tensor(`${block}.scale_shift_table`, [1, 6, dim])
    if (read.flag('cross_attn_norm', false)) list.layer(`${block}.norm2`, [dim])
    for (const attention of ['attn1', 'attn2']) {
      for (const part of ['to_q', 'to_k', 'to_v', 'to_out.0'])
        list.layer(`${block}.${attention}.${part}`, [dim, dim])
      for (const norm of ['norm_q', 'norm_k']) list.tensor(`${block}.${attention}.${norm}.weight`, [dim])
    }
    if (imageDim !== undefined) {
      for (const part of ['add_k_proj', 'add_v_proj']) list.layer(`${block}.attn2.${part}`, [dim, dim])
      list.tensor(`${block}.attn2.norm_added_k.weight`, [dim])
    }
    list.layer(`${block}.ffn.net.0.proj`, [ffnDim, dim])
    list.layer(`${block}.ffn.net.2`, [dim, ffnDim])
  }
  list.tensor('scale_shift_table', [1, 2, dim])
  list.layer('proj_out', [patchArea * read.size('out_channels'), dim])
  return list.shapes
}

function umt5Tensors(config: ComponentConfig): TensorShapes {
  const read = readConfig('text_encoder', config)
  const [dim, ffnDim, heads] = [read.size('d_model'), read.size('d_ff'), read.size('num_heads')]
  const inner = heads * read.size('d_kv')
  const list = tensorList()
  list.tensor('shared.weight', [read.size('vocab_size'), dim])
  for (let i = 0; i < read.size('num_layers'); i++) {
    const block = `encoder.block.${i}.layer`
    for (const part of ['q', 'k', 'v']) list.tensor(`${block}.0.SelfAttention.${part}.weight`, [inner, dim])
    list.tensor(`${block}.0.SelfAttention.o.weight`, [dim, inner])
    const buckets = read.size('relative_attention_num_buckets', 32)
    list.tensor(`${block}.0.SelfAttention.relative_attention_bias.weight`, [buckets, heads])
    list.tensor(`${block}.0.layer_norm.weight`, [dim])
    for (const part of ['wi_0', 'wi_1'])
      list.tensor(`${block}.1.DenseReluDense.${part}.weight`, [ffnDim, dim])
    list.tensor(`${block}.1.DenseReluDense.wo.weight`, [dim, ffnDim])
    list.tensor(`${block}.1.layer_norm.weight`, [dim])
  }
  list.tensor('encoder.final_layer_norm.weight', [dim])
  return list.shapes
}

function clipVisionTensors(config: ComponentConfig): TensorShapes {
  const read = readConfig('image_encoder', config)
  const [dim, ffnDim, patch] = [
    read.size('hidden_size'),
    read.size('intermediate_size'),
    read.size('patch_size'),
  ]
  const positions = Math.floor(read.size('image_size', 224) / patch) ** 2 + 1
  const list = tensorList()
  const model = 'vision_model'
  list.tensor(`${model}.embeddings.class_embedding`, [dim])
  list.tensor(`${model}.embeddings.patch_embedding.weight`, [dim, read.size('num_channels', 3), patch, patch])
  list.tensor(`${model}.embeddings.position_embedding.weight`, [positions, dim])
  list.layer(`${model}.pre_layrnorm`, [dim])
  for (let i = 0; i < read.size('num_hidden_layers'); i++) {
    const layer = `${model}.encoder.layers.${i}`
    for (const part of ['q_proj', 'k_proj', 'v_proj', 'out_proj'])
      list.layer(`${layer}.self_attn.${part}`, [dim, dim])
    for (const norm of ['layer_norm1', 'layer_norm2']) list.layer(`${layer}.${norm}`, [dim])
    list.layer(`${layer}.mlp.fc1`, [ffnDim, dim])
    list.layer(`${layer}.mlp.fc2`, [dim, ffnDim])
  }
  list.layer(`${model}.post_layernorm`, [dim])
  return list.shapes
}
