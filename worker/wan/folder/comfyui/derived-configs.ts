import { type ComponentConfig } from '#worker/graphs/config.ts'
import { type Network } from '#worker/graphs/weights/original/networks.ts'
import { type SafetensorsIndex, WeightsError } from '#worker/graphs/weights/safetensors.ts'
import { TI2V_LATENTS } from './latents.ts'

/** Features of an attention head, by which ComfyUI divides as well; of every published model. */
const TRANSFORMER_HEAD = 128
/** Of CLIP ViT-H/14, the only image encoder that Wan uses. */
const CLIP_HEAD = 80

/**
 * The config.json that diffusers or transformers would save with these weights, which have the
 * names of the graph builders. Shapes decide; the width of an attention head, which no shape shows,
 * is that of the published models. `stated` holds values of service.json, for weights with another.
 *
 * @throws WeightsError when a tensor that decides is missing or of an impossible shape, Error for a
 *   stated value that contradicts a shape.
 */
export function derivedConfig(
  network: Network,
  weights: SafetensorsIndex,
  stated: ComponentConfig,
): ComponentConfig {
  const { shown, assumed } = DERIVE[network](weights)
  for (const [key, value] of Object.entries(stated)) {
    const shape = shown[key]
    if (key in shown && JSON.stringify(shape) !== JSON.stringify(value))
      throw new Error(
        `configs.${network}.${key} is ${JSON.stringify(value)}, but the weights have ${JSON.stringify(shape)}`,
      )
  }
  const config = { ...assumed, ...shown, ...stated }
  const heads = HEADS[network]
  if (heads && config['num_attention_heads'] === undefined)
    throw new Error(
      `no shape shows the heads of the ${network}, and its width is no multiple of ${heads.width}: state configs.${network} in service.json (${heads.keys})`,
    )
  return config
}

const HEADS: Readonly<Partial<Record<Network, { readonly width: number; readonly keys: string }>>> = {
  transformer: { width: TRANSFORMER_HEAD, keys: 'num_attention_heads, attention_head_dim' },
  image_encoder: { width: CLIP_HEAD, keys: 'num_attention_heads' },
}

/**
 * The part of a configuration that shapes show.
 *
 * @throws WeightsError when a tensor that decides is missing.
 */
export const shownConfig = (network: Network, weights: SafetensorsIndex): ComponentConfig =>
  DERIVE[network](weights).shown

/** Values that shapes show, and those that stand for what shapes do not show. */
interface Derived {
  readonly shown: ComponentConfig
  readonly assumed: ComponentConfig
}

const DERIVE: Readonly<Record<Network, (weights: SafetensorsIndex) => Derived>> = {
  transformer: (weights) => {
    const { size, has, count } = shapesOf(weights)
    const dim = size('scale_shift_table', 2)
    const image = 'condition_embedder.image_embedder'
    const hasImage = has(`${image}.norm1.weight`)
    const heads = dim % TRANSFORMER_HEAD === 0 ? { num_attention_heads: dim / TRANSFORMER_HEAD } : {}
    return {
      shown: {
        _class_name: 'WanTransformer3DModel',
        patch_size: [2, 3, 4].map((axis) => size('patch_embedding.weight', axis)),
        in_channels: size('patch_embedding.weight', 1),
        out_channels: size('proj_out.weight', 0) / 4,
        text_dim: size('condition_embedder.text_embedder.linear_1.weight', 1),
        freq_dim: size('condition_embedder.time_embedder.linear_1.weight', 1),
        ffn_dim: size('blocks.0.ffn.net.0.proj.weight', 0),
        num_layers: count(/^blocks\.(\d+)\./),
        cross_attn_norm: has('blocks.0.norm2.weight'),
        image_dim: hasImage ? size(`${image}.norm1.weight`, 0) : null,
        added_kv_proj_dim: hasImage ? dim : null,
        pos_embed_seq_len: has(`${image}.pos_embed`) ? size(`${image}.pos_embed`, 1) : null,
      },
      assumed: { ...heads, attention_head_dim: TRANSFORMER_HEAD },
    }
  },
  vae: (weights) => {
    const { size, has } = shapesOf(weights)
    const channels = size('encoder.conv_in.weight', 1)
    const patch = Math.sqrt(channels / 3)
    const latents = size('quant_conv.weight', 0) / 2
    return {
      shown: {
        _class_name: 'AutoencoderKLWan',
        base_dim: size('encoder.conv_in.weight', 0),
        decoder_base_dim: size('decoder.norm_out.gamma', 0),
        z_dim: latents,
        in_channels: channels,
        out_channels: channels,
        patch_size: patch === 1 ? null : patch,
        is_residual: has('encoder.down_blocks.0.resnets.0.conv1.weight'),
      },
      assumed: latents === TI2V_LATENTS.latents_mean.length ? TI2V_LATENTS : {},
    }
  },
  text_encoder: (weights) => {
    const { size, count } = shapesOf(weights)
    const first = 'encoder.block.0.layer'
    const heads = size(`${first}.0.SelfAttention.relative_attention_bias.weight`, 1)
    return {
      shown: {
        model_type: 'umt5',
        vocab_size: size('shared.weight', 0),
        d_model: size('shared.weight', 1),
        num_layers: count(/^encoder\.block\.(\d+)\./),
        num_heads: heads,
        d_kv: size(`${first}.0.SelfAttention.q.weight`, 0) / heads,
        d_ff: size(`${first}.1.DenseReluDense.wi_0.weight`, 0),
        relative_attention_num_buckets: size(`${first}.0.SelfAttention.relative_attention_bias.weight`, 0),
      },
      assumed: { feed_forward_proj: 'gated-gelu' },
    }
  },
  image_encoder: (weights) => {
    const { size, count } = shapesOf(weights, 'vision_model.')
    const dim = size('embeddings.patch_embedding.weight', 0)
    const patch = size('embeddings.patch_embedding.weight', 2)
    return {
      shown: {
        model_type: 'clip_vision_model',
        hidden_size: dim,
        num_channels: size('embeddings.patch_embedding.weight', 1),
        patch_size: patch,
        image_size: patch * Math.sqrt(size('embeddings.position_embedding.weight', 0) - 1),
        intermediate_size: size('encoder.layers.0.mlp.fc1.weight', 0),
        num_hidden_layers: count(/^encoder\.layers\.(\d+)\./),
      },
      assumed: {
        ...(dim % CLIP_HEAD === 0 ? { num_attention_heads: dim / CLIP_HEAD } : {}),
        hidden_act: 'gelu',
      },
    }
  },
}

function shapesOf({ tensors, source }: SafetensorsIndex, prefix = '') {
  const dimsOf = (name: string): readonly number[] | undefined => {
    const tensor = tensors.get(prefix + name) ?? tensors.get(name)
    if (tensor) return tensor.dims
    const quantised = tensors.get(`${name}_int8`) ?? tensors.get(`${name}_int4`)
    const [rows = 0, blocks = 0, bytes = 0] = quantised?.dims ?? []
    return quantised && [rows, blocks * bytes * (quantised.name.endsWith('4') ? 2 : 1)]
  }
  return {
    has: (name: string): boolean => dimsOf(name) !== undefined,
    size(name: string, axis: number): number {
      const dims = dimsOf(name)
      if (!dims) throw new WeightsError(source, prefix + name, 'is missing')
      return dims[axis] ?? 1
    },
    /** One more than the highest number that the pattern finds. */
    count(pattern: RegExp): number {
      const numbers = [...tensors.keys()].map((name) =>
        Number(pattern.exec(name.startsWith(prefix) ? name.slice(prefix.length) : name)?.[1] ?? -1),
      )
      return numbers.reduce((most, number) => Math.max(most, number), -1) + 1
    },
  }
}
