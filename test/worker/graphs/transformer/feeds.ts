import { type FloatValues } from '#test/support/onnx/onnx.ts'
import { type Reference } from '#test/support/onnx/reference.ts'

/**
 * [1, C, T, H, W] → [1, T * H/2 * W/2, 4 * C], features in (channel, row, column) or (row, column,
 * channel) order.
 */
export function toPatches({ dims, data }: FloatValues, order: 'channel first' | 'channel last'): FloatValues {
  const [, C = 0, T = 0, H = 0, W = 0] = dims
  const patches: number[] = []
  for (let t = 0; t < T; t++)
    for (let y = 0; y < H; y += 2)
      for (let x = 0; x < W; x += 2)
        for (let feature = 0; feature < 4 * C; feature++) {
          const [c, cell] =
            order === 'channel first' ? [feature >> 2, feature & 3] : [feature % C, Math.floor(feature / C)]
          patches.push(data[((c * T + t) * H + y + (cell >> 1)) * W + x + (cell & 1)] ?? Number.NaN)
        }
  return { dims: [1, patches.length / (4 * C), 4 * C], data: Float32Array.from(patches) }
}

/**
 * Every other element from `start`: diffusers repeats each rotary angle for both features of a
 * pair.
 */
function everyOther({ dims: [, tokens = 0, , pairs = 0], data }: FloatValues, start: number): FloatValues {
  return { dims: [1, tokens, pairs / 2], data: data.filter((_, i) => i % 2 === start) }
}

/** All inputs but the timestep; `image` where the model has one. */
export interface TransformerFeeds extends Record<string, FloatValues> {
  readonly patches: FloatValues
  readonly text: FloatValues
  readonly cos: FloatValues
  readonly sin: FloatValues
}

/** What diffusers' transformer was given, as the graph takes it. */
export function transformerFeeds(reference: Reference): TransformerFeeds {
  const images = 'encoder_hidden_states_image'
  return {
    patches: toPatches(reference.floats('hidden_states'), 'channel first'),
    text: reference.floats('encoder_hidden_states'),
    cos: everyOther(reference.floats('rope.cos'), 0),
    sin: everyOther(reference.floats('rope.sin'), 1),
    ...(reference.names.includes(images) ? { image: joinImages(reference.floats(images)) } : {}),
  }
}

/** The tokens of all images one after another, [n, 257, dim] → [1, n * 257, dim]. */
function joinImages({ dims: [images = 0, tokens = 0, size = 0], data }: FloatValues): FloatValues {
  return { dims: [1, images * tokens, size], data }
}
