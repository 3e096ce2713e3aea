import type { ModelInputs } from '#core/task/model-definition.ts'
import { type ComponentConfig, ConfigError, readConfig } from '#worker/graphs/config.ts'
import {
  readTransformerConfig,
  TRANSFORMER_DEFAULTS,
  type TransformerSizes,
} from '#worker/graphs/transformer/config.ts'
import { readVaeConfig } from '#worker/graphs/vae/config.ts'
import { type LatentSpace, MASK_CHANNELS, PATCH_SIDE } from '#worker/wan/latents/shape.ts'
import { type ModelIndex } from './model-index.ts'

/** Parsed config.json of the components of one folder. */
export interface ModelConfigs {
  readonly textEncoder: ComponentConfig
  readonly transformer: ComponentConfig
  /** Null in models with one transformer. */
  readonly transformer2: ComponentConfig | undefined
  readonly vae: ComponentConfig
  readonly imageEncoder: ComponentConfig | undefined
}

/**
 * The switches in which the Wan models differ; everything else of the pipeline is the same for all
 * of them.
 *
 * | model                      | conditioning | imageTokens | boundaryRatio | latents      |
 * | -------------------------- | ------------ | ----------- | ------------- | ------------ |
 * | Wan2.1 T2V                 | none         | 0           | null          | 16, 1/8      |
 * | Wan2.1 I2V                 | channels     | 257         | null          | 16, 1/8      |
 * | Wan2.1 FLF2V               | channels     | 514         | null          | 16, 1/8      |
 * | Wan2.2 T2V-A14B            | none         | 0           | 0.875         | 16, 1/8      |
 * | Wan2.2 I2V-A14B            | channels     | 0           | 0.9           | 16, 1/8      |
 * | Wan2.2 TI2V-5B             | first_frame  | 0           | null          | 48, 1/16     |
 */
export interface Architecture {
  /**
   * How given images reach the transformer: not at all; as mask and latents in further input
   * channels; as the first latent frame itself, whose tokens are at timestep 0.
   */
  readonly conditioning: 'none' | 'channels' | 'first_frame'
  /** CLIP's tokens that the transformer attends to beside the text: for no image, one or two. */
  readonly imageTokens: 0 | 257 | 514
  /** Null with one transformer. */
  readonly boundaryRatio: number | null
  readonly latents: LatentSpace
  /** Width and height in pixels are whole multiples of this. */
  readonly sizeMultiple: number
  /** Features per attention head of the transformer, and of all heads together. */
  readonly headDim: number
  readonly dim: number
  /** The images that the weights can take. */
  readonly inputs: ModelInputs
}

/**
 * Reads the switches from a folder's configurations.
 *
 * @throws ConfigError for a combination that no Wan model has.
 */
export function readArchitecture(index: ModelIndex, configs: ModelConfigs): Architecture {
  const vae = readVaeConfig(configs.vae)
  const transformer = readTransformerConfig(configs.transformer)
  checkWidths(configs, transformer, vae.latentChannels)
  if (configs.transformer2) checkSameNetwork(configs.transformer, configs.transformer2)
  const conditioning = readConditioning(index, transformer, vae.latentChannels)
  const imageTokens = readImageTokens(index, transformer, conditioning)
  return {
    conditioning,
    imageTokens,
    boundaryRatio: index.boundaryRatio,
    latents: {
      channels: vae.latentChannels,
      mean: vae.latentsMean,
      std: vae.latentsStd,
      spatialCompression: vae.spatialCompression,
      patchSize: vae.patchSize,
    },
    sizeMultiple: vae.spatialCompression * PATCH_SIDE,
    headDim: transformer.headDim,
    dim: transformer.dim,
    inputs: inputsOf(conditioning, imageTokens),
  }
}

/** Each component's output has the width that the next one reads. */
function checkWidths(configs: ModelConfigs, transformer: TransformerSizes, latentChannels: number): void {
  if (transformer.outChannels !== latentChannels) {
    throw new ConfigError('transformer', 'out_channels', transformer.outChannels, `${latentChannels}`)
  }
  readConfig('text_encoder', configs.textEncoder).only('d_model', transformer.textDim)
  if (configs.imageEncoder) {
    readConfig('image_encoder', configs.imageEncoder).only('hidden_size', transformer.image?.dim ?? null)
  }
}

function readConditioning(
  { pipeline, expandTimesteps, boundaryRatio }: ModelIndex,
  { inChannels }: TransformerSizes,
  channels: number,
): Architecture['conditioning'] {
  const expect = (expected: number, why: string) => {
    if (inChannels !== expected) {
      throw new ConfigError('transformer', 'in_channels', inChannels, `${expected} ${why}`)
    }
  }
  if (expandTimesteps) {
    expect(channels, 'beside expand_timesteps')
    if (boundaryRatio !== null)
      throw new Error('expand_timesteps is true, expected false beside boundary_ratio')
    return 'first_frame'
  }
  if (pipeline === 'WanPipeline') {
    expect(channels, 'for a WanPipeline')
    return 'none'
  }
  expect(channels + MASK_CHANNELS + channels, 'for a WanImageToVideoPipeline: noise, mask and image latents')
  return 'channels'
}

function readImageTokens(
  { hasImageEncoder }: ModelIndex,
  { image }: TransformerSizes,
  conditioning: Architecture['conditioning'],
): Architecture['imageTokens'] {
  if (!image) return 0
  const refuse = (expected: string) => new ConfigError('transformer', 'image_dim', image.dim, expected)
  if (conditioning !== 'channels') throw refuse('null in a model without image input')
  if (!hasImageEncoder) throw refuse('null without an image_encoder')
  return image.positions ? 514 : 257
}

/** The experts are one network trained twice: their inputs and the cost of a step are equal. */
function checkSameNetwork(config: ComponentConfig, config2: ComponentConfig): void {
  for (const [key, fallback] of Object.entries(TRANSFORMER_DEFAULTS)) {
    const [expected, value] = [config[key] ?? fallback, config2[key] ?? fallback]
    if (JSON.stringify(value) !== JSON.stringify(expected)) {
      throw new ConfigError('transformer_2', key, value, `${JSON.stringify(expected)} as of transformer`)
    }
  }
}

/**
 * CLIP models were trained with exactly the images of their tokens. Without CLIP, a last frame is
 * one more image in mask and latents, which the published I2V-A14B takes.
 */
function inputsOf(
  conditioning: Architecture['conditioning'],
  imageTokens: Architecture['imageTokens'],
): ModelInputs {
  if (conditioning === 'none') return { firstFrame: 'none', lastFrame: 'none' }
  if (conditioning === 'first_frame') return { firstFrame: 'optional', lastFrame: 'none' }
  const lastFrame = imageTokens === 514 ? 'required' : imageTokens === 257 ? 'none' : 'optional'
  return { firstFrame: 'required', lastFrame }
}
