import { type LatentShape, type LatentSpace, MASK_CHANNELS } from './shape.ts'

/**
 * The condition that an image-to-video transformer reads beside the noise, [4 + channels, frames,
 * height, width]: four mask channels, then the latents of the given images with grey frames between
 * them. A mask channel is 1 where its pixel frame is given, else 0: all four on latent frame 0,
 * which is one pixel frame, and with a last frame the fourth on the last latent frame. Source:
 * diffusers, pipelines/wan/pipeline_wan_i2v.py, prepare_latents.
 */
export function imageCondition(
  imageLatents: Float32Array,
  shape: LatentShape,
  hasLastFrame: boolean,
): Float32Array {
  const perFrame = shape.height * shape.width
  const perMask = shape.frames * perFrame
  const condition = new Float32Array(MASK_CHANNELS * perMask + imageLatents.length)
  for (let mask = 0; mask < MASK_CHANNELS; mask++)
    condition.fill(1, mask * perMask, mask * perMask + perFrame)
  const end = MASK_CHANNELS * perMask
  if (hasLastFrame) condition.fill(1, end - perFrame, end)
  condition.set(imageLatents, end)
  return condition
}

/**
 * A copy of `latents` whose first frame, in every channel, is `firstFrame` [channels, 1, height,
 * width].
 *
 * @throws RangeError when `firstFrame` has another number of values.
 */
export function withFirstFrame(
  latents: Float32Array,
  firstFrame: Float32Array,
  { channels, frames, height, width }: LatentShape,
): Float32Array {
  const perFrame = height * width
  if (firstFrame.length !== channels * perFrame) {
    throw new RangeError(`first frame of ${firstFrame.length} values, expected ${channels * perFrame}`)
  }
  const values = latents.slice()
  for (let channel = 0; channel < channels; channel++) {
    const frame = firstFrame.subarray(channel * perFrame, (channel + 1) * perFrame)
    values.set(frame, channel * frames * perFrame)
  }
  return values
}

/**
 * Latents as the VAE decoder takes them: z · std + mean, with one mean and std per channel. Both
 * sides are [channels, frames, height, width].
 */
export function denormalise(
  latents: Float32Array,
  { channels, mean, std }: Pick<LatentSpace, 'channels' | 'mean' | 'std'>,
): Float32Array {
  const perChannel = latents.length / channels
  return latents.map((value, i) => {
    const channel = Math.floor(i / perChannel)
    return value * std[channel]! + mean[channel]!
  })
}
