/** Decoded frames, one at a time. */
export interface DecodedVideo {
  readonly frameCount: number
  readonly width: number
  readonly height: number
  /**
   * Frame `index` as packed RGB, 8 bits per channel, rows from the top: height × width × 3 bytes
   * (ffmpeg's rgb24). A view of the video's bytes.
   */
  frame(index: number): Uint8Array
}

/** Frames of the VAE decoder, bytes [frames, height, width, 3]. */
export function decodedVideo(
  pixels: Uint8Array,
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
      return pixels.subarray(index * perFrame, (index + 1) * perFrame)
    },
  }
}
