import type { InputImageError } from '#api/images/decode-image.ts'

/** One image for the decoder's process. */
export interface DecodeRequest {
  readonly bytes: Uint8Array
  readonly width: number
  readonly height: number
  /** The most pixels of an image of 8 bits. */
  readonly maxPixels: number
}

/** What became of it: a PNG, a fault of the image, or a failure that says nothing about it. */
export type DecodeAnswer =
  | { readonly png: Uint8Array }
  | { readonly code: InputImageError['code']; readonly message: string }
  | { readonly failure: string }
