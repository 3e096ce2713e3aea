import { type DecodedVideo, decodedVideo } from './frames.ts'
import { vaePixels } from './image-preprocess.ts'
import { denormalise, type LatentShape } from './latents.ts'
import { type RgbImage } from './rgb-image.ts'
import { type GraphSession } from './session.ts'

/** Per latent channel: the transformer's latents are (VAE latents - mean) / std. */
export interface LatentStatistics {
  readonly mean: readonly number[]
  readonly std: readonly number[]
}

/** Normalised latents [channels, frames, height, width] of a video that starts with `image` and goes on with grey frames. */
export async function encodeFirstFrame(
  session: GraphSession,
  image: RgbImage,
  { frames }: LatentShape,
): Promise<Float32Array> {
  const { data } = await session.run({
    first_frame: { data: vaePixels(image), dims: [1, 3, image.height, image.width] },
    chunk_count: { data: BigInt64Array.of(BigInt(frames - 1)), dims: [] },
  })
  return data
}

/** Decodes normalised latents [channels, frames, height, width] to 4 (frames - 1) + 1 pictures of 8 times the height and width. */
export async function decodeLatents(
  session: GraphSession,
  latents: Float32Array,
  shape: LatentShape,
  { mean, std }: LatentStatistics,
): Promise<DecodedVideo> {
  const { channels, frames, height, width } = shape
  const { data, dims } = await session.run({
    latents: { data: denormalise(latents, shape, mean, std), dims: [1, channels, frames, height, width] },
  })
  return decodedVideo(data, dims)
}
