import assert from 'node:assert/strict'
import path from 'node:path'
import { it } from 'node:test'
import sharp from 'sharp'
import { readModelFolder } from '#worker/wan/folder/model-folder.ts'
import { type DecodedVideo } from '#worker/wan/frames.ts'
import { openSession } from '#worker/wan/sessions/session.ts'
import { spans, tileGrid } from '#worker/wan/tiles/grid.ts'
import { decodeInTiles } from '#worker/wan/vae-tiles.ts'
import { decodeLatents, encodeFrame } from '#worker/wan/vae.ts'

const ROOT = path.resolve(import.meta.dirname, '../../../..')
const [WIDTH, HEIGHT, SIDE] = [768, 512, 320]

/** The mean step of brightness from each column to the next, of 255, by column. */
function columnSteps(video: DecodedVideo): number[] {
  const frame = video.frame(0)
  return Array.from({ length: WIDTH - 1 }, (_, x) => {
    let sum = 0
    for (let y = 0; y < HEIGHT; y++)
      for (let c = 0; c < 3; c++) {
        const i = (y * WIDTH + x) * 3 + c
        sum += Math.abs(frame[i + 3]! - frame[i]!)
      }
    return sum / HEIGHT / 3
  })
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
const largest = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value))

it("A photograph decoded in tiles by the demo model's autoencoder has no seam, and hardly differs from the whole", async (t) => {
  const folder = await readModelFolder(path.join(ROOT, 'models/wan-demo'))
  const { latents: space } = folder.architecture
  const { spatialCompression: position, patchSize } = space
  const photo = sharp(path.join(ROOT, 'test/fixtures/photo.jpg')).resize(WIDTH, HEIGHT).removeAlpha().raw()
  const image = { width: WIDTH, height: HEIGHT, data: new Uint8Array(await photo.toBuffer()) }
  const options = { device: 'cpu', threads: 1 } as const
  const encoder = await openSession(folder.graphs.vaeEncoder!, options)
  const first = await encodeFrame(encoder, image)
  await encoder.release()
  const shape = { channels: space.channels, frames: 1, height: HEIGHT / position, width: WIDTH / position }

  const decoder = await openSession(folder.graphs.vaeDecoder, options)
  const whole = await decodeLatents(decoder, first, shape, space)
  await decoder.release()
  const tileDecoder = await openSession(folder.tileDecoder, options)
  const grid = tileGrid({ width: WIDTH, height: HEIGHT }, SIDE, position)
  const yieldPoint = async () => undefined
  const tiled = await decodeInTiles(tileDecoder, first, shape, space, {
    grid,
    position,
    patchSize,
    yieldPoint,
  })
  await tileDecoder.release()

  const [one, other] = [whole.frame(0), tiled.frame(0)]
  const differences = Array.from(one, (value, i) => Math.abs(value - other[i]!))
  const borders = spans(WIDTH, grid.width, grid.strideWidth)
    .slice(1)
    .map(({ start }) => start)
  const [steps, tiledSteps] = [columnSteps(whole), columnSteps(tiled)]
  const excess = tiledSteps.map((step, x) => step - steps[x]!)
  // A tile begins between the columns start - 1 and start; its predecessor ends after the overlap.
  const overlap = grid.width - grid.strideWidth
  const atBorders = borders.flatMap((start) => [excess[start - 1]!, excess[start + overlap - 1]!])
  t.diagnostic(
    `${WIDTH}x${HEIGHT} in tiles of ${grid.width}x${grid.height}: mean difference ${mean(differences).toFixed(3)} of 255, ` +
      `largest ${largest(differences)}; steps across borders ${largest(atBorders).toFixed(3)} more than in the whole, ` +
      `elsewhere up to ${largest(excess).toFixed(3)}`,
  )
  assert.ok(borders.length >= 2)
  assert.ok(mean(differences) < 1, `mean difference ${mean(differences)}`)
  assert.ok(largest(atBorders) < 0.5, `steps across borders ${atBorders.join(', ')}`)
})
