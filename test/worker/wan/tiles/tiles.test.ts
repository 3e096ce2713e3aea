import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, it } from 'node:test'
import type { TileGrid } from '#core/task/manifest.ts'
import { openGraph, relativeError } from '#test/support/onnx/onnx.ts'
import { readTensors } from '#test/support/onnx/reference.ts'
import { type Family, familyFolder } from '#test/worker/graphs/families.ts'
import { type RgbImage } from '#worker/wan/image/rgb-image.ts'
import { readModelFolder } from '#worker/wan/folder/model-folder.ts'
import { type GraphSession, openSession } from '#worker/wan/sessions/session.ts'
import { gridsOf, spans, TILE_OVERLAP, TILE_SIDES, tileGrid } from '#worker/wan/tiles/grid.ts'
import { decodeInTiles, encodeInTiles } from '#worker/wan/vae-tiles.ts'
import { encodeFirstAndLastFrame, encodeFirstFrame, encodeFrame } from '#worker/wan/vae.ts'

const FOLDER = resolve(import.meta.dirname, '../../../reference/tiling')
const TOLERANCE = 1e-4

interface Case {
  readonly size: readonly [number, number]
  readonly tile: readonly [number, number]
  readonly stride: readonly [number, number]
  readonly frames?: number
  readonly last?: boolean
}

const { cases } = JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8')) as {
  readonly cases: Readonly<Record<Family, Readonly<Record<string, Case>>>>
}

const gridOf = ({ tile, stride }: Case): TileGrid => ({
  height: tile[0],
  width: tile[1],
  strideHeight: stride[0],
  strideWidth: stride[1],
})

describe('Tiles of the autoencoder, against diffusers', async () => {
  for (const [family, named] of Object.entries(cases) as [Family, Record<string, Case>][]) {
    const folder = await readModelFolder(familyFolder(family))
    const reference = await readTensors(join(FOLDER, `${family}.safetensors`))
    const { latents: space } = folder.architecture
    const { spatialCompression: position, patchSize } = space
    const options = (one: Case) => ({ grid: gridOf(one), position, yieldPoint: async () => undefined })

    for (const [name, one] of Object.entries(named)) {
      const [height, width] = one.size
      const sizes = { height: height / position, width: width / position, channels: space.channels }

      if (name.startsWith('decode'))
        it(`${family} decodes ${width}x${height} in tiles of ${one.tile[1]}x${one.tile[0]} to the frames of diffusers (${name})`, async () => {
          const latents = reference.floats(`${name}.latents`)
          const expected = reference.floats(`${name}.video`)
          const shape = { ...sizes, frames: latents.dims[2]! }
          const session = await openGraph(folder.tileDecoder)
          // The reference's latents are the decoder's own, so nothing is to be denormalised.
          const plain = { ...space, mean: space.mean.map(() => 0), std: space.std.map(() => 1) }
          const seen: Float32Array[] = []
          const counting: GraphSession = {
            run: async (feeds) => {
              const { frames } = await session.run(feeds)
              assert.ok(frames?.data instanceof Float32Array)
              seen.push(frames.data)
              return { data: frames.data, dims: frames.dims }
            },
            runToBytes: () => assert.fail('tiles are blended before they are bytes'),
            release: async () => undefined,
          }
          const video = await decodeInTiles(counting, latents.data, shape, plain, {
            ...options(one),
            patchSize,
          })
          await session.release()
          assert.ok(seen.length > 1)
          assert.deepEqual([video.frameCount, video.height, video.width, 3], [...expected.dims])
          let different = 0
          for (const [i, value] of expected.data.entries()) {
            const perFrame = height * width * 3
            const made = video.frame(Math.floor(i / perFrame))[i % perFrame]!
            const exact = (Math.min(1, Math.max(-1, value)) / 2 + 0.5) * 255
            assert.ok(Math.abs(made - Math.trunc(exact)) <= 1, `${i}: ${made}, diffusers has ${exact}`)
            // A byte changes where the value lies within the tolerance of a whole number.
            const margin = Math.min(exact % 1, 1 - (exact % 1))
            if (made !== Math.trunc(exact)) different = Math.max(different, margin / 255)
          }
          assert.ok(different <= TOLERANCE, `bytes differ at ${different} from the next`)
        })
      else
        it(`${family} encodes ${width}x${height} in tiles of ${one.tile[1]}x${one.tile[0]} to the latents of diffusers`, async () => {
          const imageOf = (key: string): RgbImage => ({
            height,
            width,
            data: reference.bytes(`${name}.${key}`).data,
          })
          const images = [imageOf('image'), ...(one.last ? [imageOf('last_image')] : [])]
          const expected = reference.floats(`${name}.normalised`)
          const frames = expected.dims[2]!
          const graph = one.last ? folder.graphs.firstLastEncoder : folder.graphs.vaeEncoder
          const session = await openSession(graph!, { device: 'cpu', threads: 1 })
          let tiles = 0
          const encode = ([first, last]: readonly RgbImage[]) => {
            tiles += 1
            if (last) return encodeFirstAndLastFrame(session, first!, last, frames)
            return one.frames === 1 ? encodeFrame(session, first!) : encodeFirstFrame(session, first!, frames)
          }
          const data = await encodeInTiles(encode, images, { ...sizes, frames }, options(one))
          await session.release()
          assert.ok(tiles > 1)
          const error = relativeError({ data, dims: expected.dims }, expected)
          assert.ok(error <= TOLERANCE, `relative error ${error}`)
        })
    }
  }
})

describe('A grid of tiles', () => {
  it('A picture that is no longer than a tile has one, and the others have as few as can be', () => {
    assert.deepEqual(tileGrid({ width: 640, height: 480 }, 640, 16), {
      height: 480,
      width: 640,
      strideHeight: 480,
      strideWidth: 640,
    })
    assert.deepEqual(tileGrid({ width: 1280, height: 720 }, 768, 8), {
      height: 720,
      width: 640 + TILE_OVERLAP,
      strideHeight: 720,
      strideWidth: 640,
    })
    assert.equal(gridsOf({ encode: 640, decode: null }, { width: 640, height: 480 }, 8), null)
    assert.equal(gridsOf({ encode: 640, decode: 512 }, { width: 640, height: 480 }, 8)!.encode, null)
  })

  it('The tiles of every size cover it, overlap, and lie on latent positions', () => {
    for (const position of [8, 16])
      for (const side of TILE_SIDES)
        for (let length = position; length <= 2048; length += position) {
          const grid = tileGrid({ width: length, height: 64 }, side, position)
          const row = spans(length, grid.width, grid.strideWidth)
          assert.equal(
            row.reduce((sum, { kept }) => sum + kept, 0),
            length,
          )
          for (const [i, { start, length: long, kept }] of row.entries()) {
            assert.ok(long <= side && long > 0 && start % position === 0 && long % position === 0)
            const next = row[i + 1]
            if (next) assert.equal(start + kept, next.start)
            if (next) assert.ok(start + long >= next.start + Math.min(TILE_OVERLAP, next.length))
          }
        }
  })
})
