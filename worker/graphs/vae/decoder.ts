import { type ComponentConfig } from '#worker/graphs/config.ts'
import {
  createGraphBuilder,
  type GraphBuilder,
  type GraphScope,
  type Value,
} from '#worker/graphs/onnx/builder.ts'
import { type Graph } from '#worker/graphs/onnx/graph.ts'
import { type SafetensorsIndex } from '#worker/graphs/weights/safetensors.ts'
import { causalConvolution, midBlock, normaliseAndActivate, residualBlock, upsample } from './blocks.ts'
import { IMAGE_CHANNELS, readVaeConfig, type VaeConfig } from './config.ts'
import { type VaeFloatType } from './encoder.ts'
import { toImages } from './patches.ts'
import { residualUpStage, type Stage } from './residual.ts'
import { type Chunk, type Features, type Resolution, resolutionOf, streamChunks } from './stream.ts'

/**
 * Type of the output pixels x in [-1, 1]: unchanged float32; bytes floor(255 (x / 2 + 1/2))
 * computed in float32; or float32 that is not clamped to that range yet, for tiles, which are
 * blended first. Bytes are truncated, not rounded, as in the Wan repository and in diffusers'
 * `export_to_video`.
 */
export type FrameType = 'float32' | 'uint8' | 'unclamped'

export interface VaeDecoderOptions {
  /** Type of everything between input and output; float32 by default. */
  readonly dtype?: VaeFloatType
  /**
   * Type of the output; float32 by default. Several copies of the output exist while its chunks are
   * joined, so bytes save three quarters of that memory.
   */
  readonly frameType?: FrameType
}

/**
 * The graph of the decoder of a video autoencoder, with the topology of WanDecoder3d in
 * huggingface/diffusers, models/autoencoders/autoencoder_kl_wan.py.
 *
 * Input: `latents` float32 [1, z, T, h, w], de-normalised (latent * std + mean), with any T >= 1, h
 * and w. Output: `frames` [1 + 4(T-1), sh, sw, 3] of {@link FrameType}, with s the autoencoder's
 * spatial compression: 16 for Wan2.2-TI2V-5B, 8 for the others. Latent frames are decoded one at a
 * time, in a Loop after the first, so that memory holds only the output and the features of one
 * latent frame.
 *
 * @throws ConfigError for another autoencoder, WeightsError when a tensor is missing or not of the
 *   configured shape.
 */
export function buildVaeDecoderGraph(
  componentConfig: ComponentConfig,
  weights: SafetensorsIndex,
  { dtype = 'float32', frameType = 'float32' }: VaeDecoderOptions = {},
): Graph {
  const config = readVaeConfig(componentConfig)
  const builder = createGraphBuilder({ name: 'vae_decoder', weights, dtype })
  const outputType = frameType === 'uint8' ? 'uint8' : 'float32'
  const z = config.latentChannels
  const latents = builder.input('latents', 'float32', [1, z, 'T', 'h', 'w'])
  const mixed = builder.add('Conv', [
    builder.convert(latents, 'float32', dtype),
    builder.weight('post_quant_conv.weight', [z, z, 1, 1, 1]),
    builder.weight('post_quant_conv.bias', [z]),
  ])
  const enlarged = (name: string, multiply: number) => resolutionOf(builder, latents, name, { multiply })
  const resolutions = config.channelMultipliers.map((_, stage) => enlarged(`decoder${stage}`, 2 ** stage))
  const pixels = enlarged('pixels', config.spatialCompression)
  const frameCount = builder.add('Squeeze', [builder.add('Shape', [latents], { start: 2, end: 3 })])
  const chunkCount = builder.add('Sub', [frameCount, builder.int(1)])
  const { first, later } = streamChunks(builder, chunkCount, (chunk) => {
    const { scope, iteration } = chunk
    const index = iteration === undefined ? scope.int(0) : scope.add('Add', [iteration, scope.int(1)])
    const frame = scope.add('Gather', [mixed, index], { axis: 2 })
    const features = decode(chunk, config, resolutions, scope.add('Unsqueeze', [frame, scope.ints([2])]))
    const clamped =
      frameType === 'unclamped'
        ? features.value
        : scope.add('Clip', [features.value, scope.float(-1), scope.float(1)])
    const value = frameType === 'uint8' ? toBytes(scope, clamped) : scope.convert(clamped, dtype, 'float32')
    return {
      value: toImages(scope, { ...features, value }, config.patchSize, pixels),
      type: outputType,
      dims: [features.frames, ...pixels.dims, IMAGE_CHANNELS],
    }
  })
  const frames = later === undefined ? first : joinFrames(builder, first, later)
  builder.output('frames', frames, outputType, ['F', 'H', 'W', IMAGE_CHANNELS])
  return builder.build()
}

/** Pixels in [-1, 1] of the graph's dtype as bytes. */
function toBytes(scope: GraphScope, clamped: Value): Value {
  const half = scope.float(0.5, 'float32')
  const wide = scope.convert(clamped, scope.dtype, 'float32')
  const unit = scope.add('Add', [scope.add('Mul', [wide, half]), half])
  return scope.cast(scope.add('Mul', [unit, scope.float(255, 'float32')]), 'uint8')
}

/**
 * All frames: `first` followed by `later`, reshaped from [T-1, 4, H, W, 3] to [4(T-1), H, W, 3].
 * The shape is computed from `first`, because a Loop without iterations knows neither H nor W.
 */
function joinFrames(builder: GraphBuilder, first: Value, later: Value): Value {
  const imageShape = builder.add('Shape', [first], { start: 1 })
  const frameShape = builder.add('Concat', [builder.ints([-1]), imageShape], { axis: 0 })
  return builder.add('Concat', [first, builder.add('Reshape', [later, frameShape])], { axis: 0 })
}

/**
 * Decodes one latent frame [1, z, 1, h, w] to one frame in the first chunk and to four in the
 * others. The result is in patches where the autoencoder has them.
 */
function decode(chunk: Chunk, config: VaeConfig, resolutions: readonly Resolution[], frame: Value): Features {
  const [resolution] = resolutions
  if (!resolution) throw new Error('the decoder has no stages')
  const stages = config.channelMultipliers.toReversed().map((multiplier, stage) => ({
    blocks: config.blocksPerStage + 1,
    channels: config.decoderChannels * multiplier,
    temporal: config.temporalDownsample.toReversed()[stage] ?? false,
    next: resolutions[stage + 1],
  }))
  const latent = { value: frame, channels: config.latentChannels, frames: 1, resolution }
  let features: Features = causalConvolution(chunk, 'decoder.conv_in', latent, stages[0]?.channels ?? 0)
  features = midBlock(chunk, 'decoder.mid_block', features)
  const addStage = config.residual ? residualUpStage : plainUpStage
  for (const [index, stage] of stages.entries()) {
    features = addStage(chunk, `decoder.up_blocks.${index}`, features, stage)
  }
  features = normaliseAndActivate(chunk, 'decoder.norm_out', features)
  return causalConvolution(chunk, 'decoder.conv_out', features, config.imageChannels)
}

/** A stage without a shortcut, whose upsampling halves the channels. */
function plainUpStage(chunk: Chunk, layer: string, input: Features, stage: Stage): Features {
  const { blocks, channels, next, temporal } = stage
  let features = input
  for (let block = 0; block < blocks; block++) {
    features = residualBlock(chunk, `${layer}.resnets.${block}`, features, channels)
  }
  return next ? upsample(chunk, `${layer}.upsamplers.0`, features, next, channels / 2, temporal) : features
}
