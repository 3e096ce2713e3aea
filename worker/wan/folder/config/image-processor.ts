import type { ClipPreprocessing } from '#worker/wan/image/preprocess.ts'
import { fieldsOf } from './json-fields.ts'

/**
 * Reads a parsed preprocessor_config.json.
 *
 * @throws Error that names the key of any other way of resizing, cropping or scaling.
 */
export function parseClipPreprocessing(json: unknown): ClipPreprocessing {
  const fields = fieldsOf(json)
  const values = new Map(Object.entries(json as Readonly<Record<string, unknown>>))
  const numbers = (key: string) => {
    const value = values.get(key)
    const fine = Array.isArray(value) && value.length === 3 && value.every((item) => Number.isFinite(item))
    return fine ? (value as number[]) : fields.refuse(key, 'three numbers')
  }
  // Older files have plain numbers where newer files have objects.
  const side = (key: string, part: string): number =>
    typeof values.get(key) === 'number' ? fields.count(key) : fields.object(key).count(part)
  const size = side('size', 'shortest_edge')
  if (side('crop_size', 'height') !== size) fields.refuse('crop_size', `${size}, as size`)
  if (values.get('resample') !== 3) fields.refuse('resample', '3 (bicubic)')
  for (const key of ['do_resize', 'do_center_crop', 'do_rescale', 'do_normalize']) {
    if (!(values.get(key) ?? true)) fields.refuse(key, 'true')
  }
  if (Math.abs(Number(values.get('rescale_factor') ?? 1 / 255) - 1 / 255) > 1e-9)
    fields.refuse('rescale_factor', '1/255')
  return { size, mean: numbers('image_mean'), std: numbers('image_std') }
}
