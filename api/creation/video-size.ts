/** A size in pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** Limits of an automatic size, in pixels. */
export interface AutoSizeLimits {
  /** Width × height to aim at and never to exceed. */
  readonly area: number
  /** Width and height are whole multiples of it. */
  readonly multiple: number
  /** The least length of a side: panoramas are cropped to it instead of becoming slivers. */
  readonly minSide: number
}

/** Latent frames after the first stand for four pixel frames each. */
export const FRAMES_PER_LATENT = 4

/**
 * The size that keeps an image's aspect ratio a = height / width at the given area, in pixels: the
 * sides √(area · a) and √(area / a), each rounded to a whole number and then down to a multiple.
 * This is the rule of diffusers (pipelines/wan/pipeline_wan_i2v.py, the example). Without the first
 * rounding, which the Wan repository lacks, an image of exactly 832×480 would become 832×464 at the
 * area 832 · 480, because the root is 479.99999999999994.
 */
export function autoSize(image: Size, { area, multiple, minSide }: AutoSizeLimits): Size {
  const ratio = image.height / image.width
  const downToMultiple = (length: number) => Math.floor(length / multiple) * multiple
  const smallest = Math.ceil(minSide / multiple) * multiple
  const side = (length: number) => Math.max(smallest, downToMultiple(Math.round(length)))
  const width = side(Math.sqrt(area / ratio))
  const height = side(Math.sqrt(area * ratio))
  if (width * height <= area) return { width, height }
  // A short side was raised to the smallest one, or both were rounded up: the long side gives way.
  return width > height
    ? { width: downToMultiple(area / height), height }
    : { width, height: downToMultiple(area / width) }
}

/**
 * The number of frames that a request for this many gets: 4n + 1, at least 1, rounded as in
 * diffusers (80 → 81, 82 → 81, 83 → 81, 84 → 85).
 */
export function roundFrames(frames: number): number {
  if (frames % FRAMES_PER_LATENT === 1) return frames
  return Math.max(1, Math.floor(frames / FRAMES_PER_LATENT) * FRAMES_PER_LATENT + 1)
}
