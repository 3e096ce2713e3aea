import { type GraphScope, type Value } from '#worker/graphs/onnx/builder.ts'
import { IMAGE_CHANNELS } from './config.ts'
import { type Features, type Resolution } from './stream.ts'

/**
 * Pixels [1, 3, frames, H, W] with each square of `side` x `side` pixels as one position: [1, 3 *
 * side², frames, H / side, W / side] with channels in (colour, column in the square, row in the
 * square) order, as in `patchify` of diffusers' autoencoder_kl_wan.py. `resolution` is that of the
 * result.
 */
export function toPatches(
  scope: GraphScope,
  pixels: Value,
  frames: number,
  side: number,
  resolution: Resolution,
): Value {
  if (side === 1) return pixels
  const squares = scope.add('Reshape', [
    pixels,
    resolution.shape([IMAGE_CHANNELS, frames, 'height', side, 'width', side]),
  ])
  const moved = scope.add('Transpose', [squares], { perm: [0, 5, 3, 1, 2, 4] })
  const channels = IMAGE_CHANNELS * side * side
  return scope.add('Reshape', [moved, resolution.shape([1, channels, frames, 'height', 'width'])])
}

/**
 * The inverse of {@link toPatches} with the colours last: [frames, H, W, 3]. `pixelResolution` is
 * that of the result.
 */
export function toImages(
  scope: GraphScope,
  { value, frames, resolution }: Features,
  side: number,
  pixelResolution: Resolution,
): Value {
  const squares = scope.add('Reshape', [
    value,
    resolution.shape([IMAGE_CHANNELS, side, side, frames, 'height', 'width']),
  ])
  // Axes: colour, column in the square, row in the square, frame, row, column.
  const moved = scope.add('Transpose', [squares], { perm: [3, 4, 2, 5, 1, 0] })
  return scope.add('Reshape', [moved, pixelResolution.shape([frames, 'height', 'width', IMAGE_CHANNELS])])
}
