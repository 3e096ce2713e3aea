import { type GraphScope, type LoopState, type Value } from '#worker/graphs/onnx/builder.ts'
import { type Dimension } from '#worker/graphs/onnx/writer.ts'

/** A height and width that are known when the graph runs. */
export interface Resolution {
  /** The int64 shape `sizes`, in which 'height' and 'width' are those of this resolution. */
  shape(sizes: readonly (number | 'height' | 'width')[]): Value
  /** Height and width as they appear in declared shapes. */
  readonly dims: readonly [Dimension, Dimension]
}

/** A feature map [1, channels, frames, height, width]. */
export interface Features {
  readonly value: Value
  readonly channels: number
  readonly frames: number
  readonly resolution: Resolution
}

/**
 * A few consecutive frames on their way through the network. Every convolution over time needs the
 * last frames it saw in the chunk before: it recalls them, and remembers those that it will need in
 * the next chunk.
 */
export interface Chunk {
  /** Takes the nodes of this chunk. */
  readonly scope: GraphScope
  /** The graph around the Loop; takes what is the same in every chunk. */
  readonly root: GraphScope
  /**
   * Which chunk after the first this is, counted from 0: a scalar int64. Undefined in the first
   * chunk.
   */
  readonly iteration: Value | undefined
  /**
   * The last `frames` frames that `layer` saw, shaped like `features` otherwise: zeros before the
   * first chunk.
   */
  recall(layer: string, features: Features, frames: number): Value
  remember(layer: string, last: Features): void
}

/**
 * Height and width of `video` [1, channels, frames, height, width], times `multiply`, divided by
 * `divide`. `name` makes the names of the symbolic sizes.
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

export function zeros(root: GraphScope, dims: readonly number[], resolution: Resolution): Value {
  return root.add('Expand', [root.float(0), resolution.shape([...dims, 'height', 'width'])])
}

/**
 * Runs a network over a video chunk by chunk, so that the features of only one chunk are in memory:
 * once for the first chunk, then in an ONNX Loop of `tripCount` (scalar int64, may be 0)
 * iterations. What the chunks remember is the Loop's state, so the result is that of the whole
 * video at once. `run` adds the network and returns what the chunk yields. Returns the first
 * chunk's value, and those of the later chunks stacked on a new first axis; without a `tripCount`
 * there are no later chunks and no Loop.
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
