import { type DecodedVideo, decodedVideo } from './frames.ts'
import { vaePixels } from '#worker/wan/image/preprocess.ts'
import { denormalise } from '#worker/wan/latents/conditions.ts'
import type { LatentShape, LatentSpace } from '#worker/wan/latents/shape.ts'
import { type RgbImage } from '#worker/wan/image/rgb-image.ts'
import { type GraphSession } from '#worker/wan/sessions/session.ts'

const CHANNELS = 3

/** An image as the encoders take it. */
const pixelsOf = (image: RgbImage) => ({
  data: vaePixels(image),
  dims: [1, CHANNELS, image.height, image.width],
})

const chunkCount = (latentFrames: number) => ({ data: BigInt64Array.of(BigInt(latentFrames - 1)), dims: [] })

/**
 * Normalised latents [channels, latentFrames, height, width] of a video that starts with `image`
 * and continues with grey frames.
 */
export async function encodeFirstFrame(
  session: GraphSession,
  image: RgbImage,
  latentFrames: number,
): Promise<Float32Array> {
  return (await session.run({ first_frame: pixelsOf(image), chunk_count: chunkCount(latentFrames) })).data
}

/** Normalised latents [channels, 1, height, width] of a video of one frame. */
export async function encodeFrame(session: GraphSession, image: RgbImage): Promise<Float32Array> {
  return (await session.run({ first_frame: pixelsOf(image) })).data
}

/**
 * Normalised latents [channels, latentFrames, height, width] of a video with these two images and
 * grey frames between.
 */
export async function encodeFirstAndLastFrame(
  session: GraphSession,
  first: RgbImage,
  last: RgbImage,
  latentFrames: number,
): Promise<Float32Array> {
  const { data } = await session.run({
    first_frame: pixelsOf(first),
    last_frame: pixelsOf(last),
    chunk_count: chunkCount(latentFrames),
  })
  return data
}

/**
 * Decodes normalised latents [channels, frames, height, width] to 4 (frames - 1) + 1 frames of
 * 8-bit RGB.
 */
export async function decodeLatents(
  session: GraphSession,
  latents: Float32Array,
  { channels, frames, height, width }: LatentShape,
  space: LatentSpace,
): Promise<DecodedVideo> {
  const { data, dims } = await session.runToBytes({
    latents: { data: denormalise(latents, space), dims: [1, channels, frames, height, width] },
  })
  return decodedVideo(data, dims)
}
