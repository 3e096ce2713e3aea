import type { Config } from '#core/config/config.ts'
import sharp, { type Metadata, type SharpOptions } from 'sharp'
import { acceptFormat, asStill, formatOf, type InputImageFormat } from './image-format.ts'

/** Limits of an input image before it is resized; the setting MAX_IMAGE_MEGAPIXELS is another. */
export const INPUT_IMAGE_LIMITS = { maxBytes: 10_000_000, minSide: 64 } as const

/** The most pixels of an image of 8 bits. */
export interface PixelLimit {
  readonly maxPixels: number
}
/** What phones and most cameras take at most. */
export const DEFAULT_LIMIT: PixelLimit = { maxPixels: 50_000_000 }

/** The limit that the settings set. */
export const pixelLimitOf = ({ maxImageMegapixels }: Pick<Config, 'maxImageMegapixels'>): PixelLimit => ({
  maxPixels: maxImageMegapixels * 1e6,
})

/** The size in pixels as the image is displayed, after its EXIF orientation is applied. */
export interface InputImageInfo {
  readonly format: InputImageFormat
  readonly width: number
  readonly height: number
  readonly sizeBytes: number
}

/**
 * Why an image cannot be used. The message is for the client and names the limit and what was
 * found.
 */
export class InputImageError extends Error {
  readonly code: 'input_reference_invalid' | 'input_reference_too_large'
  constructor(code: InputImageError['code'], message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause })
    this.name = 'InputImageError'
    this.code = code
  }
}

/** Decoding took longer than any accepted image takes on an idle machine, which is too busy. */
export class DecodeTimeoutError extends Error {}

/**
 * Every libvips loader of sharp's build but those of the accepted formats. Blocking is per process
 * and idempotent. They are named one by one because block-all-then-unblock would, for a moment,
 * refuse a decode that another request has in flight. UltraHDR photos are JPEGs and load as such.
 */
const REFUSED_LOADERS = [
  'VipsForeignLoadCsv',
  'VipsForeignLoadJp2k',
  'VipsForeignLoadMatrix',
  'VipsForeignLoadOpenslide',
  'VipsForeignLoadPdf',
  'VipsForeignLoadSvg',
  'VipsForeignLoadTiff',
  'VipsForeignLoadUhdr',
  'VipsForeignLoadVips',
]

/**
 * `failOn: 'error'` refuses truncated and corrupt data, and accepts what decoders only warn about:
 * 'warning' would refuse photos of several phone makers ("Invalid SOS parameters for sequential
 * JPEG"). Only the first frame of an animation is read.
 */
const DECODE_OPTIONS = { failOn: 'error', pages: 1 } as const satisfies SharpOptions

/** Above what any accepted image takes on an idle core. */
export const DECODE_TIMEOUT_SECONDS = 10

/**
 * Checks an image without decoding its pixels: format by its first bytes (JPEG, PNG, WebP, AVIF,
 * GIF, or HEIC where libvips reads it, whatever its name or content type says), at most 10 MB, at
 * most 50 megapixels, or half as many with 16 bits and again with interlacing, each side at least
 * 64 pixels.
 *
 * @throws InputImageError input_reference_invalid or input_reference_too_large.
 */
export async function inspectInputImage(bytes: Uint8Array, limit = DEFAULT_LIMIT): Promise<InputImageInfo> {
  const format = checkBytes(bytes)
  // The limit is off for the header, so that the message can say how large the image is.
  const metadata = await readHeader(asStill(bytes, format), format)
  const { width, height } = metadata.autoOrient
  const { maxPixels, kind } = pixelLimit(metadata, limit)
  if (width * height > maxPixels)
    throw new InputImageError(
      'input_reference_too_large',
      `The image has ${megapixels(width * height)} megapixels (${width}x${height}); at most ` +
        `${megapixels(maxPixels)} are accepted${kind}.`,
    )
  if (Math.min(width, height) < INPUT_IMAGE_LIMITS.minSide)
    throw new InputImageError(
      'input_reference_invalid',
      `The image is ${width}x${height}; each side must have at least ${INPUT_IMAGE_LIMITS.minSide} pixels.`,
    )
  return { format, width, height, sizeBytes: bytes.byteLength }
}

/**
 * Turns an input image into the first frame of a video: upright, sRGB, without alpha, scaled with
 * Lanczos3 to cover `width` x `height` and cropped to it about the centre.
 *
 * Transparent pixels become white, the background that cut-out images are made for. Dropping the
 * alpha channel instead would show whatever colour happens to lie under it.
 *
 * @returns an 8-bit RGB PNG of exactly `width` x `height`, without EXIF, XMP, ICC profile or text.
 * @throws InputImageError input_reference_invalid, also when the pixels cannot be decoded, or
 *   input_reference_too_large; DecodeTimeoutError.
 */
export async function prepareInputImage(
  bytes: Uint8Array,
  target: { readonly width: number; readonly height: number },
  limit = DEFAULT_LIMIT,
): Promise<Buffer> {
  const { format } = await inspectInputImage(bytes, limit)
  const pipeline = sharp(asStill(bytes, format), { ...DECODE_OPTIONS, limitInputPixels: limit.maxPixels })
    .timeout({ seconds: DECODE_TIMEOUT_SECONDS })
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .resize(target.width, target.height, { fit: 'cover', position: 'centre', kernel: 'lanczos3' })
    .toColourspace('srgb')
    .png({ compressionLevel: 6, palette: false })
  try {
    return await pipeline.toBuffer()
  } catch (error) {
    if (error instanceof Error && /timeout/i.test(error.message))
      throw new DecodeTimeoutError('decoding timed out', { cause: error })
    throw undecodable(format, error)
  }
}

/**
 * The most pixels of an image like this one. 16 bits take twice the memory and time of 8, and an
 * interlaced PNG twice again, since it is decoded whole before its first row is there.
 */
function pixelLimit(
  { format, depth, isProgressive }: Metadata,
  limit: PixelLimit,
): { maxPixels: number; kind: string } {
  const traits = [
    ...(depth === 'ushort' ? ['16-bit'] : []),
    ...(format === 'png' && isProgressive === true ? ['interlaced'] : []),
  ]
  const kind = traits.length === 0 ? '' : ` of an ${traits.join(', ')} image`.replace('an 16', 'a 16')
  return { maxPixels: limit.maxPixels / 2 ** traits.length, kind }
}

function checkBytes(bytes: Uint8Array): InputImageFormat {
  if (bytes.byteLength > INPUT_IMAGE_LIMITS.maxBytes)
    throw new InputImageError(
      'input_reference_too_large',
      `The image has ${bytes.byteLength} bytes; at most ${INPUT_IMAGE_LIMITS.maxBytes} are accepted.`,
    )
  const accepted = acceptFormat(bytes)
  if ('refusal' in accepted) throw new InputImageError('input_reference_invalid', accepted.refusal)
  return accepted.format
}

async function readHeader(bytes: Uint8Array, format: InputImageFormat): Promise<Metadata> {
  sharp.block({ operation: REFUSED_LOADERS })
  let metadata: Metadata
  try {
    metadata = await sharp(bytes, { ...DECODE_OPTIONS, limitInputPixels: false }).metadata()
  } catch (error) {
    throw undecodable(format, error)
  }
  if (formatOf(metadata) !== format) throw undecodable(format, new Error(`it reads as ${formatOf(metadata)}`))
  return metadata
}

/** libvips reports on several lines; the first one names the fault. */
function undecodable(format: InputImageFormat, error: unknown): InputImageError {
  const text = error instanceof Error ? error.message : String(error)
  if (format === 'avif' && /primary item/.test(text))
    return new InputImageError(
      'input_reference_invalid',
      'This AVIF is an animation without a still picture, which is not read here. Send its first frame as JPEG, PNG or WebP.',
      error,
    )
  const [reason] = text.split('\n')
  return new InputImageError(
    'input_reference_invalid',
    `The image starts like a ${format.toUpperCase()} but cannot be decoded: ${reason}.`,
    error,
  )
}

const megapixels = (pixels: number): string => (pixels / 1e6).toFixed(1)
