import type { TileGrid } from '#core/task/manifest.ts'
import { spans, type Span } from './grid.ts'

/** Values in the order [planes, height, width, values]. */
export interface Picture {
  readonly planes: number
  readonly height: number
  readonly width: number
  readonly values: number
  readonly data: Float32Array
}

/** A tile's place in the whole picture. */
export interface Place {
  readonly rows: Span
  readonly columns: Span
}

export interface Mosaic {
  /** All tiles, row by row. */
  readonly places: readonly Place[]
  /**
   * Blends the next tile of `places` into those before it, in place. Of the result, the kept rows
   * and columns of its place belong to the whole picture.
   */
  blend(tile: Picture): void
}

/**
 * Puts overlapping tiles together as `tiled_decode` and `tiled_encode` of diffusers'
 * AutoencoderKLWan do: over the overlap each tile passes linearly from the tile above and then from
 * the one at its left, both of which are blended themselves. Between tiles only those overlaps are
 * kept.
 *
 * @param size Of the whole picture, in the grid's unit.
 * @param step Positions that have one weight in common: the side of a patch, which diffusers blends
 *   before it takes the patches apart.
 */
export function createMosaic(
  { height, width }: { readonly height: number; readonly width: number },
  grid: TileGrid,
  step = 1,
): Mosaic {
  const [overlapRows, overlapColumns] = [grid.height - grid.strideHeight, grid.width - grid.strideWidth]
  const columns = spans(width, grid.width, grid.strideWidth)
  const places = spans(height, grid.height, grid.strideHeight).flatMap((rows) =>
    columns.map((column) => ({ rows, columns: column })),
  )
  const bottoms: (Picture | undefined)[] = []
  let right: Picture | undefined
  let next = 0
  return {
    places,
    blend(tile) {
      const column = next % columns.length
      const row = (next - column) / columns.length
      next += 1
      if (row > 0) blendRows(bottoms[column]!, tile, overlapRows, step)
      if (column > 0) blendColumns(right!, tile, overlapColumns, step)
      bottoms[column] = cut(tile, { top: Math.max(0, tile.height - overlapRows) })
      right = cut(tile, { left: Math.max(0, tile.width - overlapColumns) })
    },
  }
}

function blendRows(above: Picture, tile: Picture, overlap: number, step: number): void {
  const extent = Math.min(above.height, tile.height, overlap)
  const row = tile.width * tile.values
  for (let plane = 0; plane < tile.planes; plane++) {
    for (let y = 0; y < extent; y++) {
      const share = (y - (y % step)) / extent
      const from = (plane * above.height + above.height - extent + y) * row
      const to = (plane * tile.height + y) * row
      for (let i = 0; i < row; i++) mix(tile.data, to + i, above.data[from + i]!, share)
    }
  }
}

function blendColumns(left: Picture, tile: Picture, overlap: number, step: number): void {
  const extent = Math.min(left.width, tile.width, overlap)
  for (let row = 0; row < tile.planes * tile.height; row++) {
    for (let x = 0; x < extent; x++) {
      const share = (x - (x % step)) / extent
      const from = (row * left.width + left.width - extent + x) * tile.values
      const to = (row * tile.width + x) * tile.values
      for (let i = 0; i < tile.values; i++) mix(tile.data, to + i, left.data[from + i]!, share)
    }
  }
}

function mix(data: Float32Array, index: number, other: number, share: number): void {
  data[index] = other * (1 - share) + data[index]! * share
}

/** A copy of the rows from `top` and the columns from `left` on. */
function cut(picture: Picture, { top = 0, left = 0 }: { top?: number; left?: number }): Picture {
  const { planes, values } = picture
  const [height, width] = [picture.height - top, picture.width - left]
  const data = new Float32Array(planes * height * width * values)
  for (let plane = 0; plane < planes; plane++) {
    for (let y = 0; y < height; y++) {
      const start = ((plane * picture.height + top + y) * picture.width + left) * values
      data.set(picture.data.subarray(start, start + width * values), (plane * height + y) * width * values)
    }
  }
  return { planes, height, width, values, data }
}
