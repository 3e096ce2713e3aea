import { fieldsOf } from '#worker/wan/folder/config/json-fields.ts'
import { resizeBicubic } from './resize.ts'
import { type RgbImage } from './rgb-image.ts'

/** What image_processor/preprocessor_config.json says. */
export interface ClipPreprocessing {
  /** Side of the square that the image encoder sees, in pixels. */
  readonly size: number
  /** Per channel, for values in 0 … 1. */
  readonly mean: readonly number[]
  readonly std: readonly number[]
}

/** Reads a parsed preprocessor_config.json. Throws an Error that names the key for another way of resizing, cropping or scaling. */
export function parseClipPreprocessing(json: unknown): ClipPreprocessing {
  const fields = fieldsOf(json)
  const values = new Map(Object.entries(json as Readonly<Record<string, unknown>>))
  const numbers = (key: string) => {
    const value = values.get(key)
    const fine = Array.isArray(value) && value.length === 3 && value.every((item) => Number.isFinite(item))
    return fine ? (value as number[]) : fields.refuse(key, 'three numbers')
  }
  // Older files have plain numbers where newer ones have objects.
  const side = (key: string, part: string): number =>
    typeof values.get(key) === 'number' ? fields.count(key) : fields.object(key).count(part)
  const size = side('size', 'shortest_edge')
  if (side('crop_size', 'height') !== size) fields.refuse('crop_size', `${size}, as size`)
  if (values.get('resample') !== 3) fields.refuse('resample', '3 (bicubic)')
  for (const key of ['do_resize', 'do_center_crop', 'do_rescale', 'do_normalize']) {
    if (!(values.get(key) ?? true)) fields.refuse(key, 'true')
  }
  if (Math.abs(Number(values.get('rescale_factor') ?? 1 / 255) - 1 / 255) > 1e-9)
    fields.refuse('rescale_factor', '1/255')
  return { size, mean: numbers('image_mean'), std: numbers('image_std') }
}

const CHANNELS = 3
const fround = Math.fround

/**
 * An image as CLIP sees it, float32 [1, 3, size, size]: shortest edge resized to `size` (bicubic with antialiasing), centre cropped, scaled
 * to 0 … 1 and normalised. As transformers' CLIPImageProcessor with Pillow computes it.
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

/** The 8-bit stage of {@link clipPixels}: shortest edge to `size`, the long one rounded down, and the middle square of that. */
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

/** An image as the VAE encoder takes it, float32 [1, 3, height, width] in [-1, 1]. */
export function vaePixels({ width, height, data }: RgbImage): Float32Array {
  const area = width * height
  const levels = Float32Array.from({ length: 256 }, (_, level) => fround(level / 255) * 2 - 1)
  const pixels = new Float32Array(CHANNELS * area)
  for (let channel = 0; channel < CHANNELS; channel++) {
    for (let i = 0; i < area; i++) pixels[channel * area + i] = levels[data[i * CHANNELS + channel]!]!
  }
  return pixels
}
