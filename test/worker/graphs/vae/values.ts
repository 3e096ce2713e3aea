import { type FloatValues } from '#test/support/onnx/onnx.ts'
import { type ComponentConfig } from '#worker/graphs/config.ts'
import { readVaeConfig } from '#worker/graphs/vae/config.ts'

/** [1, 3, F, H, W], as diffusers decodes, to [F, H, W, 3]. */
export function channelsLast({
  dims: [, channels = 0, frames = 0, height = 0, width = 0],
  data,
}: FloatValues): FloatValues {
  const plane = frames * height * width
  const values = Float32Array.from(
    data,
    (_, i) => data[(i % channels) * plane + Math.floor(i / channels)] ?? NaN,
  )
  return { dims: [frames, height, width, channels], data: values }
}

/** The mean that diffusers encodes, [1, z, T, h, w], in the transformer's scale. */
export function normalised({ dims, data }: FloatValues, config: ComponentConfig): FloatValues {
  const { latentsMean, latentsStd, latentChannels } = readVaeConfig(config)
  const values = data.map((value, i) => {
    const channel = Math.floor((i * latentChannels) / data.length)
    return (value - (latentsMean[channel] ?? NaN)) / (latentsStd[channel] ?? NaN)
  })
  return { dims, data: values }
}

/** Frames `from` to `to` of [1, C, F, H, W]. */
export function frameRange({ dims, data }: FloatValues, from: number, to: number): FloatValues {
  const [batch = 0, channels = 0, frames = 0, height = 0, width = 0] = dims
  const plane = height * width
  const starts = Array.from({ length: batch * channels }, (_, channel) => channel * frames * plane)
  const values = starts.flatMap((start) => [...data.subarray(start + from * plane, start + to * plane)])
  return { dims: [batch, channels, to - from, height, width], data: Float32Array.from(values) }
}
