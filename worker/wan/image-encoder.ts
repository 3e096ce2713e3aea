import { clipPixels, type ClipPreprocessing } from './image-preprocess.ts'
import { type RgbImage } from './rgb-image.ts'
import { type FloatTensor, type GraphSession } from './session.ts'

/** The image tokens that a Wan 2.1 transformer attends to beside the text: float32 [1, 257, image dim], class token first. */
export function encodeImage(
  session: GraphSession,
  preprocessing: ClipPreprocessing,
  image: RgbImage,
): Promise<FloatTensor> {
  const { size } = preprocessing
  return session.run({ pixel_values: { data: clipPixels(image, preprocessing), dims: [1, 3, size, size] } })
}
