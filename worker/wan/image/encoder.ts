import { clipPixels, type ClipPreprocessing } from './preprocess.ts'
import { type RgbImage } from './rgb-image.ts'
import { type FloatTensor, type GraphSession } from '#worker/wan/sessions/session.ts'

/**
 * The image tokens that a Wan 2.1 transformer attends to beside the text: float32 [1, 257 per
 * image, image dim], each image's class token first. The graph runs once per image, after
 * `yieldPoint`.
 */
export async function encodeImages(
  session: GraphSession,
  preprocessing: ClipPreprocessing,
  images: readonly RgbImage[],
  yieldPoint: () => Promise<void>,
): Promise<FloatTensor> {
  const { size } = preprocessing
  const encoded: FloatTensor[] = []
  for (const image of images) {
    await yieldPoint()
    const pixels = { data: clipPixels(image, preprocessing), dims: [1, 3, size, size] }
    encoded.push(await session.run({ pixel_values: pixels }))
  }
  const [, tokens = 0, dim = 0] = encoded[0]?.dims ?? []
  const data = new Float32Array(encoded.length * tokens * dim)
  for (const [i, one] of encoded.entries()) data.set(one.data, i * tokens * dim)
  return { data, dims: [1, encoded.length * tokens, dim] }
}
