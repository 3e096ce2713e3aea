import { type ComponentConfig } from './config.ts'
import { createGraphBuilder, type Value } from './graph-builder.ts'
import { type Graph } from './graph.ts'
import { type SafetensorsIndex } from './safetensors.ts'
import { causalConvolution, midBlock, normaliseAndActivate, residualBlock, upsample } from './vae-blocks.ts'
import { IMAGE_CHANNELS, readVaeConfig, type VaeConfig } from './vae-config.ts'
import { resolutionOf, streamChunks, type Chunk, type Features, type Resolution } from './vae-stream.ts'

/**
 * The decoder of the Wan2.1 video autoencoder: `latents` float32 [1, z, T, h, w], de-normalised (latent * std +
 * mean), to `frames` float32 [1 + 4(T-1), 8h, 8w, 3] in [-1, 1]. T >= 1, h and w are free. One latent frame is
 * decoded at a time, in a Loop after the first, so that besides the output only what one frame needs is in
 * memory.
 *
 * Topology of WanDecoder3d in huggingface/diffusers, models/autoencoders/autoencoder_kl_wan.py. Throws
 * ConfigError for another autoencoder, WeightsError when a tensor is missing or of another shape than the
 * configuration says.
 */
export function buildVaeDecoderGraph(componentConfig: ComponentConfig, weights: SafetensorsIndex): Graph {
  const config = readVaeConfig(componentConfig)
  const builder = createGraphBuilder({ name: 'vae_decoder', weights })
  const z = config.latentChannels
  const latents = builder.input('latents', 'float32', [1, z, 'T', 'h', 'w'])
  const mixed = builder.add('Conv', [
    latents,
    builder.weight('post_quant_conv.weight', [z, z, 1, 1, 1]),
    builder.weight('post_quant_conv.bias', [z]),
  ])
  const resolutions = config.channelMultipliers.map((_, stage) =>
    resolutionOf(builder, latents, `decoder${stage}`, { multiply: 2 ** stage }),
  )
  const frameCount = builder.add('Squeeze', [builder.add('Shape', [latents], { start: 2, end: 3 })])
  const { first, later } = streamChunks(
    builder,
    builder.add('Sub', [frameCount, builder.int(1)]),
    (chunk) => {
      const { scope, iteration } = chunk
      const index = iteration === undefined ? scope.int(0) : scope.add('Add', [iteration, scope.int(1)])
      const frame = scope.add('Gather', [mixed, index], { axis: 2 })
      const features = decode(chunk, config, resolutions, scope.add('Unsqueeze', [frame, scope.ints([2])]))
      const clamped = scope.add('Clip', [features.value, scope.float(-1), scope.float(1)])
      const channelsLast = scope.add('Transpose', [clamped], { perm: [0, 2, 3, 4, 1] })
      return {
        value: scope.add('Squeeze', [channelsLast, scope.ints([0])]),
        type: scope.dtype,
        dims: [features.frames, ...features.resolution.dims, IMAGE_CHANNELS],
      }
    },
  )
  // [T-1, 4, H, W, 3] to [4(T-1), H, W, 3], spelled out: without iterations the Loop knows neither H nor W.
  const imageShape = builder.add('Shape', [first], { start: 1 })
  const frameShape = builder.add('Concat', [builder.ints([-1]), imageShape], { axis: 0 })
  const laterFrames = builder.add('Reshape', [later, frameShape])
  const frames = builder.add('Concat', [first, laterFrames], { axis: 0 })
  builder.output('frames', frames, 'float32', ['F', 'H', 'W', IMAGE_CHANNELS])
  return builder.build()
}

/** One latent frame [1, z, 1, h, w] to one (first chunk) or four frames of pixels. */
function decode(chunk: Chunk, config: VaeConfig, resolutions: readonly Resolution[], frame: Value): Features {
  const [latentResolution] = resolutions
  if (!latentResolution) throw new Error('the decoder has no stages')
  const stages = config.channelMultipliers.toReversed().map((multiplier, stage) => ({
    channels: config.decoderChannels * multiplier,
    temporal: config.temporalDownsample.toReversed()[stage] ?? false,
    next: resolutions[stage + 1],
  }))
  const latent = { value: frame, channels: config.latentChannels, frames: 1, resolution: latentResolution }
  const inputChannels = stages[0]?.channels ?? 0
  let features: Features = causalConvolution(chunk, 'decoder.conv_in', latent, inputChannels)
  features = midBlock(chunk, 'decoder.mid_block', features)
  for (const [stage, { channels, temporal, next }] of stages.entries()) {
    const layer = `decoder.up_blocks.${stage}`
    for (let block = 0; block <= config.blocksPerStage; block++) {
      features = residualBlock(chunk, `${layer}.resnets.${block}`, features, channels)
    }
    if (next) features = upsample(chunk, `${layer}.upsamplers.0`, features, next, temporal)
  }
  features = normaliseAndActivate(chunk, 'decoder.norm_out', features)
  return causalConvolution(chunk, 'decoder.conv_out', features, IMAGE_CHANNELS)
}
