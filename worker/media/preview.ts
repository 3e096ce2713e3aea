import sharp from 'sharp'
import type { RgbImage } from '#worker/wan/image/rgb-image.ts'

/** Pixels of the preview per pixel of the image, on each side. */
const ENLARGEMENT = 4
const MAX_SIDE = 512
/** Of a picture that another server made. */
const MAX_PIXELS = 4096 * 4096
const QUALITY = 70

/**
 * Writes an image as WebP, enlarged four times to at most 512 pixels on its longer side; 5 to 20
 * kB.
 */
export async function writePreview(image: RgbImage, path: string): Promise<void> {
  const scale = Math.min(ENLARGEMENT, MAX_SIDE / Math.max(image.width, image.height))
  await sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } })
    .resize(Math.round(image.width * scale), Math.round(image.height * scale), {
      fit: 'fill',
      kernel: 'cubic',
    })
    .webp({ quality: QUALITY, effort: 2 })
    .toFile(path)
}

/**
 * Writes a picture, a file or its bytes, as a preview into a file. False when it cannot be decoded.
 */
export async function writePreviewOf(picture: string | Buffer, path: string): Promise<boolean> {
  try {
    await sharp(picture, { limitInputPixels: MAX_PIXELS })
      .resize(MAX_SIDE, MAX_SIDE, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: QUALITY, effort: 2 })
      .toFile(path)
    return true
  } catch {
    return false
  }
}
