import { type ComponentConfig } from '#worker/graphs/config.ts'
import {
  createGraphBuilder,
  type FloatType,
  type GraphBuilder,
  type Value,
} from '#worker/graphs/onnx/builder.ts'
import { type Graph } from '#worker/graphs/onnx/graph.ts'
import { type SafetensorsIndex } from '#worker/graphs/weights/safetensors.ts'
import { causalConvolution, downsample, midBlock, normaliseAndActivate, residualBlock } from './blocks.ts'
import { FRAMES_PER_LATENT, readVaeConfig, type VaeConfig } from './config.ts'
import { toPatches } from './patches.ts'
import { readPixels, type VaeSource } from './pixels.ts'
import { residualDownStage } from './residual.ts'
import { type Chunk, type Features, type Resolution, resolutionOf, streamChunks } from './stream.ts'

/**
 * A float type of the autoencoders, which have no bfloat16: CUDA lacks kernels for some of their
 * operators, and its 8 significant bits are no more than those of a pixel.
 */
export type VaeFloatType = Exclude<FloatType, 'bfloat16'>

export interface VaeEncoderOptions {
  readonly source: VaeSource
  /** Type of everything between inputs and outputs; float32 by default. */
  readonly dtype?: VaeFloatType
}

/**
 * The graph of the encoder of a video autoencoder, with the topology of WanEncoder3d in
 * huggingface/diffusers, models/autoencoders/autoencoder_kl_wan.py, and the normalisation of
 * prepare_latents in pipelines/wan/pipeline_wan_i2v.py.
 *
 * Inputs: those of {@link VaeSource}, float32 pixels in [-1, 1] whose H and W are multiples of the
 * spatial compression s: 16 for Wan2.2-TI2V-5B, 8 for the others. Output: `latents` float32 [1, z,
 * T, H/s, W/s], the normalised mode of the distribution, (mean - latents_mean) / latents_std. The
 * first frame gives the first latent frame, and a Loop turns every four later frames into one more,
 * so that memory holds the features of only four frames.
 *
 * @throws ConfigError for another autoencoder, WeightsError when a tensor is missing or not of the
 *   configured shape.
 */
export function buildVaeEncoderGraph(
  componentConfig: ComponentConfig,
  weights: SafetensorsIndex,
  { source, dtype = 'float32' }: VaeEncoderOptions,
): Graph {
  const config = readVaeConfig(componentConfig)
  const builder = createGraphBuilder({ name: 'vae_encoder', weights, dtype })
  const pixels = readPixels(builder, source)
  const resolutions = config.channelMultipliers.map((_, stage) =>
    resolutionOf(builder, pixels.firstFrame, `encoder${stage}`, { divide: config.patchSize * 2 ** stage }),
  )
  const z = config.latentChannels
  const { first, later } = streamChunks(builder, pixels.chunkCount, (chunk) => {
    const { scope, iteration } = chunk
    const input = iteration === undefined ? pixels.firstFrame : pixels.chunk(scope, iteration)
    const features = encode(chunk, config, resolutions, input)
    return {
      value: scope.add('Squeeze', [features.value, scope.ints([0, 2])]),
      type: dtype,
      dims: [2 * z, ...features.resolution.dims],
    }
  })
  const firstFrame = builder.add('Unsqueeze', [first, builder.ints([0])])
  const all = later === undefined ? firstFrame : joinFrames(builder, first, firstFrame, later)
  const frames = later === undefined ? 1 : 'T'
  builder.output('latents', latents(builder, config, all), 'float32', [1, z, frames, 'h', 'w'])
  return builder.build()
}

/**
 * All moments [T, 2z, h, w]: the first frame followed by `later`. The shape of `later` is computed
 * from `first` [2z, h, w], because a Loop without iterations knows neither h nor w.
 */
function joinFrames(builder: GraphBuilder, first: Value, firstFrame: Value, later: Value): Value {
  const frameShape = builder.add('Concat', [builder.ints([-1]), builder.add('Shape', [first])], { axis: 0 })
  const laterFrames = builder.add('Reshape', [later, frameShape])
  return builder.add('Concat', [firstFrame, laterFrames], { axis: 0 })
}

/**
 * Encodes pixels, one frame [1, 3, 1, H, W] in the first chunk and four in the others, to the
 * moments of one latent frame, [1, 2z, 1, h, w].
 */
function encode(
  chunk: Chunk,
  config: VaeConfig,
  resolutions: readonly Resolution[],
  pixels: Value,
): Features {
  const [resolution] = resolutions
  if (!resolution) throw new Error('the encoder has no stages')
  const frames = chunk.iteration === undefined ? 1 : FRAMES_PER_LATENT
  const value = toPatches(chunk.scope, pixels, frames, config.patchSize, resolution)
  const input = { value, channels: config.imageChannels, frames, resolution }
  let features: Features = causalConvolution(chunk, 'encoder.conv_in', input, config.encoderChannels)
  features = config.residual
    ? residualStages(chunk, config, resolutions, features)
    : plainStages(chunk, config, resolutions, features)
  features = midBlock(chunk, 'encoder.mid_block', features)
  features = normaliseAndActivate(chunk, 'encoder.norm_out', features)
  return causalConvolution(chunk, 'encoder.conv_out', features, 2 * config.latentChannels)
}

/** Stages whose blocks, including the downsamplers, are numbered consecutively. */
function plainStages(
  chunk: Chunk,
  config: VaeConfig,
  resolutions: readonly Resolution[],
  input: Features,
): Features {
  let features = input
  let position = 0
  for (const [stage, multiplier] of config.channelMultipliers.entries()) {
    for (let block = 0; block < config.blocksPerStage; block++) {
      const layer = `encoder.down_blocks.${position++}`
      features = residualBlock(chunk, layer, features, config.encoderChannels * multiplier)
    }
    const next = resolutions[stage + 1]
    if (!next) continue
    const temporal = config.temporalDownsample[stage] ?? false
    features = downsample(chunk, `encoder.down_blocks.${position++}`, features, next, temporal)
  }
  return features
}

function residualStages(
  chunk: Chunk,
  config: VaeConfig,
  resolutions: readonly Resolution[],
  input: Features,
): Features {
  return config.channelMultipliers.reduce(
    (features, multiplier, stage) =>
      residualDownStage(chunk, `encoder.down_blocks.${stage}`, features, {
        blocks: config.blocksPerStage,
        channels: config.encoderChannels * multiplier,
        next: resolutions[stage + 1],
        temporal: config.temporalDownsample[stage] ?? false,
      }),
    input,
  )
}

/**
 * The normalised latents, float32 [1, z, T, h, w], of moments [T, 2z, h, w]. The mode is the mean:
 * the first z channels. The others hold the log-variance and are not read.
 */
function latents(builder: GraphBuilder, config: VaeConfig, moments: Value): Value {
  const z = config.latentChannels
  const mixed = builder.add('Conv', [
    moments,
    builder.weight('quant_conv.weight', [2 * z, 2 * z, 1, 1, 1], { viewDims: [2 * z, 2 * z, 1, 1] }),
    builder.weight('quant_conv.bias', [2 * z]),
  ])
  const mode = builder.add('Slice', [mixed, builder.ints([0]), builder.ints([z]), builder.ints([1])])
  const mean = builder.floats(config.latentsMean, [z, 1, 1], 'float32')
  const deviation = builder.floats(config.latentsStd, [z, 1, 1], 'float32')
  const centred = builder.add('Sub', [builder.convert(mode, builder.dtype, 'float32'), mean])
  const framesLater = builder.add('Transpose', [builder.add('Div', [centred, deviation])], {
    perm: [1, 0, 2, 3],
  })
  return builder.add('Unsqueeze', [framesLater, builder.ints([0])])
}
