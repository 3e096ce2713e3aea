import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type FloatValues, relativeError, runGraph } from '#test/support/onnx/onnx.ts'
import { createGraphBuilder } from '#worker/graphs/onnx/builder.ts'
import { plannedWeights } from '#worker/graphs/weights/safetensors.ts'
import { averageCells, repeatCells } from '#worker/graphs/vae/residual.ts'
import { type Chunk, type Features, resolutionOf } from '#worker/graphs/vae/stream.ts'

/** Cells of this many frames, and pixels on each side. */
interface Factors {
  readonly frames: number
  readonly side: number
}

const HEIGHT = 4
const WIDTH = 6

function input(channels: number, frames: number): FloatValues {
  const dims = [1, channels, frames, HEIGHT, WIDTH]
  return {
    dims,
    data: Float32Array.from({ length: channels * frames * HEIGHT * WIDTH }, (_, i) => Math.sin(i * i)),
  }
}

/** Runs one shortcut on its own, in the first chunk or a later one. */
async function run(
  x: FloatValues,
  chunkNumber: 'first' | 'later',
  scale: { multiply?: number; divide?: number },
  add: (chunk: Chunk, features: Features, resolution: ReturnType<typeof resolutionOf>) => Features,
) {
  const [, channels = 0, frames = 0] = x.dims
  const root = createGraphBuilder({ name: 'shortcut', weights: plannedWeights('F32') })
  const value = root.input('x', 'float32', [1, channels, frames, 'h', 'w'])
  const chunk: Chunk = {
    scope: root,
    root,
    iteration: chunkNumber === 'first' ? undefined : root.int(0),
    recall: () => assert.fail('a shortcut has no memory'),
    remember: () => assert.fail('a shortcut has no memory'),
  }
  const resolution = resolutionOf(root, value, 'small')
  const result = add(
    chunk,
    { value, channels, frames, resolution },
    resolutionOf(root, value, 'other', scale),
  )
  root.output('y', result.value, 'float32', [1, result.channels, result.frames, 'H', 'W'])
  const { y } = await runGraph(root.build(), { x })
  assert.deepEqual(y?.dims.slice(0, 3), [1, result.channels, result.frames])
  return y
}

/** Values at (channel, frame, row, column) of a map. */
function table({ dims: [, , frames = 0, height = 0, width = 0], data }: FloatValues) {
  return (channel: number, frame: number, row: number, column: number) =>
    data[((channel * frames + frame) * height + row) * width + column] ?? Number.NaN
}

/** Fills a map by its definition, for one position at a time. */
function filled(
  dims: readonly [channels: number, frames: number, height: number, width: number],
  at: (channel: number, frame: number, row: number, column: number) => number,
): FloatValues {
  const [channels, frames, height, width] = dims
  const data = Float32Array.from({ length: channels * frames * height * width }, (_, i) => {
    const [column, row] = [i % width, Math.floor(i / width) % height]
    const frame = Math.floor(i / (width * height)) % frames
    return at(Math.floor(i / (width * height * frames)), frame, row, column)
  })
  return { dims: [1, ...dims], data }
}

for (const [channels, outputs, factors] of [
  [3, 3, { frames: 1, side: 2 }],
  [3, 6, { frames: 1, side: 2 }],
  [3, 6, { frames: 2, side: 2 }],
  [3, 2, { frames: 2, side: 2 }],
  [6, 2, { frames: 1, side: 1 }],
] as const satisfies readonly (readonly [number, number, Factors])[]) {
  const { frames: cellFrames, side } = factors
  for (const [which, frames] of [
    ['first', 1],
    ['later', 4],
  ] as const) {
    test(`The ${which} chunk averages cells of ${cellFrames} x ${side} x ${side} positions of ${channels} channels to ${outputs}`, async () => {
      const x = input(channels, frames)
      const value = table(x)
      const missing = (cellFrames - (frames % cellFrames)) % cellFrames
      const group = (channels * cellFrames * side * side) / outputs
      const expected = filled(
        [outputs, (frames + missing) / cellFrames, HEIGHT / side, WIDTH / side],
        (channel, frame, row, column) => {
          let sum = 0
          for (let member = channel * group; member < (channel + 1) * group; member++) {
            const [inRow, inColumn] = [Math.floor(member / side) % side, member % side]
            const inFrame = Math.floor(member / (side * side)) % cellFrames
            const source = frame * cellFrames + inFrame - missing
            const from = Math.floor(member / (side * side * cellFrames))
            if (source >= 0) sum += value(from, source, row * side + inRow, column * side + inColumn)
          }
          return sum / group
        },
      )
      const actual = await run(x, which, { divide: side }, (chunk, features, resolution) =>
        averageCells(chunk, features, outputs, resolution, factors),
      )
      assert.ok(relativeError(actual, expected) <= 1e-6)
    })
  }
}

for (const [channels, outputs, factors] of [
  [4, 4, { frames: 2, side: 2 }],
  [4, 2, { frames: 2, side: 2 }],
  [8, 2, { frames: 2, side: 2 }],
  [8, 1, { frames: 2, side: 2 }],
  [4, 2, { frames: 1, side: 2 }],
] as const satisfies readonly (readonly [number, number, Factors])[]) {
  const { frames: cellFrames, side } = factors
  for (const which of ['first', 'later'] as const) {
    test(`The ${which} chunk repeats ${channels} channels to cells of ${cellFrames} x ${side} x ${side} positions of ${outputs}`, async () => {
      const frames = which === 'first' ? 1 : 2
      const x = input(channels, frames)
      const value = table(x)
      const copies = (outputs * cellFrames * side * side) / channels
      const dropped = which === 'first' ? cellFrames - 1 : 0
      const expected = filled(
        [outputs, frames * cellFrames - dropped, HEIGHT * side, WIDTH * side],
        (channel, frame, row, column) => {
          const source = frame + dropped
          const place =
            ((channel * cellFrames + (source % cellFrames)) * side + (row % side)) * side + (column % side)
          const [fromRow, fromColumn] = [Math.floor(row / side), Math.floor(column / side)]
          return value(Math.floor(place / copies), Math.floor(source / cellFrames), fromRow, fromColumn)
        },
      )
      const actual = await run(x, which, { multiply: side }, (chunk, features, resolution) =>
        repeatCells(chunk, features, outputs, resolution, factors),
      )
      assert.equal(relativeError(actual, expected), 0)
    })
  }
}
