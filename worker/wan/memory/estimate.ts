import { type ComponentConfig, readConfig } from '#worker/graphs/config.ts'
import { type FloatType } from '#worker/graphs/onnx/builder.ts'
import { readTransformerConfig } from '#worker/graphs/transformer/config.ts'
import { readVaeConfig, type VaeConfig } from '#worker/graphs/vae/config.ts'

/** The parts of a run's size that its memory depends on. */
export interface Workload {
  /** Width × height of the video. */
  readonly pixels: number
  /** Pixel frames, 4n + 1. */
  readonly frames: number
}

/** Peak bytes of a forward beside the weights. Grows with both numbers of the workload. */
export type ActivationBytes = (workload: Workload) => number

/** The same when pictures are worked on in tiles of at most `side` pixels. */
export type TiledBytes = (workload: Workload, side: number) => number

/*
 * ONNX Runtime frees a value after its last reader, so a peak is the largest set of values that are
 * alive together. Which these are follows from the graphs; how often the large ones exist at once
 * is measured, on the CPU in float32, with the arena and the caching of malloc off, as the growth
 * of the process over the memory before the forward (MiB):
 *
 * | forward                                                          | measured | estimated |
 * | ---------------------------------------------------------------- | -------- | --------- |
 * | decoder, 8 channels at full size, 320x320, 9 frames              |      318 |       327 |
 * | the same, 17 frames                                              |      323 |       332 |
 * | the same, 81 frames                                              |      362 |       370 |
 * | decoder, 24 channels, 192x192, 9 frames                          |      354 |       349 |
 * | encoder, 8 channels, 320x320, 9 frames                           |      201 |       212 |
 * | transformer, dim 96, ffn 256, 5,120 tokens                       |       29 |        30 |
 * | transformer, dim 768, ffn 3,072, for each further 1,024 tokens   |       45 |        49 |
 *
 * Nothing of it was measured on CUDA, where the same values exist; workspaces of cuDNN come on top
 * (plan.ts).
 */

const FLOAT_BYTES = 4
const RGB_CHANNELS = 3
const TEXT_TOKENS = 512
const HISTORY_FRAMES = 2
const CHUNK_FRAMES = 4

const bytesOf = (type: FloatType): number => (type === 'float32' ? 4 : 2)
const latentFrames = (frames: number): number => (frames - 1) / CHUNK_FRAMES + 1

/**
 * Activations of the diffusion transformer. A token has `dim` values in the residual stream, in
 * query, key and value, and in their normed and rotated copies, and twice `ffn_dim` around the
 * activation function; attention keeps no scores (flash kernels). In two-byte builds the residual
 * stream and the rotation still have four bytes.
 */
export function transformerActivations(
  config: ComponentConfig,
  { dtype, tokenPixels }: { readonly dtype: FloatType; readonly tokenPixels: number },
): ActivationBytes {
  const { dim, ffnDim, headDim, inChannels, outChannels } = readTransformerConfig(config)
  const stream = dtype === 'float32' ? 32 * dim : 20 * dim
  const inputs = (4 * (inChannels + outChannels) + headDim) * FLOAT_BYTES
  const perToken = stream + 2 * ffnDim * bytesOf(dtype) + inputs
  return ({ pixels, frames }) => latentFrames(frames) * (pixels / tokenPixels) * perToken
}

/**
 * Activations of UMT5 at its fixed length L: like a transformer's, plus the scores of all heads
 * [heads, L, L] and their bias.
 */
export function textEncoderActivations(config: ComponentConfig): ActivationBytes {
  const read = readConfig('text_encoder', config)
  const perToken = 8 * read.size('d_model') + 3 * read.size('d_ff') + 3 * read.size('num_heads') * TEXT_TOKENS
  return () => TEXT_TOKENS * perToken * FLOAT_BYTES
}

/** Activations of CLIP's vision tower for one image: like a transformer's. */
export function imageEncoderActivations(config: ComponentConfig): ActivationBytes {
  const read = readConfig('image_encoder', config)
  const tokens = Math.floor(read.size('image_size', 224) / read.size('patch_size')) ** 2 + 1
  const perToken = 10 * read.size('hidden_size') + 2 * read.size('intermediate_size')
  return () => tokens * perToken * FLOAT_BYTES
}

/**
 * Values per pixel of the video that a chunk of a streaming convolutional network keeps and makes.
 */
export interface StreamSizes {
  /** The last frames of every causal convolution's input, kept for the next chunk. */
  readonly history: number
  /** The largest single feature map of a chunk. */
  readonly largest: number
}

/**
 * Copies of the history alive at once: the loop's first state, and before and after an iteration.
 */
const HISTORY_COPIES = 3.2
/**
 * Bytes of the feature maps alive together, per value of the largest; norms are computed in
 * float32.
 */
const LIVE_BYTES = { float32: 12, half: 10 }

const streamBytes = ({ history, largest }: StreamSizes, dtype: FloatType): number =>
  HISTORY_COPIES * history * bytesOf(dtype) +
  largest * (dtype === 'float32' ? LIVE_BYTES.float32 : LIVE_BYTES.half)

/**
 * Activations of the video autoencoder's decoder. The output pixels are bytes and exist twice while
 * they are put together.
 */
export function vaeDecoderActivations(config: ComponentConfig, dtype: FloatType): ActivationBytes {
  const perPixel = streamBytes(decoderStream(readVaeConfig(config)), dtype)
  return ({ pixels, frames }) => pixels * (perPixel + 2 * frames * RGB_CHANNELS)
}

/** Copies of a tile's frames in float32: two while they are put together, and the host's. */
const TILE_FRAME_COPIES = 3

/** Activations of the decoder in tiles, with the bytes of the whole frames. */
export function vaeDecoderTiles(config: ComponentConfig, dtype: FloatType): TiledBytes {
  const perPixel = streamBytes(decoderStream(readVaeConfig(config)), dtype)
  return ({ pixels, frames }, side) => {
    const framesOf = (count: number) => count * frames * RGB_CHANNELS
    const tile = Math.min(pixels, side ** 2)
    return tile * perPixel + framesOf(tile) * TILE_FRAME_COPIES * FLOAT_BYTES + framesOf(pixels)
  }
}

/**
 * Activations of the encoder for a clip of one or two given images, whose other frames the graph
 * makes; or, with `single`, for one image, which has no history.
 */
export function vaeEncoderActivations(
  config: ComponentConfig,
  { dtype, single }: { readonly dtype: FloatType; readonly single: boolean },
): ActivationBytes {
  const { history, largest } = encoderStream(readVaeConfig(config))
  const sizes = single ? { history: 0, largest: largest / 2 } : { history, largest }
  const perPixel = streamBytes(sizes, dtype) + 2 * RGB_CHANNELS * FLOAT_BYTES
  return ({ pixels }) => pixels * perPixel
}

/**
 * Sizes of the decoder, from the latent up; causal convolutions keep two frames of their input.
 * Layout and frame counts are those of WanDecoder3d (huggingface/diffusers,
 * models/autoencoders/autoencoder_kl_wan.py), which has 32 of them.
 */
export function decoderStream(config: VaeConfig): StreamSizes {
  const { channelMultipliers, temporalDownsample, decoderChannels: base } = config
  const stages = channelMultipliers.toReversed().map((multiplier) => base * multiplier)
  let area = 1 / config.spatialCompression ** 2
  let frames = 1
  let channels = stages[0] ?? base
  let history = (config.latentChannels + 4 * channels) * HISTORY_FRAMES * area
  let largest = 0
  for (const [stage, out] of stages.entries()) {
    for (let block = 0; block <= config.blocksPerStage; block++, channels = out)
      history += (channels + out) * HISTORY_FRAMES * area
    largest = Math.max(largest, out * (frames + HISTORY_FRAMES) * area)
    if (stage === stages.length - 1) continue
    if (temporalDownsample.toReversed()[stage]) {
      history += out * HISTORY_FRAMES * area
      frames *= 2
    }
    area *= 4
    largest = Math.max(largest, out * frames * area)
    channels = config.residual ? out : out / 2
  }
  return { history: history + channels * HISTORY_FRAMES * area, largest }
}

/**
 * Sizes of the encoder, from the pixels down, four frames at a time; its two convolutions over time
 * keep one frame.
 */
export function encoderStream(config: VaeConfig): StreamSizes {
  const { channelMultipliers, temporalDownsample, encoderChannels: base } = config
  let area = 1 / config.patchSize ** 2
  let frames = CHUNK_FRAMES
  let channels = base
  let history = config.imageChannels * HISTORY_FRAMES * area
  let largest = 0
  for (const [stage, multiplier] of channelMultipliers.entries()) {
    const out = base * multiplier
    for (let block = 0; block < config.blocksPerStage; block++, channels = out)
      history += (channels + out) * HISTORY_FRAMES * area
    largest = Math.max(largest, out * (frames + HISTORY_FRAMES) * area)
    if (stage === channelMultipliers.length - 1) continue
    area /= 4
    if (temporalDownsample[stage]) {
      history += channels * area
      frames /= 2
    }
  }
  return { history: history + 5 * channels * HISTORY_FRAMES * area, largest }
}
