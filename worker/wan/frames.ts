/** Decoded frames that become bytes one at a time. */
export interface DecodedVideo {
  readonly frameCount: number
  readonly width: number
  readonly height: number
  /** Frame `index` as packed RGB, 8 bits per channel, rows from the top: height × width × 3 bytes (ffmpeg's rgb24). A new array each time. */
  frame(index: number): Uint8Array
}

const fround = Math.fround

/**
 * Frames of the VAE decoder, float32 [frames, height, width, 3] in [-1, 1] (values outside are clamped), as bytes: floor(255 · (x / 2 + ½)).
 * Truncated, not rounded, and in float32, as both the Wan repository and diffusers' `export_to_video` write their videos.
 */
export function decodedVideo(
  pixels: Float32Array,
  [frameCount, height, width]: readonly number[],
): DecodedVideo {
  if (!frameCount || !height || !width || pixels.length !== frameCount * height * width * 3) {
    throw new RangeError(`${pixels.length} values for ${frameCount} frames of ${width}x${height}x3`)
  }
  const perFrame = height * width * 3
  return {
    frameCount,
    width,
    height,
    frame(index) {
      if (!(Number.isInteger(index) && index >= 0 && index < frameCount)) {
        throw new RangeError(`frame ${index} of ${frameCount}`)
      }
      const bytes = new Uint8Array(perFrame)
      const start = index * perFrame
      for (let i = 0; i < perFrame; i++) bytes[i] = toByte(pixels[start + i]!)
      return bytes
    },
  }
}

function toByte(value: number): number {
  const unit = fround(fround(value / 2) + 0.5)
  return Math.trunc(fround(Math.min(Math.max(fround(unit), 0), 1) * 255))
}
