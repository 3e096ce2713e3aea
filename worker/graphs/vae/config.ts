import { type ComponentConfig, ConfigError, readConfig } from '#worker/graphs/config.ts'

/**
 * Wan's video autoencoders (AutoencoderKLWan in huggingface/diffusers,
 * src/diffusers/models/autoencoders/autoencoder_kl_wan.py): that of Wan2.1, which Wan2.2-A14B uses
 * too, and that of Wan2.2-TI2V-5B, which works on patches of 2 x 2 pixels and has residual
 * shortcuts around its stages.
 */
export interface VaeConfig {
  /** Channels of the encoder's first stage; `channelMultipliers` scale them stage by stage. */
  readonly encoderChannels: number
  /** Channels of the decoder's last stage. */
  readonly decoderChannels: number
  readonly latentChannels: number
  readonly channelMultipliers: readonly number[]
  /** Residual blocks in each stage of the encoder; a stage of the decoder has one more. */
  readonly blocksPerStage: number
  /**
   * Which of the encoder's halvings of height and width halve the number of frames too: two of
   * them.
   */
  readonly temporalDownsample: readonly boolean[]
  /** Whether each stage's input, resized by averaging or repetition, is added to its output. */
  readonly residual: boolean
  /** The network sees squares of this many pixels on each side as one position of more channels. */
  readonly patchSize: number
  /** Channels of the pixels as the network sees them. */
  readonly imageChannels: number
  /** Pixels per latent position on each side. */
  readonly spatialCompression: number
  /** Per latent channel; the transformer's latents are (latent - mean) / std. */
  readonly latentsMean: readonly number[]
  readonly latentsStd: readonly number[]
}

export const IMAGE_CHANNELS = 3

/** Pixel frames in each latent frame after the first, which is one pixel frame. */
export const FRAMES_PER_LATENT = 4

/**
 * Every argument of diffusers' AutoencoderKLWan, and what diffusers and its converter write beside
 * them.
 */
const KNOWN_KEYS = [
  'base_dim',
  'decoder_base_dim',
  'z_dim',
  'dim_mult',
  'num_res_blocks',
  'attn_scales',
  'temperal_downsample',
  'latents_mean',
  'latents_std',
  'is_residual',
  'in_channels',
  'out_channels',
  'patch_size',
  'scale_factor_temporal',
  'scale_factor_spatial',
  // Without effect: dropout is for training, and decoded frames are always clamped.
  'dropout',
  'clip_output',
  'torch_dtype',
  'dtype',
]

/**
 * Reads `vae/config.json`.
 *
 * @throws ConfigError, which names the key, for any other autoencoder.
 */
export function readVaeConfig(config: ComponentConfig): VaeConfig {
  const read = readConfig('vae', config)
  read.only('_class_name', 'AutoencoderKLWan')
  read.known(KNOWN_KEYS)
  read.only('attn_scales', [])
  const patchSize = read.size('patch_size', 1)
  const imageChannels = IMAGE_CHANNELS * patchSize ** 2
  for (const key of ['in_channels', 'out_channels']) {
    const given = read.size(key, IMAGE_CHANNELS)
    if (given !== imageChannels) {
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
 * Whether the channels of every stage, times what its shrinking adds to them, are a multiple of the
 * next one's; growing takes the same stages backwards.
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
