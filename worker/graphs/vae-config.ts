import { type ComponentConfig, ConfigError, readConfig } from './config.ts'

/**
 * The Wan2.1 video autoencoder, which Wan2.2-A14B uses too (AutoencoderKLWan in huggingface/diffusers,
 * src/diffusers/models/autoencoders/autoencoder_kl_wan.py). The autoencoder of Wan2.2-TI2V-5B is another
 * network.
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
  /** Which of the encoder's halvings of height and width halve the number of frames too: two of them. */
  readonly temporalDownsample: readonly boolean[]
  /** Per latent channel; the transformer's latents are (latent - mean) / std. */
  readonly latentsMean: readonly number[]
  readonly latentsStd: readonly number[]
}

export const IMAGE_CHANNELS = 3

/** Pixel frames in each latent frame after the first, which is one pixel frame. */
export const FRAMES_PER_LATENT = 4

/** Reads `vae/config.json`. Throws ConfigError, which names the key, for any other autoencoder. */
export function readVaeConfig(config: ComponentConfig): VaeConfig {
  const read = readConfig('vae', config)
  read.only('_class_name', 'AutoencoderKLWan')
  read.only('is_residual', false)
  read.only('patch_size', 1)
  read.only('attn_scales', [])
  read.only('in_channels', IMAGE_CHANNELS)
  read.only('out_channels', IMAGE_CHANNELS)

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
  const latentChannels = read.size('z_dim')
  const encoderChannels = read.size('base_dim')
  return {
    encoderChannels,
    decoderChannels: read.size('decoder_base_dim', encoderChannels),
    latentChannels,
    channelMultipliers,
    blocksPerStage: read.size('num_res_blocks'),
    temporalDownsample,
    latentsMean: list('latents_mean', isFinite, 'numbers', latentChannels),
    latentsStd: list('latents_std', isPositive, 'numbers above 0', latentChannels),
  }
}

const isFlag = (item: unknown) => typeof item === 'boolean'
const isFinite = (item: unknown): item is number => Number.isFinite(item)
const isPositive = (item: unknown): item is number => isFinite(item) && item > 0
const isSize = (item: unknown): item is number => isPositive(item) && Number.isInteger(item)
