import type { RunSize } from '#core/task/parameters.ts'

/** Pixel frames per latent frame after the first one, which stands for one pixel frame. */
const TEMPORAL_COMPRESSION = 4
/** A transformer token covers 1 × 2 × 2 latent positions (frame, row, column). */
export const PATCH_SIDE = 2
const PATCH_AREA = PATCH_SIDE * PATCH_SIDE
/** One mask channel for each pixel frame that shares a latent frame. */
export const MASK_CHANNELS = TEMPORAL_COMPRESSION

/**
 * Sizes of a latent video in latent positions; values lie in the order [channels, frames, height,
 * width].
 */
export interface LatentShape {
  readonly channels: number
  readonly frames: number
  readonly height: number
  readonly width: number
}

/** The latent space of an autoencoder. */
export interface LatentSpace {
  readonly channels: number
  /** Per channel: the transformer's latents are (autoencoder's latents - mean) / std. */
  readonly mean: readonly number[]
  readonly std: readonly number[]
  /** Pixels per latent position on each side: 8, or 16 in Wan2.2-TI2V-5B. */
  readonly spatialCompression: number
  /** Side of the squares of pixels that the autoencoder's network sees as one position: 1 or 2. */
  readonly patchSize: number
}

/**
 * The latent shape of a pixel video: T = (frames - 1) / 4 + 1 frames, sides divided by the
 * compression.
 *
 * @throws RangeError when `frames` is not 4n + 1 or a side is not a multiple of twice the
 *   compression.
 */
export function latentShape(
  { width, height, frames }: RunSize,
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

/** Values of a latent video: latent positions of all frames and channels. */
export function valueCount({ channels, frames, height, width }: LatentShape): number {
  return channels * frames * height * width
}

/** Tokens of a latent video: frames × height / 2 × width / 2. */
export function tokenCount({ frames, height, width }: LatentShape): number {
  return (frames * height * width) / PATCH_AREA
}
