import { type ComponentConfig, ConfigError, readConfig } from '#worker/graphs/config.ts'

/**
 * The configuration of one of Wan's video autoencoders (AutoencoderKLWan in huggingface/diffusers,
 * src/diffusers/models/autoencoders/autoencoder_kl_wan.py). Wan2.1 and Wan2.2-A14B share one. That
 * of Wan2.2-TI2V-5B works on patches of 2 x 2 pixels and has residual shortcuts around its stages.
 */
export interface VaeConfig {
  /** Channels of the encoder's first stage; `channelMultipliers` scale them stage by stage. */
  readonly encoderChannels: number
  /** Channels of the decoder's last stage. */
  readonly decoderChannels: number
  readonly latentChannels: number
  readonly channelMultipliers: readonly number[]
  /** Number of residual blocks in each stage of the encoder; a decoder stage has one more. */
  readonly blocksPerStage: number
  /**
   * Whether each of the encoder's halvings of height and width also halves the number of frames;
   * two of them do.
   */
  readonly temporalDownsample: readonly boolean[]
  /** Whether each stage's input, resized by averaging or repetition, is added to its output. */
  readonly residual: boolean
  /** The side, in pixels, of the squares that the network sees as single positions. */
  readonly patchSize: number
  /** Channels of such a position: 3 * patchSize². */
  readonly imageChannels: number
  /** Pixels on each side of a latent position. */
  readonly spatialCompression: number
  /** One value for each latent channel: the transformer's latents are (latent - mean) / std. */
  readonly latentsMean: readonly number[]
  readonly latentsStd: readonly number[]
}

/** The colours of a pixel. */
export const IMAGE_CHANNELS = 3

/** The pixel frames of each latent frame except the first, which has one. */
export const FRAMES_PER_LATENT = 4

/** The defaults of diffusers' AutoencoderKLWan, which an absent key stands for. */
export const VAE_DEFAULTS = {
  base_dim: 96,
  decoder_base_dim: null,
  z_dim: 16,
  dim_mult: [1, 2, 4, 4],
  num_res_blocks: 2,
  attn_scales: [],
  temperal_downsample: [false, true, true],
  latents_mean: [
    ...[-0.7571, -0.7089, -0.9113, 0.1075, -0.1745, 0.9653, -0.1517, 1.5508],
    ...[0.4134, -0.0715, 0.5517, -0.3632, -0.1922, -0.9497, 0.2503, -0.2921],
  ],
  latents_std: [
    ...[2.8184, 1.4541, 2.3275, 2.6558, 1.2196, 1.7708, 2.6052, 2.0743],
    ...[3.2687, 2.1526, 2.8652, 1.5579, 1.6382, 1.1253, 2.8251, 1.916],
  ],
  is_residual: false,
  in_channels: IMAGE_CHANNELS,
  out_channels: IMAGE_CHANNELS,
  patch_size: null,
  scale_factor_temporal: FRAMES_PER_LATENT,
} as const satisfies ComponentConfig

/**
 * The configuration in `vae/config.json`.
 *
 * @throws ConfigError that names the key for any other autoencoder.
 */
export function readVaeConfig(given: ComponentConfig): VaeConfig {
  const config: ComponentConfig = { ...VAE_DEFAULTS, ...given }
  const read = readConfig('vae', config)
  read.only('_class_name', 'AutoencoderKLWan')
  read.only('attn_scales', [])
  const patchSize = read.size('patch_size', 1)
  const imageChannels = IMAGE_CHANNELS * patchSize ** 2
  for (const key of ['in_channels', 'out_channels']) {
    const channels = read.size(key, IMAGE_CHANNELS)
    if (channels !== imageChannels) {
      throw new ConfigError('vae', key, config[key], `${imageChannels} beside a patch_size of ${patchSize}`)
    }
  }

  const list = <T>(key: string, check: (item: unknown) => item is T, expected: string, length?: number) => {
    const value = config[key]
    if (Array.isArray(value) && value.every(check) && (length ?? value.length) === value.length) return value
    const count = length === undefined ? 'a list of' : `a list of ${length}`
    throw new ConfigError('vae', key, value, `${count} ${expected}`)
  }
  const channelMultipliers = list('dim_mult', isSize, 'whole numbers of at least 1')
  const temporalDownsample = list('temperal_downsample', isFlag, 'booleans', channelMultipliers.length - 1)
  if (2 ** temporalDownsample.filter(Boolean).length !== FRAMES_PER_LATENT) {
    throw new ConfigError('vae', 'temperal_downsample', temporalDownsample, 'a list with true twice')
  }
  read.only('scale_factor_temporal', FRAMES_PER_LATENT)
  const spatialCompression = patchSize * 2 ** temporalDownsample.length
  read.only('scale_factor_spatial', spatialCompression)
  const residual = read.flag('is_residual', false)
  if (residual && !canShortcut(channelMultipliers, temporalDownsample)) {
    const expected = 'multipliers that each stage can be averaged or repeated to'
    throw new ConfigError('vae', 'dim_mult', channelMultipliers, expected)
  }
  const latentChannels = read.size('z_dim')
  const encoderChannels = read.size('base_dim')
  return {
    encoderChannels,
    decoderChannels: read.size('decoder_base_dim', encoderChannels),
    latentChannels,
    channelMultipliers,
    blocksPerStage: read.size('num_res_blocks'),
    temporalDownsample,
    residual,
    patchSize,
    imageChannels,
    spatialCompression,
    latentsMean: list('latents_mean', isFinite, 'numbers', latentChannels),
    latentsStd: list('latents_std', isPositive, 'numbers above 0', latentChannels),
  }
}

/**
 * Whether averaging and repetition suit all stages. In the encoder, the number of values in a cell,
 * over all channels of a stage's input, must be a multiple of the stage's channels. In the decoder,
 * the number of values in a cell of the result must be a multiple of the input's channels.
 */
function canShortcut(multipliers: readonly number[], temporal: readonly boolean[]): boolean {
  const last = multipliers.length - 1
  const shrinking = multipliers.every((multiplier, stage) => {
    const cell = stage === last ? 1 : temporal[stage] ? 8 : 4
    return ((multipliers[stage - 1] ?? 1) * cell) % multiplier === 0
  })
  const growing = multipliers.slice(1).every((multiplier, i) => {
    const [from, to] = [multipliers[Math.min(i + 2, last)] ?? 1, multiplier]
    return (to * (temporal[i] ? 8 : 4)) % from === 0
  })
  return shrinking && growing
}

const isFlag = (item: unknown) => typeof item === 'boolean'
const isFinite = (item: unknown): item is number => Number.isFinite(item)
const isPositive = (item: unknown): item is number => isFinite(item) && item > 0
const isSize = (item: unknown): item is number => isPositive(item) && Number.isInteger(item)
