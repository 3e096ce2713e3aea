import sharp, { type Metadata } from 'sharp'

/** Formats that input images may have. */
export type InputImageFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'gif' | 'heic'

/** Beginnings of files. Those of the accepted formats come first. */
const BEGINNINGS: readonly (readonly [start: RegExp, noun: string, format?: InputImageFormat])[] = [
  [/^\xff\xd8\xff/, 'a JPEG image', 'jpeg'],
  [/^\x89PNG\r\n\x1a\n/, 'a PNG image', 'png'],
  [/^RIFF[^]{4}WEBP/, 'a WebP image', 'webp'],
  [/^GIF8[79]a/, 'a GIF image', 'gif'],
  [/^[^]{4}ftyp(avi[fs]|(mif1|msf1)[^]{0,32}avi[fs])/, 'an AVIF image', 'avif'],
  [/^[^]{4}ftyp(he[iv][cmsx]|mif1|msf1)/, 'a HEIC image', 'heic'],
  [/^(II[*+]\0|MM\0[*+])/, 'a TIFF image or a raw photo'],
  [/^BM[^]{4}\0{4}/, 'a BMP image'],
  [/^(\xff\x0a|\0{3}\x0cJXL )/, 'a JPEG XL image'],
  [/^(\xff\x4f\xff\x51|\0{3}\x0cjP {2})/, 'a JPEG 2000 image'],
  [/^[^]{4}ftyp/, 'a video'],
  [/^\x1aE\xdf\xa3/, 'a video'],
  [/^%PDF-/, 'a PDF document'],
  [/^(\xef\xbb\xbf)?\s*<(\?xml|!--|svg|!doctype svg)/i, 'an SVG drawing or another XML document'],
  [/^(\xef\xbb\xbf)?\s*<(!doctype html|html)/i, 'an HTML page'],
  [/^(\xef\xbb\xbf)?\s*\{\s*"/, 'a JSON document'],
]

const SNIFFED_BYTES = 64

/** The format that libvips names, which counts AVIF and HEIC as one. */
export function formatOf(metadata: Pick<Metadata, 'format' | 'compression'>): string {
  if (metadata.format !== 'heif') return metadata.format
  return metadata.compression === 'av1' ? 'avif' : 'heic'
}

const BRAND_AT = 8

/**
 * The bytes of an image under the name of a still picture: libvips knows AVIF by `avif` alone, and
 * takes other names of it for HEIC or for nothing. The picture of an animation is its first frame.
 */
export function asStill(bytes: Uint8Array, format: InputImageFormat): Uint8Array {
  if (format !== 'avif') return bytes
  const named = Buffer.from(bytes)
  named.write('avif', BRAND_AT, 'latin1')
  return named
}

/** Whether the installed libvips decodes HEVC; the one that npm installs does not. */
const readsHeic = (): boolean => sharp.format.heif.input.fileSuffix?.includes('.heic') ?? false

/**
 * The format of an input image, recognised by its first bytes, whatever its name or content type
 * says; or a sentence for the client that names what it is instead and what to send.
 */
export function acceptFormat(
  bytes: Uint8Array,
): { readonly format: InputImageFormat } | { readonly refusal: string } {
  if (bytes.byteLength === 0) return { refusal: 'The image is empty.' }
  const length = Math.min(bytes.byteLength, SNIFFED_BYTES)
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, length).toString('latin1')
  const [, noun, format] = BEGINNINGS.find(([start]) => start.test(head)) ?? []
  if (format !== undefined && (format !== 'heic' || readsHeic())) return { format }
  const what =
    noun === undefined
      ? 'The bytes are no image that is read here.'
      : `This is ${noun}, which is not read here.`
  const cure =
    format === 'heic' ? ' iPhones save JPEG with Settings > Camera > Formats > Most Compatible.' : ''
  return { refusal: `${what} Send JPEG, PNG, WebP, AVIF or GIF.${cure}` }
}
