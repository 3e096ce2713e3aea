/**
 * Wan's video autoencoders over all frames of a video at once, in float64 and without ONNX: every
 * convolution over time sees the whole video, so there are no chunks and nothing is remembered.
 * Layers as in AutoencoderKLWan (huggingface/diffusers, models/autoencoders/autoencoder_kl_wan.py).
 * For tiny models: nothing here is fast.
 */
import { type FloatValues } from '#test/support/onnx/onnx.ts'
import { type Reference } from '#test/support/onnx/reference.ts'
import { type VaeConfig } from '#worker/graphs/vae/config.ts'

/** [channels, frames, height, width] */
interface Video {
  readonly channels: number
  readonly frames: number
  readonly height: number
  readonly width: number
  readonly data: Float64Array
}

type Size = Omit<Video, 'data'>
type Place = readonly [channel: number, frame: number, row: number, column: number]

const offsetOf = ({ frames, height, width }: Size, [channel, frame, row, column]: Place): number =>
  ((channel * frames + frame) * height + row) * width + column

function filled(size: Size, value: (...place: Place) => number): Video {
  const { channels, frames, height, width } = size
  const data = new Float64Array(channels * frames * height * width)
  let i = 0
  for (let channel = 0; channel < channels; channel++)
    for (let frame = 0; frame < frames; frame++)
      for (let row = 0; row < height; row++)
        for (let column = 0; column < width; column++) data[i++] = value(channel, frame, row, column)
  return { ...size, data }
}

const at = (video: Video, ...place: Place): number => video.data[offsetOf(video, place)]!
const add = (one: Video, other: Video): Video => ({
  ...one,
  data: one.data.map((value, i) => value + other.data[i]!),
})
const frameRange = (video: Video, from: number, to: number): Video =>
  filled({ ...video, frames: to - from }, (channel, frame, row, column) =>
    at(video, channel, frame + from, row, column),
  )
const joined = (one: Video, other: Video): Video =>
  filled({ ...one, frames: one.frames + other.frames }, (channel, frame, row, column) =>
    frame < one.frames
      ? at(one, channel, frame, row, column)
      : at(other, channel, frame - one.frames, row, column),
  )

interface Convolution {
  /** Frames of zeros in front. */
  readonly before?: number
  /** Zeros above and to the left, and on the other sides. */
  readonly padding?: readonly [number, number]
  readonly strides?: { readonly frames: number; readonly side: number }
}

/** Builds the layers from a model's tensors. */
function layersOf(weights: Reference) {
  function convolve(x: Video, layer: string, options: Convolution = {}): Video {
    const { before = 0, padding = [0, 0], strides = { frames: 1, side: 1 } } = options
    const { data: kernel, dims } = weights.floats(`${layer}.weight`)
    const bias = weights.floats(`${layer}.bias`).data
    const [channels = 0, inputs = 0, ...sizes] = dims
    const [kt = 1, kh = 1, kw = 1] = sizes.length === 3 ? sizes : [1, ...sizes]
    const reach = padding[0] + padding[1]
    const size = {
      channels,
      frames: Math.floor((x.frames + before - kt) / strides.frames) + 1,
      height: Math.floor((x.height + reach - kh) / strides.side) + 1,
      width: Math.floor((x.width + reach - kw) / strides.side) + 1,
    }
    return filled(size, (channel, frame, row, column) => {
      let sum = bias[channel]!
      for (let t = 0; t < kt; t++) {
        const fromFrame = frame * strides.frames + t - before
        if (fromFrame < 0) continue
        for (let i = 0; i < kh; i++) {
          const fromRow = row * strides.side + i - padding[0]
          if (fromRow < 0 || fromRow >= x.height) continue
          for (let j = 0; j < kw; j++) {
            const fromColumn = column * strides.side + j - padding[0]
            if (fromColumn < 0 || fromColumn >= x.width) continue
            for (let input = 0; input < inputs; input++)
              sum +=
                kernel[(((channel * inputs + input) * kt + t) * kh + i) * kw + j]! *
                x.data[offsetOf(x, [input, fromFrame, fromRow, fromColumn])]!
          }
        }
      }
      return sum
    })
  }

  const causal = (x: Video, layer: string) => convolve(x, layer, { before: 2, padding: [1, 1] })

  /** Each pixel's channels divided by their root mean square. */
  function normalise(x: Video, layer: string): Video {
    const gamma = weights.floats(`${layer}.gamma`).data
    const lengths = filled({ ...x, channels: 1 }, (_, ...place) => {
      let squares = 0
      for (let channel = 0; channel < x.channels; channel++) squares += at(x, channel, ...place) ** 2
      return Math.sqrt(squares / x.channels)
    })
    return filled(
      x,
      (channel, ...place) => (at(x, channel, ...place) / at(lengths, 0, ...place)) * gamma[channel]!,
    )
  }

  function activate(x: Video, layer: string): Video {
    const normalised = normalise(x, layer)
    return { ...x, data: normalised.data.map((value) => value / (1 + Math.exp(-value))) }
  }

  function block(x: Video, layer: string): Video {
    const half = causal(activate(x, `${layer}.norm1`), `${layer}.conv1`)
    const result = causal(activate(half, `${layer}.norm2`), `${layer}.conv2`)
    return add(result, result.channels === x.channels ? x : convolve(x, `${layer}.conv_shortcut`))
  }

  const blocks = (x: Video, layer: string, count: number): Video =>
    Array.from({ length: count }, (_, i) => i).reduce((y, i) => block(y, `${layer}.${i}`), x)

  /** One head, among the pixels of each frame. */
  function attend(x: Video, layer: string): Video {
    const mixed = convolve(normalise(x, `${layer}.norm`), `${layer}.to_qkv`)
    const places = Array.from(
      { length: x.height * x.width },
      (_, i) => [Math.floor(i / x.width), i % x.width] as const,
    )
    const head = (part: number, frame: number) =>
      places.map(([row, column]) =>
        Array.from({ length: x.channels }, (_, channel) =>
          at(mixed, part * x.channels + channel, frame, row, column),
        ),
      )
    const frames = Array.from({ length: x.frames }, (_, frame) => {
      const [queries, keys, values] = [head(0, frame), head(1, frame), head(2, frame)]
      return queries.map((query) => {
        const weightsOfKeys = keys.map((key) =>
          Math.exp(key.reduce((sum, value, i) => sum + value * query[i]!, 0) / Math.sqrt(x.channels)),
        )
        const total = weightsOfKeys.reduce((sum, value) => sum + value, 0)
        return query.map((_, i) =>
          values.reduce((sum, value, key) => sum + (value[i]! * weightsOfKeys[key]!) / total, 0),
        )
      })
    })
    const attended = filled(
      x,
      (channel, frame, row, column) => frames[frame]![row * x.width + column]![channel]!,
    )
    return add(convolve(attended, `${layer}.proj`), x)
  }

  const middle = (x: Video, layer: string): Video =>
    block(attend(block(x, `${layer}.resnets.0`), `${layer}.attentions.0`), `${layer}.resnets.1`)

  /**
   * Over time, the first frame stays, and each further one of the result is of a frame, the one
   * before and the one after.
   */
  function shrink(x: Video, layer: string, temporal: boolean): Video {
    const halved = convolve(x, `${layer}.resample.1`, { padding: [0, 1], strides: { frames: 1, side: 2 } })
    if (!temporal || halved.frames === 1) return halved
    const later = convolve(halved, `${layer}.time_conv`, { strides: { frames: 2, side: 1 } })
    return joined(frameRange(halved, 0, 1), later)
  }

  /**
   * Over time, the first frame stays, and each later one becomes two that know nothing of the
   * first.
   */
  function grow(x: Video, layer: string, temporal: boolean): Video {
    const doubled = temporal && x.frames > 1 ? joined(frameRange(x, 0, 1), twoOfEach(x, layer)) : x
    const large = filled(
      { ...doubled, height: 2 * x.height, width: 2 * x.width },
      (channel, frame, row, column) =>
        at(doubled, channel, frame, Math.floor(row / 2), Math.floor(column / 2)),
    )
    return convolve(large, `${layer}.resample.1`, { padding: [1, 1] })
  }

  function twoOfEach(x: Video, layer: string): Video {
    const pairs = convolve(frameRange(x, 1, x.frames), `${layer}.time_conv`, { before: 2 })
    return filled({ ...x, frames: 2 * pairs.frames }, (channel, frame, row, column) =>
      at(pairs, (frame % 2) * x.channels + channel, Math.floor(frame / 2), row, column),
    )
  }

  return { convolve, causal, activate, block, blocks, middle, shrink, grow }
}

/**
 * The shortcut around a shrinking stage: means over cells of frames × side × side, frames of zeros
 * before the first.
 */
function averaged(x: Video, channels: number, cellFrames: number, side: number): Video {
  const missing = (cellFrames - (x.frames % cellFrames)) % cellFrames
  const group = (x.channels * cellFrames * side * side) / channels
  const size = {
    channels,
    frames: (x.frames + missing) / cellFrames,
    height: x.height / side,
    width: x.width / side,
  }
  return filled(size, (channel, frame, row, column) => {
    let sum = 0
    for (let member = channel * group; member < (channel + 1) * group; member++) {
      const inCell = member % (cellFrames * side * side)
      const from = frame * cellFrames + Math.floor(inCell / (side * side)) - missing
      const [inRow, inColumn] = [Math.floor(inCell / side) % side, inCell % side]
      const channelFrom = Math.floor(member / (cellFrames * side * side))
      if (from >= 0) sum += at(x, channelFrom, from, row * side + inRow, column * side + inColumn)
    }
    return sum / group
  })
}

/**
 * The shortcut around a growing stage: each value fills cells of frames × side × side; of the first
 * frame's the last frame counts.
 */
function repeated(x: Video, channels: number, cellFrames: number, side: number): Video {
  const copies = (channels * cellFrames * side * side) / x.channels
  const size = {
    channels,
    frames: x.frames * cellFrames - (cellFrames - 1),
    height: x.height * side,
    width: x.width * side,
  }
  return filled(size, (channel, frame, row, column) => {
    const source = frame + cellFrames - 1
    const place =
      ((channel * cellFrames + (source % cellFrames)) * side + (row % side)) * side + (column % side)
    return at(
      x,
      Math.floor(place / copies),
      Math.floor(source / cellFrames),
      Math.floor(row / side),
      Math.floor(column / side),
    )
  })
}

function videoOf({ dims, data }: FloatValues): Video {
  const [, channels = 0, frames = 0, height = 0, width = 0] = dims
  return { channels, frames, height, width, data: Float64Array.from(data) }
}

/** Pixels [1, 3, F, H, W] to the normalised mean [1, z, T, h, w] of their latents. */
export function encodeWhole(config: VaeConfig, weights: Reference, video: FloatValues): FloatValues {
  const { convolve, causal, activate, blocks, block, middle, shrink } = layersOf(weights)
  const pixels = videoOf(video)
  const side = config.patchSize
  let x = filled(
    { ...pixels, channels: 3 * side * side, height: pixels.height / side, width: pixels.width / side },
    (channel, frame, row, column) => {
      const [inColumn, inRow] = [Math.floor(channel / side) % side, channel % side]
      const colour = Math.floor(channel / (side * side))
      return at(pixels, colour, frame, row * side + inRow, column * side + inColumn)
    },
  )
  x = causal(x, 'encoder.conv_in')
  let position = 0
  for (const [stage, multiplier] of config.channelMultipliers.entries()) {
    const last = stage === config.channelMultipliers.length - 1
    const temporal = config.temporalDownsample[stage] ?? false
    if (config.residual) {
      const layer = `encoder.down_blocks.${stage}`
      const input = x
      x = blocks(x, `${layer}.resnets`, config.blocksPerStage)
      if (!last) x = shrink(x, `${layer}.downsampler`, temporal)
      x = add(x, averaged(input, config.encoderChannels * multiplier, temporal ? 2 : 1, last ? 1 : 2))
    } else {
      for (let i = 0; i < config.blocksPerStage; i++) x = block(x, `encoder.down_blocks.${position++}`)
      if (!last) x = shrink(x, `encoder.down_blocks.${position++}`, temporal)
    }
  }
  x = causal(activate(middle(x, 'encoder.mid_block'), 'encoder.norm_out'), 'encoder.conv_out')
  const moments = convolve(x, 'quant_conv')
  const mean = filled(
    { ...moments, channels: config.latentChannels },
    (channel, ...place) =>
      (at(moments, channel, ...place) - config.latentsMean[channel]!) / config.latentsStd[channel]!,
  )
  const { channels, frames, height, width } = mean
  return { dims: [1, channels, frames, height, width], data: Float32Array.from(mean.data) }
}

/** De-normalised latents [1, z, T, h, w] to frames [F, H, W, 3] in [-1, 1]. */
export function decodeWhole(config: VaeConfig, weights: Reference, latents: FloatValues): FloatValues {
  const { convolve, causal, activate, blocks, middle, grow } = layersOf(weights)
  let x = causal(convolve(videoOf(latents), 'post_quant_conv'), 'decoder.conv_in')
  x = middle(x, 'decoder.mid_block')
  const stages = config.channelMultipliers.toReversed()
  for (const [stage, multiplier] of stages.entries()) {
    const layer = `decoder.up_blocks.${stage}`
    const temporal = config.temporalDownsample.toReversed()[stage] ?? false
    const input = x
    x = blocks(x, `${layer}.resnets`, config.blocksPerStage + 1)
    if (stage === stages.length - 1) continue
    x = grow(x, config.residual ? `${layer}.upsampler` : `${layer}.upsamplers.0`, temporal)
    if (config.residual) x = add(x, repeated(input, config.decoderChannels * multiplier, temporal ? 2 : 1, 2))
  }
  const pixels = causal(activate(x, 'decoder.norm_out'), 'decoder.conv_out')
  const side = config.patchSize
  const dims = [pixels.frames, pixels.height * side, pixels.width * side, 3]
  const [, height = 0, width = 0] = dims
  const data = Float32Array.from({ length: dims.reduce((product, size) => product * size, 1) }, (_, i) => {
    const [colour, column, row] = [i % 3, Math.floor(i / 3) % width, Math.floor(i / (3 * width)) % height]
    const frame = Math.floor(i / (3 * width * height))
    const channel = (colour * side + (column % side)) * side + (row % side)
    const value = at(pixels, channel, frame, Math.floor(row / side), Math.floor(column / side))
    return Math.min(1, Math.max(-1, value))
  })
  return { dims, data }
}
