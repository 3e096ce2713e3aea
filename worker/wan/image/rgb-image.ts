/** 8-bit RGB, packed, rows from the top: data[(y · width + x) · 3 + channel]. */
export interface RgbImage {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}
