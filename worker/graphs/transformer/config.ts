import { type ComponentConfig, ConfigError, readConfig } from '#worker/graphs/config.ts'
import { QUANTIZATION_CONFIG } from '#worker/graphs/onnx/quantised-linear.ts'

/** The tokens of a 224-pixel image in 14-pixel patches, plus the class token. */
const IMAGE_TOKENS = 257
/** The latent positions of one token: 1 x 2 x 2 (frame, row, column). */
export const PATCH_SIZE = [1, 2, 2]

/** The sizes of a diffusion transformer; `dim` is heads * headDim. */
export interface TransformerSizes {
  readonly heads: number
  readonly headDim: number
  readonly dim: number
  readonly inChannels: number
  readonly outChannels: number
  readonly textDim: number
  readonly freqDim: number
  readonly ffnDim: number
  readonly layers: number
  readonly epsilon: number
  readonly crossAttentionNorm: boolean
  /** Undefined for a model that does not see images through CLIP. */
  readonly image: ImageSizes | undefined
}

/** The image input of a model that sees images through CLIP. */
export interface ImageSizes {
  /** Features of each image token. */
  readonly dim: number
  /** 257, or 514 for a first and a last frame. */
  readonly tokens: number
  /** Whether a learned embedding for each token distinguishes the images. */
  readonly positions: boolean
}

/** The defaults of diffusers' WanTransformer3DModel, which an absent key stands for. */
export const TRANSFORMER_DEFAULTS = {
  patch_size: PATCH_SIZE,
  num_attention_heads: 40,
  attention_head_dim: 128,
  in_channels: 16,
  out_channels: 16,
  text_dim: 4096,
  freq_dim: 256,
  ffn_dim: 13_824,
  num_layers: 40,
  cross_attn_norm: true,
  qk_norm: 'rms_norm_across_heads',
  eps: 1e-6,
  image_dim: null,
  added_kv_proj_dim: null,
  rope_max_seq_len: 1024,
  pos_embed_seq_len: null,
} as const satisfies ComponentConfig

/**
 * The sizes in `transformer/config.json` or `transformer_2/config.json`.
 *
 * @throws ConfigError that names `component` and key for a model that requires other mathematics.
 */
export function readTransformerConfig(
  given: ComponentConfig,
  component: 'transformer' | 'transformer_2' = 'transformer',
): TransformerSizes {
  const config = { ...TRANSFORMER_DEFAULTS, ...given }
  const read = readConfig(component, config)
  read.only('_class_name', 'WanTransformer3DModel')
  read.only('patch_size', PATCH_SIZE)
  read.only('window_size', [-1, -1])
  read.only('quantization_config', QUANTIZATION_CONFIG)
  read.only('qk_norm', TRANSFORMER_DEFAULTS.qk_norm)

  const heads = read.size('num_attention_heads')
  const headDim = read.size('attention_head_dim')
  if (headDim % 2 !== 0) throw new ConfigError(component, 'attention_head_dim', headDim, 'an even number')
  const freqDim = read.size('freq_dim')
  if (freqDim % 2 !== 0) throw new ConfigError(component, 'freq_dim', freqDim, 'an even number')
  const dim = heads * headDim
  const inChannels = read.size('in_channels')
  return {
    heads,
    headDim,
    dim,
    inChannels,
    outChannels: read.optionalSize('out_channels') ?? inChannels,
    textDim: read.size('text_dim'),
    freqDim,
    ffnDim: read.size('ffn_dim'),
    layers: read.size('num_layers'),
    epsilon: read.positive('eps'),
    crossAttentionNorm: read.flag('cross_attn_norm', true),
    image: readImageSizes(config, component, dim),
  }
}

function readImageSizes(config: ComponentConfig, component: string, dim: number): ImageSizes | undefined {
  const read = readConfig(component, config)
  const imageDim = read.optionalSize('image_dim')
  const positions = read.optionalSize('pos_embed_seq_len')
  const addedDim = read.optionalSize('added_kv_proj_dim')
  const refuse = (key: string, expected: string) => {
    throw new ConfigError(component, key, config[key], expected)
  }
  if (imageDim === undefined) {
    if (addedDim !== undefined) refuse('added_kv_proj_dim', 'null without an image_dim')
    if (positions !== undefined) refuse('pos_embed_seq_len', 'null without an image_dim')
    return undefined
  }
  if (addedDim !== dim) refuse('added_kv_proj_dim', `${dim} (heads x head dim) beside an image_dim`)
  if (positions !== undefined && positions !== 2 * IMAGE_TOKENS) {
    refuse('pos_embed_seq_len', `${2 * IMAGE_TOKENS} (two images) or null`)
  }
  return { dim: imageDim, tokens: positions ?? IMAGE_TOKENS, positions: positions !== undefined }
}
