import { fieldError, type AppError } from '#core/errors.ts'
import { fittingPixels } from '#core/task/fitting-sizes.ts'
import type { ModelDefinition } from '#core/task/model-definition.ts'
import { autoSize, type Size } from './video-size.ts'

/**
 * The model with its size limits lowered to what fits into the memory of the devices at this number
 * of frames.
 *
 * @param requested `WIDTHxHEIGHT`, `auto`, or null for the model's default
 * @throws AppError invalid_size for a size that the model permits and its devices cannot hold; the
 *   message names what fits. A model that shrinks throws only when nothing fits.
 */
export function fittingModel(
  model: ModelDefinition,
  frames: number,
  requested: string | null,
): ModelDefinition {
  const { limits, fittingSizes = [] } = model
  const maxPixels = fittingPixels(fittingSizes, frames, limits)
  if (maxPixels >= limits.maxPixels) return model
  const fitting = {
    ...model,
    limits: { ...limits, maxPixels, autoArea: Math.min(limits.autoArea, maxPixels) },
  }
  const [width, height] = (requested ?? model.defaults.size).split('x').map(Number)
  const size = width !== undefined && height !== undefined ? { width, height } : null
  const tooLarge = size !== null && size.width * size.height > maxPixels
  const permitted = size === null || size.width * size.height <= limits.maxPixels
  if (maxPixels > 0 && !(tooLarge && permitted && model.oversize === 'refuse')) return fitting
  throw refusal(fitting, frames, size)
}

function refusal(
  { limits, fittingSizes = [] }: ModelDefinition,
  frames: number,
  size: Size | null,
): AppError {
  const { maxPixels, sizeMultiple: multiple, minSide } = limits
  const ways: string[] = []
  if (size !== null && maxPixels > 0) {
    const smaller = autoSize(size, { area: maxPixels, multiple, minSide })
    ways.push(`${smaller.width}x${smaller.height} fits with ${frames} frames`)
  }
  const pixels = size === null ? minSide ** 2 : size.width * size.height
  const fewer = fittingSizes.findLast((entry) => entry.frames < frames && entry.maxPixels >= pixels)
  if (fewer)
    ways.push(
      `${fewer.frames} frames fit at ${size === null ? 'small sizes' : `${size.width}x${size.height}`}`,
    )
  const what = size === null ? `${frames} frames` : `${size.width}x${size.height} with ${frames} frames`
  const message =
    `\`size\`: ${what} does not fit into the memory of the devices` +
    (ways.length > 0 ? `; ${ways.join(', ')}.` : ', and nothing smaller with this model does.')
  return fieldError('invalid_size', 'size', message)
}

/**
 * Checks that the devices can still hold a video that was made before.
 *
 * @throws AppError invalid_size.
 */
export function assertFits(
  model: ModelDefinition,
  { width, height, frames }: Size & { frames: number },
): void {
  const { limits, fittingSizes = [] } = model
  const maxPixels = fittingPixels(fittingSizes, frames, limits)
  if (maxPixels >= limits.maxPixels || width * height <= maxPixels) return
  throw refusal({ ...model, limits: { ...limits, maxPixels } }, frames, { width, height })
}
