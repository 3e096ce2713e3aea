/**
 * The layers of the encoders and decoders of Wan's video autoencoders (huggingface/diffusers,
 * models/autoencoders/autoencoder_kl_wan.py). Features are [1, channels, frames, height, width] in
 * the graph's dtype. `layer` is the prefix of a layer's tensors, without the final dot.
 * Convolutions over height and width alone run as 3D convolutions with a kernel of one frame.
 */
import { type GraphScope, type Value } from '#worker/graphs/onnx/builder.ts'
import { linear } from '#worker/graphs/onnx/linear.ts'
import { type Chunk, type Features, type Resolution } from './stream.ts'

const SPATIAL_PADDING = [0, 1, 1, 0, 1, 1]

/**
 * `features` preceded by the last `frames` frames of the earlier chunks. The last `frames` frames
 * of both together are kept for the next chunk. The kept frames are joined first and the joined
 * features are made from them, so that only the kept frames outlive the convolution. A slice of the
 * joined features would keep those of all layers in memory, because the runtime may take it as late
 * as the end of the chunk.
 */
function withHistory(
  { scope, recall, remember }: Chunk,
  layer: string,
  features: Features,
  frames: number,
): Features {
  const past = recall(layer, features, frames)
  const joined = { ...features, frames: frames + features.frames }
  const concat = (values: readonly Value[]) => scope.add('Concat', values, { axis: 2 })
  const split = (value: Value, first: number, second: number): readonly [Value, Value] => {
    const [head = '', tail = ''] = scope.addMany('Split', [value, scope.ints([first, second])], 2, {
      axis: 2,
    })
    return [head, tail]
  }
  if (features.frames === frames) {
    remember(layer, features)
    return { ...joined, value: concat([past, features.value]) }
  }
  if (features.frames > frames) {
    const [head, tail] = split(features.value, features.frames - frames, frames)
    remember(layer, { ...features, frames, value: tail })
    return { ...joined, value: concat([past, head, tail]) }
  }
  const [older, newer] = split(past, features.frames, frames - features.frames)
  const tail = concat([newer, features.value])
  remember(layer, { ...features, frames, value: tail })
  return { ...joined, value: concat([older, tail]) }
}

/**
 * A convolution with bias. `kernel` is the shape of the stored kernel and `kernel3d` the same as
 * [frames, height, width].
 */
function convolution(
  { scope }: Chunk,
  layer: string,
  features: Features,
  channels: number,
  [kernel, kernel3d]: readonly [readonly number[], readonly number[]],
  attributes: { readonly pads?: readonly number[]; readonly strides?: readonly number[] } = {},
): Value {
  const channelDims = [channels, features.channels]
  const weight = scope.weight(`${layer}.weight`, [...channelDims, ...kernel], {
    viewDims: [...channelDims, ...kernel3d],
  })
  return scope.add('Conv', [features.value, weight, scope.weight(`${layer}.bias`, [channels])], {
    kernel_shape: kernel3d,
    ...attributes,
  })
}

/** A 3x3x3 convolution over each frame and the two before it, which keeps height and width. */
export function causalConvolution(
  chunk: Chunk,
  layer: string,
  features: Features,
  channels: number,
): Features {
  const kernel = [3, 3, 3]
  const joined = withHistory(chunk, layer, features, 2)
  const value = convolution(chunk, layer, joined, channels, [kernel, kernel], { pads: SPATIAL_PADDING })
  return { ...features, channels, value }
}

/** A 1x1x1 convolution, which mixes channels only. */
function pointwiseConvolution(chunk: Chunk, layer: string, features: Features, channels: number): Features {
  const kernel = [1, 1, 1]
  return { ...features, channels, value: convolution(chunk, layer, features, channels, [kernel, kernel]) }
}

/**
 * Normalisation over the channels of each pixel, then SiLU: y = x / max(|x|, 1e-12) *
 * sqrt(channels) * gamma, y * sigmoid(y). The length is computed in float32, as in the reference,
 * because a sum of squares overflows float16. With a batch of 1, ReduceSumSquare over axis 1 sums
 * the rows of a matrix, which CPU and CUDA kernels do in a stream; LpNormalization reads memory
 * pixel by pixel and is 2 to 6 times slower on the CPU for 8 to 32 channels.
 */
export function normaliseAndActivate({ scope, root }: Chunk, layer: string, features: Features): Features {
  const { channels, value } = features
  const gamma = root.add('Mul', [
    root.weight(`${layer}.gamma`, [channels, 1, 1, 1]),
    root.float(Math.sqrt(channels)),
  ])
  const wide = scope.convert(value, scope.dtype, 'float32')
  const length = scope.add('Sqrt', [scope.add('ReduceSumSquare', [wide, scope.ints([1])])])
  const unit = scope.add('Div', [wide, scope.add('Max', [length, scope.float(1e-12, 'float32')])])
  const normalised = scope.add('Mul', [scope.convert(unit, 'float32', scope.dtype), gamma])
  return { ...features, value: silu(scope, normalised) }
}

/** SiLU as QuickGelu, x * sigmoid(alpha * x), with alpha 1. */
function silu(scope: GraphScope, value: Value): Value {
  return scope.add('com.microsoft.QuickGelu', [value], { alpha: { float: 1 } })
}

/**
 * Two rounds of normalisation, activation and causal convolution, added to the input. Where the
 * number of channels changes, the input passes a 1x1x1 convolution before the sum.
 */
export function residualBlock(chunk: Chunk, layer: string, features: Features, channels: number): Features {
  const convolve = (input: Features, n: 1 | 2) =>
    causalConvolution(
      chunk,
      `${layer}.conv${n}`,
      normaliseAndActivate(chunk, `${layer}.norm${n}`, input),
      channels,
    )
  const shortcut =
    features.channels === channels
      ? features
      : pointwiseConvolution(chunk, `${layer}.conv_shortcut`, features, channels)
  const result = convolve(convolve(features, 1), 2)
  return { ...result, value: chunk.scope.add('Add', [result.value, shortcut.value]) }
}

/** The middle block of an encoder or decoder: residual block, attention, residual block. */
export function midBlock(chunk: Chunk, layer: string, features: Features): Features {
  const { channels } = features
  const before = residualBlock(chunk, `${layer}.resnets.0`, features, channels)
  const attended = attention(chunk, `${layer}.attentions.0`, before)
  return residualBlock(chunk, `${layer}.resnets.1`, attended, channels)
}

/** Self-attention with one head across the pixels of each frame, added to the input. */
function attention({ scope }: Chunk, layer: string, features: Features): Features {
  const { value, channels, frames, resolution } = features
  // The layers are 1x1 convolutions, so their kernels are matrices.
  const mix = (input: Value, name: string, outputs: number) =>
    linear(scope, input, `${layer}.${name}`, channels, outputs, { storedDims: [outputs, channels, 1, 1] })
  const channelsLast = scope.add('Transpose', [value], { perm: [0, 2, 3, 4, 1] })
  const pixels = scope.add('Reshape', [channelsLast, scope.ints([frames, -1, channels])])
  // |x| / sqrt(channels) is the root mean square; the epsilon guards only against vectors of zeros.
  const gamma = scope.weight(`${layer}.norm.gamma`, [channels, 1, 1], { viewDims: [channels] })
  const normalised = scope.add('RMSNormalization', [pixels, gamma], { axis: -1, epsilon: { float: 1e-24 } })
  const queryKeyValue = scope.addMany('Split', [mix(normalised, 'to_qkv', 3 * channels)], 3, {
    axis: -1,
    num_outputs: 3,
  })
  const attended = scope.add('com.microsoft.MultiHeadAttention', queryKeyValue, { num_heads: 1 })
  const projected = mix(attended, 'proj', channels)
  const channelsFirst = scope.add('Transpose', [projected], { perm: [2, 0, 1] })
  const result = scope.add('Reshape', [
    channelsFirst,
    resolution.shape([1, channels, frames, 'height', 'width']),
  ])
  return { ...features, value: scope.add('Add', [result, value]) }
}

/**
 * Halves height and width, which must be even, and with `temporal` the number of frames.
 * `resolution` is that of the result.
 */
export function downsample(
  chunk: Chunk,
  layer: string,
  features: Features,
  resolution: Resolution,
  temporal: boolean,
): Features {
  const { channels } = features
  const value = convolution(
    chunk,
    `${layer}.resample.1`,
    features,
    channels,
    [
      [3, 3],
      [1, 3, 3],
    ],
    { strides: [1, 2, 2], pads: [0, 0, 0, 0, 1, 1] },
  )
  const halved = { ...features, resolution, value }
  if (!temporal) return halved
  const timeLayer = `${layer}.time_conv`
  // The one frame of the first chunk passes unchanged and is the history of the next chunk.
  if (chunk.iteration === undefined) {
    chunk.remember(timeLayer, halved)
    return halved
  }
  const joined = withHistory(chunk, timeLayer, halved, 1)
  const kernel = [3, 1, 1]
  return {
    ...halved,
    frames: halved.frames / 2,
    value: convolution(chunk, timeLayer, joined, channels, [kernel, kernel], { strides: [2, 1, 1] }),
  }
}

/**
 * Doubles height and width, and with `temporal` the number of frames. `resolution` and `channels`
 * are those of the result.
 */
export function upsample(
  chunk: Chunk,
  layer: string,
  features: Features,
  resolution: Resolution,
  channels: number,
  temporal: boolean,
): Features {
  const doubled = doubleSize(chunk, temporal ? doubleFrames(chunk, layer, features) : features, resolution)
  const kernels = [
    [3, 3],
    [1, 3, 3],
  ] as const
  const value = convolution(chunk, `${layer}.resample.1`, doubled, channels, kernels, {
    pads: SPATIAL_PADDING,
  })
  return { ...doubled, channels, value }
}

/**
 * Turns each frame into two: a convolution over time gives both as 2 x channels. The one frame of
 * the first chunk passes unchanged.
 */
function doubleFrames(chunk: Chunk, upsampler: string, features: Features): Features {
  const { scope } = chunk
  const layer = `${upsampler}.time_conv`
  const { channels, frames, resolution } = features
  // The first frame does not join the history: the second chunk sees zeros before its frames.
  if (chunk.iteration === undefined) {
    chunk.remember(layer, { ...features, frames: 2, value: chunk.recall(layer, features, 2) })
    return features
  }
  const kernel = [3, 1, 1]
  const joined = withHistory(chunk, layer, features, 2)
  const pairs = convolution(chunk, layer, joined, 2 * channels, [kernel, kernel])
  const split = scope.add('Reshape', [pairs, scope.ints([2, channels, frames, -1])])
  const interleaved = scope.add('Transpose', [split], { perm: [1, 2, 0, 3] })
  const value = scope.add('Reshape', [
    interleaved,
    resolution.shape([1, channels, 2 * frames, 'height', 'width']),
  ])
  return { ...features, frames: 2 * frames, value }
}

/**
 * Repeats every pixel in a 2 x 2 square. Concat and Reshape have kernels for every float type,
 * whereas Resize on CUDA has none for bfloat16, and they are 2 to 6 times faster on the CPU.
 */
function doubleSize({ scope }: Chunk, features: Features, resolution: Resolution): Features {
  const { value, channels, frames } = features
  const rows = scope.add('Concat', [value, value], { axis: 4 })
  const pixels = scope.add('Unsqueeze', [rows, scope.ints([5])])
  const squares = scope.add('Concat', [pixels, pixels], { axis: 5 })
  return {
    ...features,
    resolution,
    value: scope.add('Reshape', [squares, resolution.shape([1, channels, frames, 'height', 'width'])]),
  }
}
