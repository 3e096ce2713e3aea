import { type ComponentConfig } from './config.ts'
import { createGraphBuilder, type GraphBuilder, type GraphScope, type Value } from './graph-builder.ts'
import { type Graph } from './graph.ts'
import { type SafetensorsIndex } from './safetensors.ts'
import { causalConvolution, downsample, midBlock, normaliseAndActivate, residualBlock } from './vae-blocks.ts'
import { FRAMES_PER_LATENT, IMAGE_CHANNELS, readVaeConfig, type VaeConfig } from './vae-config.ts'
import {
  resolutionOf,
  streamChunks,
  zeros,
  type Chunk,
  type Features,
  type Resolution,
} from './vae-stream.ts'

export interface VaeEncoderOptions {
  /** A video, or an image followed by frames of zeros (grey), the condition of image-to-video. */
  readonly source: 'image' | 'video'
}

/** The pixels a graph is given, in chunks. */
interface PixelSource {
  readonly firstFrame: Value
  readonly chunkCount: Value
  /** The four frames of a later chunk, [1, 3, 4, H, W]. */
  readonly chunk: (scope: GraphScope, iteration: Value) => Value
}

/**
 * The encoder of the Wan2.1 video autoencoder, to `latents` float32 [1, z, T, H/8, W/8]: the mode of the
 * distribution, normalised, (mean - latents_mean) / latents_std. Pixels are in [-1, 1]; H and W are free
 * multiples of 8. The first frame, then four frames at a time in a Loop, become one latent frame each, so only
 * what four frames need is in memory.
 *
 * - source 'video': input `video` float32 [1, 3, F, H, W], F = 4(T-1) + 1, T >= 1.
 * - source 'image': inputs `first_frame` float32 [1, 3, H, W] and `chunk_count` int64 scalar, T-1 >= 0; the
 *   other 4(T-1) frames are zeros.
 *
 * Topology of WanEncoder3d in huggingface/diffusers, models/autoencoders/autoencoder_kl_wan.py; normalisation
 * of pipelines/wan/pipeline_wan_i2v.py, prepare_latents. Throws ConfigError for another autoencoder,
 * WeightsError when a tensor is missing or of another shape than the configuration says.
 */
export function buildVaeEncoderGraph(
  componentConfig: ComponentConfig,
  weights: SafetensorsIndex,
  { source }: VaeEncoderOptions,
): Graph {
  const config = readVaeConfig(componentConfig)
  const builder = createGraphBuilder({ name: 'vae_encoder', weights })
  const pixels = source === 'image' ? imageSource(builder) : videoSource(builder)
  const resolutions = config.channelMultipliers.map((_, stage) =>
    resolutionOf(builder, pixels.firstFrame, `encoder${stage}`, { divide: 2 ** stage }),
  )
  const z = config.latentChannels
  const { first, later } = streamChunks(builder, pixels.chunkCount, (chunk) => {
    const { scope, iteration } = chunk
    const input = iteration === undefined ? pixels.firstFrame : pixels.chunk(scope, iteration)
    const features = encode(chunk, config, resolutions, input)
    return {
      value: scope.add('Squeeze', [features.value, scope.ints([0, 2])]),
      type: scope.dtype,
      dims: [2 * z, ...features.resolution.dims],
    }
  })
  // The shape of `later`, [T-1, 2z, h, w], is spelled out: without iterations the Loop knows neither h nor w.
  const frameShape = builder.add('Concat', [builder.ints([-1]), builder.add('Shape', [first])], { axis: 0 })
  const laterFrames = builder.add('Reshape', [later, frameShape])
  const firstFrame = builder.add('Unsqueeze', [first, builder.ints([0])])
  const all = builder.add('Concat', [firstFrame, laterFrames], { axis: 0 })
  builder.output('latents', latents(builder, config, all), 'float32', [1, z, 'T', 'h', 'w'])
  return builder.build()
}

function imageSource(builder: GraphBuilder): PixelSource {
  const image = builder.input('first_frame', 'float32', [1, IMAGE_CHANNELS, 'H', 'W'])
  const firstFrame = builder.add('Unsqueeze', [image, builder.ints([2])])
  const resolution = resolutionOf(builder, firstFrame, 'pixels')
  const grey = zeros(builder, [1, IMAGE_CHANNELS, FRAMES_PER_LATENT], resolution)
  return { firstFrame, chunkCount: builder.input('chunk_count', 'int64', []), chunk: () => grey }
}

function videoSource(builder: GraphBuilder): PixelSource {
  const video = builder.input('video', 'float32', [1, IMAGE_CHANNELS, 'F', 'H', 'W'])
  const range = (scope: GraphScope, start: Value, end: Value) =>
    scope.add('Slice', [video, start, end, scope.ints([2])])
  const frameCount = builder.add('Squeeze', [builder.add('Shape', [video], { start: 2, end: 3 })])
  const laterFrames = builder.add('Sub', [frameCount, builder.int(1)])
  return {
    firstFrame: range(builder, builder.ints([0]), builder.ints([1])),
    chunkCount: builder.add('Div', [laterFrames, builder.int(FRAMES_PER_LATENT)]),
    chunk: (scope, iteration) => {
      const skipped = scope.add('Mul', [iteration, scope.int(FRAMES_PER_LATENT)])
      const start = scope.add('Unsqueeze', [scope.add('Add', [skipped, scope.int(1)]), scope.ints([0])])
      return range(scope, start, scope.add('Add', [start, scope.ints([FRAMES_PER_LATENT])]))
    },
  }
}

/** One frame (first chunk) or four frames [1, 3, 4, H, W] to the moments of one latent frame, [1, 2z, 1, h, w]. */
function encode(
  chunk: Chunk,
  config: VaeConfig,
  resolutions: readonly Resolution[],
  pixels: Value,
): Features {
  const [pixelResolution] = resolutions
  if (!pixelResolution) throw new Error('the encoder has no stages')
  const input = {
    value: pixels,
    channels: IMAGE_CHANNELS,
    frames: chunk.iteration === undefined ? 1 : FRAMES_PER_LATENT,
    resolution: pixelResolution,
  }
  let features: Features = causalConvolution(chunk, 'encoder.conv_in', input, config.encoderChannels)
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
  features = midBlock(chunk, 'encoder.mid_block', features)
  features = normaliseAndActivate(chunk, 'encoder.norm_out', features)
  return causalConvolution(chunk, 'encoder.conv_out', features, 2 * config.latentChannels)
}

/**
 * Moments [T, 2z, h, w] to normalised latents [1, z, T, h, w]: the mode is the mean, the first z channels; the
 * others, the log-variance, do not matter.
 */
function latents(builder: GraphBuilder, config: VaeConfig, moments: Value): Value {
  const z = config.latentChannels
  const mixed = builder.add('Conv', [
    moments,
    builder.weight('quant_conv.weight', [2 * z, 2 * z, 1, 1, 1], [2 * z, 2 * z, 1, 1]),
    builder.weight('quant_conv.bias', [2 * z]),
  ])
  const mode = builder.add('Slice', [mixed, builder.ints([0]), builder.ints([z]), builder.ints([1])])
  const centred = builder.add('Sub', [mode, builder.floats(config.latentsMean, [z, 1, 1])])
  const normalised = builder.add('Div', [centred, builder.floats(config.latentsStd, [z, 1, 1])])
  const framesLater = builder.add('Transpose', [normalised], { perm: [1, 0, 2, 3] })
  return builder.add('Unsqueeze', [framesLater, builder.ints([0])])
}
