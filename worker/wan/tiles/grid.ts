import type { Manifest, TileGrid } from '#core/task/manifest.ts'
import type { RunSize } from '#core/task/parameters.ts'

/** The longest side of a tile in pixels, for the encoder and for the decoder; null: no tiles. */
export interface TileSides {
  readonly encode: number | null
  readonly decode: number | null
}

export const NO_TILES: TileSides = { encode: null, decode: null }

/**
 * The sides that a plan may choose, the largest first: the fewer the tiles, the less is computed
 * twice and the nearer the result is to that of whole pictures.
 */
export const TILE_SIDES: readonly number[] = [
  1024, 960, 896, 832, 768, 704, 640, 576, 512, 448, 384, 320, 256,
]

/**
 * Pixels that neighbours share and blend over, as diffusers has it by default. It is a multiple of
 * the pixels of a latent position in every published autoencoder.
 */
export const TILE_OVERLAP = 64

/** A tile's extent along one axis. */
export interface Span {
  readonly start: number
  readonly length: number
  /** How much of it, from its start, stays in the result; its successor covers the rest. */
  readonly kept: number
}

/**
 * A grid of the fewest tiles of at most `side` pixels, nearly equal along each axis; a picture that
 * is no longer than `side` has one. The values are those of diffusers' `enable_tiling`: with equal
 * ones it makes the same tiles.
 *
 * @param position Pixels of a latent position; all values are multiples of it.
 */
export function tileGrid(
  { width, height }: Pick<RunSize, 'width' | 'height'>,
  side: number,
  position: number,
): TileGrid {
  const down = axis(height, side, position)
  const across = axis(width, side, position)
  return { height: down.tile, width: across.tile, strideHeight: down.stride, strideWidth: across.stride }
}

function axis(length: number, side: number, position: number): { tile: number; stride: number } {
  if (length <= side) return { tile: length, stride: length }
  const overlap = Math.ceil(TILE_OVERLAP / position) * position
  for (let count = 2; ; count++) {
    const stride = Math.ceil(length / count / position) * position
    if (stride + overlap <= side) return { tile: stride + overlap, stride }
    if (stride === position) throw new RangeError(`tiles of ${side} pixels overlap by ${overlap}`)
  }
}

/** The tiles along an axis of `length`: one at every stride, the last ones cut at the end. */
export function spans(length: number, tile: number, stride: number): Span[] {
  return Array.from({ length: Math.ceil(length / stride) }, (_, i) => {
    const rest = length - i * stride
    return { start: i * stride, length: Math.min(tile, rest), kept: Math.min(stride, rest) }
  })
}

/** The grids of a run for its manifest; null where no picture is cut. */
export function gridsOf(
  sides: TileSides,
  size: Pick<RunSize, 'width' | 'height'>,
  position: number,
): NonNullable<Manifest['tiles']> | null {
  const grid = (side: number | null) =>
    side === null || Math.max(size.width, size.height) <= side ? null : tileGrid(size, side, position)
  const [encode, decode] = [grid(sides.encode), grid(sides.decode)]
  return encode === null && decode === null ? null : { encode, decode }
}
