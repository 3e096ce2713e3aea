import { type GraphScope, type LoopState, type Value } from '#worker/graphs/onnx/builder.ts'
import { type Dimension } from '#worker/graphs/onnx/writer.ts'

/** A height and width that become known when the graph runs. */
export interface Resolution {
  /** The shape `sizes` as an int64 value, with the height and width of this resolution. */
  shape(sizes: readonly (number | 'height' | 'width')[]): Value
  /** The symbolic names of height and width in declared shapes. */
  readonly dims: readonly [Dimension, Dimension]
}

/** A feature map [1, channels, frames, height, width] in the graph's dtype. */
export interface Features {
  readonly value: Value
  readonly channels: number
  readonly frames: number
  readonly resolution: Resolution
}

/**
 * A few consecutive frames on their way through the network. Every convolution over time recalls
 * the last frames that it saw in the previous chunk, and remembers those that it needs in the next.
 */
export interface Chunk {
  /** The graph or Loop body for the nodes of this chunk. */
  readonly scope: GraphScope
  /** The graph around the Loop, for values that are the same in every chunk. */
  readonly root: GraphScope
  /** The number of this chunk, a scalar int64 from 0 for the second; undefined in the first. */
  readonly iteration: Value | undefined
  /**
   * The last `frames` frames that `layer` saw, otherwise shaped like `features`; zeros in the first
   * chunk.
   */
  recall(layer: string, features: Features, frames: number): Value
  /** Keeps `last` for the next chunk of `layer`. */
  remember(layer: string, last: Features): void
}

/**
 * The height and width of `video` [1, channels, frames, height, width], multiplied by `multiply`
 * and divided by `divide`. `name` is the prefix of the symbolic sizes.
 */
export function resolutionOf(
  root: GraphScope,
  video: Value,
  name: string,
  { multiply = 1, divide = 1 }: { multiply?: number; divide?: number } = {},
): Resolution {
  const axis = (start: number) => {
    const size = root.add('Shape', [video], { start, end: start + 1 })
    const multiplied = multiply === 1 ? size : root.add('Mul', [size, root.int(multiply)])
    return divide === 1 ? multiplied : root.add('Div', [multiplied, root.int(divide)])
  }
  const sides = { height: axis(3), width: axis(4) }
  const shapes = new Map<string, Value>()
  return {
    dims: [`${name}_height`, `${name}_width`],
    shape: (sizes) => {
      const key = sizes.join()
      const parts = sizes.map((size) => (typeof size === 'number' ? root.ints([size]) : sides[size]))
      const shape = shapes.get(key) ?? root.add('Concat', parts, { axis: 0 })
      shapes.set(key, shape)
      return shape
    },
  }
}

/** Zeros of shape [...dims, height, width] in the graph's dtype. */
export function zeros(root: GraphScope, dims: readonly number[], resolution: Resolution): Value {
  return root.add('Expand', [root.float(0), resolution.shape([...dims, 'height', 'width'])])
}

/**
 * Runs a network over a video chunk by chunk, so that memory holds the features of only one chunk:
 * once for the first chunk, then in an ONNX Loop of `tripCount` iterations, a scalar int64 that may
 * be 0. The frames that the chunks remember are the state of the Loop, so the result equals that of
 * the whole video at once. `run` adds the network and returns the value of a chunk. The result is
 * the first chunk's value, and those of the later chunks stacked on a new first axis. Without a
 * `tripCount` there is no Loop, and `later` is undefined.
 *
 * @throws Error when a layer remembers frames in only some of the chunks.
 */
export function streamChunks(
  root: GraphScope,
  tripCount: Value | undefined,
  run: (chunk: Chunk) => LoopState,
): { first: Value; later: Value | undefined } {
  const emptyHistory = new Map<string, Value>()
  const remembered = new Map<string, LoopState>()
  const first = run({
    scope: root,
    root,
    iteration: undefined,
    recall: (_layer, { channels, resolution }, frames) => {
      const key = [channels, frames, ...resolution.dims].join()
      const value = emptyHistory.get(key) ?? zeros(root, [1, channels, frames], resolution)
      emptyHistory.set(key, value)
      return value
    },
    remember: (layer, { value, channels, frames, resolution }) =>
      remembered.set(layer, { value, type: root.dtype, dims: [1, channels, frames, ...resolution.dims] }),
  })

  if (tripCount === undefined) return { first: first.value, later: undefined }

  const layers = [...remembered.keys()]
  const {
    scans: [later],
  } = root.loop({
    tripCount,
    states: [...remembered.values()],
    body: (scope, iteration, states) => {
      const past = new Map(layers.map((layer, i) => [layer, states[i]]))
      const next = new Map<string, Value>()
      const result = run({
        scope,
        root,
        iteration,
        recall: (layer) => known(past, layer),
        remember: (layer, { value }) => next.set(layer, value),
      })
      return { states: layers.map((layer) => known(next, layer)), scans: [result] }
    },
  })
  if (later === undefined) throw new Error('the Loop has no scan output')
  return { first: first.value, later }
}

function known(values: ReadonlyMap<string, Value | undefined>, layer: string): Value {
  const value = values.get(layer)
  if (value === undefined) throw new Error(`${layer} remembers frames in only some of the chunks`)
  return value
}
