/** Pixel frames per latent frame after the first, which is one pixel frame. */
const TEMPORAL_COMPRESSION = 4
/** A transformer token covers 1 × 2 × 2 latent positions (frame, row, column). */
export const PATCH_SIDE = 2
const PATCH_AREA = PATCH_SIDE * PATCH_SIDE
/** One mask channel for each of the pixel frames that share a latent frame. */
export const MASK_CHANNELS = TEMPORAL_COMPRESSION

/** Sizes of a latent video, in latent positions; its values lie in the order [channels, frames, height, width]. */
export interface LatentShape {
  readonly channels: number
  readonly frames: number
  readonly height: number
  readonly width: number
}

/** What an autoencoder makes of pixels. */
export interface LatentSpace {
  readonly channels: number
  /** Per channel: the transformer's latents are (autoencoder's latents - mean) / std. */
  readonly mean: readonly number[]
  readonly std: readonly number[]
  /** Pixels per latent position on each side: 8, or 16 in Wan2.2-TI2V-5B. */
  readonly spatialCompression: number
}

/** Width and height in pixels, frames in pixel frames. */
export interface VideoSize {
  readonly width: number
  readonly height: number
  readonly frames: number
}

/**
 * The latent video of a pixel video: T = (frames - 1) / 4 + 1 frames, sides divided by the compression. Throws when frames is not 4n + 1 or a
 * side not a multiple of twice the compression.
 */
export function latentShape(
  { width, height, frames }: VideoSize,
  { channels, spatialCompression }: Pick<LatentSpace, 'channels' | 'spatialCompression'>,
): LatentShape {
  const side = spatialCompression * PATCH_SIDE
  const isSize = (value: number, step: number) => Number.isInteger(value) && value > 0 && value % step === 0
  if (!isSize(width, side) || !isSize(height, side)) {
    throw new RangeError(`size ${width}x${height} is not in whole multiples of ${side}`)
  }
  if (!isSize(frames + TEMPORAL_COMPRESSION - 1, TEMPORAL_COMPRESSION)) {
    throw new RangeError(`${frames} frames: expected 4n + 1`)
  }
  return {
    channels,
    frames: (frames - 1) / TEMPORAL_COMPRESSION + 1,
    height: height / spatialCompression,
    width: width / spatialCompression,
  }
}

/** Latent positions of all frames and channels. */
export function valueCount({ channels, frames, height, width }: LatentShape): number {
  return channels * frames * height * width
}

/** Tokens that the transformer sees: frames × height / 2 × width / 2. */
export function tokenCount({ frames, height, width }: LatentShape): number {
  return (frames * height * width) / PATCH_AREA
}

/**
 * Writes the latent video `values` into the transformer's input `patches` [tokens, patchChannels × 4]: token order (frame, row, column);
 * feature order (channel, row in patch, column in patch), the video's channels from `firstChannel` on. What lies beside those features is
 * kept, so of an input of noise and condition only the noise has to be written at each step.
 */
export function patchify(
  values: Float32Array,
  shape: LatentShape,
  patches: Float32Array,
  patchChannels: number,
  firstChannel: number,
): void {
  const features = patchChannels * PATCH_AREA
  forEachPatchRow(shape, (channel, rowInPatch, sourceRow, firstToken) => {
    let target = firstToken * features + (firstChannel + channel) * PATCH_AREA + rowInPatch * PATCH_SIDE
    for (let x = 0; x < shape.width; x += PATCH_SIDE, target += features) {
      patches[target] = values[sourceRow + x]!
      patches[target + 1] = values[sourceRow + x + 1]!
    }
  })
}

/** The transformer's output [tokens, 4 × channels], feature order (row in patch, column in patch, channel), as a video [channels, frames, height, width]. */
export function unpatchify(patches: Float32Array, shape: LatentShape): Float32Array {
  const values = new Float32Array(valueCount(shape))
  const { channels } = shape
  const features = channels * PATCH_AREA
  forEachPatchRow(shape, (channel, rowInPatch, targetRow, firstToken) => {
    let source = firstToken * features + rowInPatch * PATCH_SIDE * channels + channel
    for (let x = 0; x < shape.width; x += PATCH_SIDE, source += features) {
      values[targetRow + x] = patches[source]!
      values[targetRow + x + 1] = patches[source + channels]!
    }
  })
  return values
}

/** Visits each row of each channel and frame: where it starts in the video, and the first token of its patches. */
function forEachPatchRow(
  { channels, frames, height, width }: LatentShape,
  visit: (channel: number, rowInPatch: number, rowStart: number, firstToken: number) => void,
): void {
  const tokensPerRow = width / PATCH_SIDE
  const tokensPerFrame = (height / PATCH_SIDE) * tokensPerRow
  for (let channel = 0; channel < channels; channel++) {
    for (let frame = 0; frame < frames; frame++) {
      for (let y = 0; y < height; y++) {
        const rowStart = ((channel * frames + frame) * height + y) * width
        const rowInPatch = y % PATCH_SIDE
        const firstToken = frame * tokensPerFrame + ((y - rowInPatch) / PATCH_SIDE) * tokensPerRow
        visit(channel, rowInPatch, rowStart, firstToken)
      }
    }
  }
}

/**
 * What an image-to-video transformer is shown beside the noise, [4 + channels, frames, height, width]: four mask channels, then the latents
 * of the given pictures with grey frames between. A mask channel is 1 where the pixel frame that it stands for is given, else 0: all four on
 * latent frame 0, which is one pixel frame, and with a last frame the fourth on the last latent frame. Source: diffusers,
 * pipelines/wan/pipeline_wan_i2v.py, prepare_latents.
 */
export function imageCondition(
  imageLatents: Float32Array,
  shape: LatentShape,
  hasLastFrame: boolean,
): Float32Array {
  const perFrame = shape.height * shape.width
  const perMask = shape.frames * perFrame
  const condition = new Float32Array(MASK_CHANNELS * perMask + imageLatents.length)
  for (let mask = 0; mask < MASK_CHANNELS; mask++)
    condition.fill(1, mask * perMask, mask * perMask + perFrame)
  const end = MASK_CHANNELS * perMask
  if (hasLastFrame) condition.fill(1, end - perFrame, end)
  condition.set(imageLatents, end)
  return condition
}

/** A copy of `latents` whose first frame, in every channel, is `firstFrame` [channels, 1, height, width]. */
export function withFirstFrame(
  latents: Float32Array,
  firstFrame: Float32Array,
  { channels, frames, height, width }: LatentShape,
): Float32Array {
  const perFrame = height * width
  if (firstFrame.length !== channels * perFrame) {
    throw new RangeError(`first frame of ${firstFrame.length} values, expected ${channels * perFrame}`)
  }
  const values = latents.slice()
  for (let channel = 0; channel < channels; channel++) {
    const frame = firstFrame.subarray(channel * perFrame, (channel + 1) * perFrame)
    values.set(frame, channel * frames * perFrame)
  }
  return values
}

/** Latents as the VAE decoder takes them: z · std + mean, with one mean and std per channel. */
export function denormalise(
  latents: Float32Array,
  { channels, mean, std }: Pick<LatentSpace, 'channels' | 'mean' | 'std'>,
): Float32Array {
  const perChannel = latents.length / channels
  return latents.map((value, i) => {
    const channel = Math.floor(i / perChannel)
    return value * std[channel]! + mean[channel]!
  })
}
