import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import type { RgbImage } from '#worker/wan/image/rgb-image.ts'

/** Largest image that is decoded, in pixels: 4096 × 4096, far above any video frame. */
const MAX_PIXELS = 4096 * 4096

/**
 * Reads an image file as 8-bit RGB; an alpha channel is dropped.
 *
 * @throws Error when the file cannot be read or decoded, or has another size than expected.
 */
export async function readRgbImage(
  path: string,
  expected: { readonly width: number; readonly height: number },
): Promise<RgbImage> {
  // libvips caches by path and would miss that a file was rewritten, so it receives the bytes.
  const { data, info } = await sharp(await readFile(path), { limitInputPixels: MAX_PIXELS })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  if (info.width !== expected.width || info.height !== expected.height)
    throw new Error(
      `the input image is ${info.width}x${info.height}; the request is for ${expected.width}x${expected.height}`,
    )
  return { width: info.width, height: info.height, data }
}

/** Writes 8-bit RGB as a PNG file. @throws Error when the file cannot be written. */
export async function writeRgbPng(path: string, { width, height, data }: RgbImage): Promise<void> {
  await sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toFile(path)
}
