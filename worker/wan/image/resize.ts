import { type RgbImage } from './rgb-image.ts'

const CHANNELS = 3
/**
 * Fraction bits of a fixed-point coefficient: 32 less 8 for the pixel and 2 for sums above 255 and
 * below 0.
 */
const PRECISION_BITS = 22
const CUBIC_SUPPORT = 2
const CUBIC_A = -0.5

/**
 * For each output position the first input position it draws from and the coefficients from there,
 * in fixed point.
 */
type Taps = readonly { readonly first: number; readonly coefficients: Int32Array }[]

/**
 * Bicubic resize with antialiasing, bit for bit as Pillow 13 does it (`Image.resize(..., BICUBIC)`;
 * github.com/python-pillow/Pillow, src/libImaging/Resample.c): the kernel (a = -½) widens by the
 * reduction factor, coefficients are fixed point, and between the two passes lies an 8-bit image.
 * Pillow before 13 resizes rows first whatever the sizes, which moves single values by up to 29
 * levels.
 */
export function resizeBicubic(image: RgbImage, width: number, height: number): RgbImage {
  return columnsFirst(image, width, height)
    ? resizeRows(resizeColumns(image, height), width)
    : resizeColumns(resizeRows(image, width), height)
}

/**
 * Found by comparing both orders with Pillow 13.0.0 on 1,300 random sizes up to 260 × 260 with
 * three filters: no exception.
 */
function columnsFirst(image: RgbImage, width: number, height: number): boolean {
  return height < image.height && image.height - height > 2 * (image.width - width)
}

function resizeRows(image: RgbImage, newWidth: number): RgbImage {
  const { width, height, data } = image
  if (newWidth === width) return image
  const taps = tapsFor(width, newWidth)
  const resized = new Uint8ClampedArray(newWidth * height * CHANNELS)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < newWidth; x++) {
      const { first, coefficients } = taps[x]!
      const target = (y * newWidth + x) * CHANNELS
      sumTaps(resized, target, data, (y * width + first) * CHANNELS, CHANNELS, coefficients)
    }
  }
  return { width: newWidth, height, data: new Uint8Array(resized.buffer) }
}

function resizeColumns(image: RgbImage, newHeight: number): RgbImage {
  const { width, height, data } = image
  if (newHeight === height) return image
  const taps = tapsFor(height, newHeight)
  const stride = width * CHANNELS
  const resized = new Uint8ClampedArray(newHeight * stride)
  for (let y = 0; y < newHeight; y++) {
    const { first, coefficients } = taps[y]!
    for (let x = 0; x < stride; x += CHANNELS) {
      sumTaps(resized, y * stride + x, data, first * stride + x, stride, coefficients)
    }
  }
  return { width, height: newHeight, data: new Uint8Array(resized.buffer) }
}

/** One output pixel; the clamped target array cuts to 0 … 255. */
function sumTaps(
  target: Uint8ClampedArray,
  at: number,
  source: Uint8Array,
  from: number,
  step: number,
  coefficients: Int32Array,
): void {
  const half = 1 << (PRECISION_BITS - 1)
  let red = half
  let green = half
  let blue = half
  for (let k = 0, i = from; k < coefficients.length; k++, i += step) {
    const coefficient = coefficients[k]!
    red += source[i]! * coefficient
    green += source[i + 1]! * coefficient
    blue += source[i + 2]! * coefficient
  }
  target[at] = red >> PRECISION_BITS
  target[at + 1] = green >> PRECISION_BITS
  target[at + 2] = blue >> PRECISION_BITS
}

function tapsFor(inputSize: number, outputSize: number): Taps {
  const scale = inputSize / outputSize
  const filterScale = Math.max(scale, 1)
  const support = CUBIC_SUPPORT * filterScale
  return Array.from({ length: outputSize }, (_, position) => {
    const centre = (position + 0.5) * scale
    const first = Math.max(0, Math.trunc(centre - support + 0.5))
    const end = Math.min(inputSize, Math.trunc(centre + support + 0.5))
    const weights = Float64Array.from({ length: end - first }, (_, k) =>
      cubic((k + first - centre + 0.5) * (1 / filterScale)),
    )
    const sum = weights.reduce((total, weight) => total + weight, 0)
    return {
      first,
      coefficients: Int32Array.from(weights, (weight) => toFixedPoint(sum ? weight / sum : weight)),
    }
  })
}

/** Rounded half away from zero. */
function toFixedPoint(weight: number): number {
  return Math.trunc(weight * 2 ** PRECISION_BITS + (weight < 0 ? -0.5 : 0.5))
}

/** Keys' cubic convolution kernel. */
function cubic(distance: number): number {
  const x = Math.abs(distance)
  if (x < 1) return ((CUBIC_A + 2) * x - (CUBIC_A + 3)) * x * x + 1
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * CUBIC_A
  return 0
}
