import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import type { RgbImage } from '#worker/wan/image/rgb-image.ts'

/** At most this many pixels are decoded: 4096 x 4096, far above any video frame. */
const MAX_PIXELS = 4096 * 4096

/**
 * Reads an image file as 8-bit RGB; alpha, if any, is dropped.
 *
 * @throws Error when the file cannot be read or decoded, or has another size than expected.
 */
export async function readRgbImage(
  path: string,
  expected: { readonly width: number; readonly height: number },
): Promise<RgbImage> {
  // By bytes and not by path: libvips caches by file name and would not notice that a file was
  // written anew.
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
