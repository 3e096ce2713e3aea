import { type GraphBuilder, type GraphScope, type Value } from '#worker/graphs/onnx/builder.ts'
import { FRAMES_PER_LATENT, IMAGE_CHANNELS } from './config.ts'
import { resolutionOf, zeros } from './stream.ts'

/**
 * The inputs of an encoder graph with T latent frames; pixels are float32 in [-1, 1]:
 * - 'video': `video` [1, 3, F, H, W] with F = 4(T-1) + 1 and T >= 1;
 * - 'image': `first_frame` [1, 3, H, W] and `chunk_count`, a scalar int64, T-1 >= 0. The other
 *   4(T-1) frames are zeros (grey), as in the condition of image-to-video;
 * - 'first-last': the inputs of 'image' and `last_frame` [1, 3, H, W], the last of the 4(T-1) + 1
 *   frames, with T-1 >= 1;
 * - 'frame': `first_frame` alone, with T = 1.
 */
export type VaeSource = 'video' | 'image' | 'first-last' | 'frame'

/** The pixels of a video in chunks, in the graph's dtype. */
export interface PixelSource {
  /** The only frame of the first chunk, [1, 3, 1, H, W]. */
  readonly firstFrame: Value
  /** The number of later chunks, T-1, as a scalar int64; undefined when there are never any. */
  readonly chunkCount: Value | undefined
  /** The four frames of a later chunk, [1, 3, 4, H, W]. */
  readonly chunk: (scope: GraphScope, iteration: Value) => Value
}

/** Declares the graph inputs of a source and returns its pixels. */
export function readPixels(builder: GraphBuilder, source: VaeSource): PixelSource {
  return source === 'video' ? videoPixels(builder) : imagePixels(builder, source)
}

function imagePixels(builder: GraphBuilder, source: 'image' | 'first-last' | 'frame'): PixelSource {
  const firstFrame = imageInput(builder, 'first_frame')
  const resolution = resolutionOf(builder, firstFrame, 'pixels')
  if (source === 'frame') return { firstFrame, chunkCount: undefined, chunk: () => firstFrame }

  const greyFrames = (frames: number) => zeros(builder, [1, IMAGE_CHANNELS, frames], resolution)
  const grey = greyFrames(FRAMES_PER_LATENT)
  const lastFrame = source === 'first-last' ? imageInput(builder, 'last_frame') : undefined
  const chunkCount = builder.input('chunk_count', 'int64', [])
  if (lastFrame === undefined) return { firstFrame, chunkCount, chunk: () => grey }

  const lastChunk = builder.add('Concat', [greyFrames(FRAMES_PER_LATENT - 1), lastFrame], { axis: 2 })
  const lastIteration = builder.add('Sub', [chunkCount, builder.int(1)])
  return {
    firstFrame,
    chunkCount,
    chunk: (scope, iteration) =>
      scope.add('Where', [scope.add('Equal', [iteration, lastIteration]), lastChunk, grey]),
  }
}

/** The graph input `name` [1, 3, H, W] as a video of one frame, [1, 3, 1, H, W]. */
function imageInput(builder: GraphBuilder, name: string): Value {
  const image = builder.input(name, 'float32', [1, IMAGE_CHANNELS, 'H', 'W'])
  return builder.convert(builder.add('Unsqueeze', [image, builder.ints([2])]), 'float32', builder.dtype)
}

function videoPixels(builder: GraphBuilder): PixelSource {
  const video = builder.input('video', 'float32', [1, IMAGE_CHANNELS, 'F', 'H', 'W'])
  const range = (scope: GraphScope, start: Value, end: Value) =>
    scope.convert(scope.add('Slice', [video, start, end, scope.ints([2])]), 'float32', scope.dtype)
  const frameCount = builder.add('Squeeze', [builder.add('Shape', [video], { start: 2, end: 3 })])
  const laterFrames = builder.add('Sub', [frameCount, builder.int(1)])
  return {
    firstFrame: range(builder, builder.ints([0]), builder.ints([1])),
    chunkCount: builder.add('Div', [laterFrames, builder.int(FRAMES_PER_LATENT)]),
    chunk: (scope, iteration) => {
      const skipped = scope.add('Mul', [iteration, scope.int(FRAMES_PER_LATENT)])
      const start = scope.add('Unsqueeze', [scope.add('Add', [skipped, scope.int(1)]), scope.ints([0])])
      return range(scope, start, scope.add('Add', [start, scope.ints([FRAMES_PER_LATENT])]))
    },
  }
}
