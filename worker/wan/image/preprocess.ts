import { resizeBicubic } from './resize.ts'
import { type RgbImage } from './rgb-image.ts'

/** How images are prepared for CLIP, as image_processor/preprocessor_config.json states it. */
export interface ClipPreprocessing {
  /** Side of the square that the image encoder sees, in pixels. */
  readonly size: number
  /** Per channel, for values in 0 … 1. */
  readonly mean: readonly number[]
  readonly std: readonly number[]
}

const CHANNELS = 3
const fround = Math.fround

/**
 * CLIP's input, float32 [1, 3, size, size]: shortest edge resized to `size` (bicubic with
 * antialiasing), centre cropped, scaled to 0 … 1 and normalised, as transformers'
 * CLIPImageProcessor computes it with Pillow.
 */
export function clipPixels(image: RgbImage, { size, mean, std }: ClipPreprocessing): Float32Array {
  const { data } = clipCrop(image, size)
  const area = size * size
  const pixels = new Float32Array(CHANNELS * area)
  for (let channel = 0; channel < CHANNELS; channel++) {
    const levels = Float32Array.from(
      { length: 256 },
      (_, level) => (fround(level / 255) - fround(mean[channel]!)) / fround(std[channel]!),
    )
    for (let i = 0; i < area; i++) pixels[channel * area + i] = levels[data[i * CHANNELS + channel]!]!
  }
  return pixels
}

/**
 * The 8-bit stage of {@link clipPixels}: the image with its shortest edge resized to `size` and the
 * long one rounded down, cropped to the middle square.
 */
export function clipCrop(image: RgbImage, size: number): RgbImage {
  const shortest = Math.min(image.width, image.height)
  const edge = (length: number) => (length === shortest ? size : Math.floor((size * length) / shortest))
  const resized = resizeBicubic(image, edge(image.width), edge(image.height))
  const left = Math.floor((resized.width - size) / 2)
  const top = Math.floor((resized.height - size) / 2)
  const data = new Uint8Array(size * size * CHANNELS)
  for (let y = 0; y < size; y++) {
    const start = ((top + y) * resized.width + left) * CHANNELS
    data.set(resized.data.subarray(start, start + size * CHANNELS), y * size * CHANNELS)
  }
  return { width: size, height: size, data }
}

/** The VAE encoder's input, float32 [1, 3, height, width] in [-1, 1]. */
export function vaePixels({ width, height, data }: RgbImage): Float32Array {
  const area = width * height
  const levels = Float32Array.from({ length: 256 }, (_, level) => fround(level / 255) * 2 - 1)
  const pixels = new Float32Array(CHANNELS * area)
  for (let channel = 0; channel < CHANNELS; channel++) {
    for (let i = 0; i < area; i++) pixels[channel * area + i] = levels[data[i * CHANNELS + channel]!]!
  }
  return pixels
}
