import { type GraphBuilder, type GraphScope, type Value } from '#worker/graphs/onnx/builder.ts'
import { FRAMES_PER_LATENT, IMAGE_CHANNELS } from './config.ts'
import { resolutionOf, zeros } from './stream.ts'

/**
 * What an encoder graph is given:
 * - 'video': `video` [1, 3, F, H, W], F = 4(T-1) + 1, T >= 1;
 * - 'image': `first_frame` [1, 3, H, W] and `chunk_count` int64 scalar, T-1 >= 0; the other 4(T-1)
 *   frames are zeros (grey), as the condition of image-to-video has them;
 * - 'first-last': beside those `last_frame` [1, 3, H, W], the last of the 4(T-1) + 1 frames, T-1 >=
 *   1;
 * - 'frame': `first_frame` alone, T = 1.
 */
export type VaeSource = 'video' | 'image' | 'first-last' | 'frame'

/** Pixels in the graph's dtype, in chunks. */
export interface PixelSource {
  /** [1, 3, 1, H, W] */
  readonly firstFrame: Value
  /** T-1, a scalar int64; undefined when there is never a later chunk. */
  readonly chunkCount: Value | undefined
  /** The four frames of a later chunk, [1, 3, 4, H, W]. */
  readonly chunk: (scope: GraphScope, iteration: Value) => Value
}

/** Declares the inputs of a source. */
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

/** An image as a video of one frame. */
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
