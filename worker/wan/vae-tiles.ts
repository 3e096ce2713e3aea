import type { TileGrid } from '#core/task/manifest.ts'
import { type DecodedVideo, decodedVideo } from './frames.ts'
import { type RgbImage } from '#worker/wan/image/rgb-image.ts'
import { denormalise } from '#worker/wan/latents/conditions.ts'
import type { LatentShape, LatentSpace } from '#worker/wan/latents/shape.ts'
import { type GraphSession } from '#worker/wan/sessions/session.ts'
import { createMosaic, type Picture, type Place } from '#worker/wan/tiles/mosaic.ts'

const RGB = 3
const fround = Math.fround

export interface TileOptions {
  readonly grid: TileGrid
  /** Pixels on each side of a latent position. */
  readonly position: number
  /** Awaited before each tile; an error thrown here ends the work. */
  readonly yieldPoint: () => Promise<void>
}

/**
 * Decodes normalised latents [channels, frames, height, width] tile by tile to 4 (frames - 1) + 1
 * frames of 8-bit RGB, as diffusers does with `enable_tiling` and the grid's values. Memory holds
 * the network's features of one tile, its frames in float32, and the frames of the whole.
 *
 * @param session Of the decoder that gives float32 frames before they are clamped.
 * @param patchSize Side of the patches that the network's output consists of.
 */
export async function decodeInTiles(
  session: GraphSession,
  latents: Float32Array,
  shape: LatentShape,
  space: LatentSpace,
  { grid, position, yieldPoint, patchSize }: TileOptions & { readonly patchSize: number },
): Promise<DecodedVideo> {
  const whole: Picture = { ...latentPicture(shape), data: denormalise(latents, space) }
  const [height, width] = [shape.height * position, shape.width * position]
  const frames = 4 * (shape.frames - 1) + 1
  const bytes = new Uint8Array(frames * height * width * RGB)
  const mosaic = createMosaic({ height, width }, grid, patchSize)
  for (const place of mosaic.places) {
    await yieldPoint()
    const part = crop(whole, scaled(place, position))
    const { data, dims } = await session.run({
      latents: { data: part.data, dims: [1, shape.channels, shape.frames, part.height, part.width] },
    })
    const tile = { planes: frames, height: dims[1]!, width: dims[2]!, values: RGB, data }
    mosaic.blend(tile)
    paste(
      tile,
      place,
      (from, to, count) => {
        for (let i = 0; i < count; i++) bytes[to + i] = toByte(data[from + i]!)
      },
      { height, width },
    )
  }
  return decodedVideo(bytes, [frames, height, width, RGB])
}

/**
 * Encodes images tile by tile; otherwise as the functions of vae.ts, whose inputs and result are
 * those of `encode`.
 */
export async function encodeInTiles(
  encode: (images: readonly RgbImage[]) => Promise<Float32Array>,
  images: readonly RgbImage[],
  shape: LatentShape,
  { grid, position, yieldPoint }: TileOptions,
): Promise<Float32Array> {
  const whole = latentPicture(shape)
  const latents = new Float32Array(whole.planes * whole.height * whole.width)
  const latentGrid = {
    height: grid.height / position,
    width: grid.width / position,
    strideHeight: grid.strideHeight / position,
    strideWidth: grid.strideWidth / position,
  }
  const mosaic = createMosaic(whole, latentGrid)
  for (const place of mosaic.places) {
    await yieldPoint()
    const pixels = scaled(place, 1 / position)
    const data = await encode(images.map((image) => cropImage(image, pixels)))
    const tile = { ...whole, height: place.rows.length, width: place.columns.length, data }
    mosaic.blend(tile)
    paste(tile, place, (from, to, count) => latents.set(data.subarray(from, from + count), to), whole)
  }
  return latents
}

const latentPicture = ({ channels, frames, height, width }: LatentShape): Omit<Picture, 'data'> => ({
  planes: channels * frames,
  height,
  width,
  values: 1,
})

const scaled = ({ rows, columns }: Place, position: number): Place => {
  const down = ({ start, length, kept }: Place['rows']) => ({
    start: start / position,
    length: length / position,
    kept: kept / position,
  })
  return { rows: down(rows), columns: down(columns) }
}

/** Hands over each run of values of a tile that the whole picture keeps: from, to, count. */
function paste(
  { planes, height, width, values }: Omit<Picture, 'data'>,
  { rows, columns }: Place,
  copy: (from: number, to: number, count: number) => void,
  whole: { readonly height: number; readonly width: number },
): void {
  for (let plane = 0; plane < planes; plane++) {
    for (let y = 0; y < rows.kept; y++) {
      const from = (plane * height + y) * width * values
      const to = ((plane * whole.height + rows.start + y) * whole.width + columns.start) * values
      copy(from, to, columns.kept * values)
    }
  }
}

function crop({ planes, width, height, values, data }: Picture, { rows, columns }: Place): Picture {
  const row = columns.length * values
  const part = new Float32Array(planes * rows.length * row)
  for (let plane = 0; plane < planes; plane++) {
    for (let y = 0; y < rows.length; y++) {
      const start = ((plane * height + rows.start + y) * width + columns.start) * values
      part.set(data.subarray(start, start + row), (plane * rows.length + y) * row)
    }
  }
  return { planes, height: rows.length, width: columns.length, values, data: part }
}

function cropImage({ width, data }: RgbImage, { rows, columns }: Place): RgbImage {
  const row = columns.length * RGB
  const part = new Uint8Array(rows.length * row)
  for (let y = 0; y < rows.length; y++) {
    const start = ((rows.start + y) * width + columns.start) * RGB
    part.set(data.subarray(start, start + row), y * row)
  }
  return { width: columns.length, height: rows.length, data: part }
}

/**
 * floor(255 (x / 2 + 1/2)) of the clamped value, each step in float32 as the decoder's graph has
 * it.
 */
function toByte(value: number): number {
  const clamped = Math.min(1, Math.max(-1, value))
  return Math.trunc(fround(fround(clamped * 0.5 + 0.5) * 255))
}
