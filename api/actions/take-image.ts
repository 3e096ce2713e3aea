import { createHash } from 'node:crypto'
import { inputKey } from '#core/asset-keys.ts'
import type { Deps } from '#core/deps.ts'
import { inspectInputImage, prepareInputImage, type InputImageInfo } from '#core/input-image.ts'
import type { InputPresence } from '#core/task.ts'
import type { ImageField, ImageSource } from '#api/dialects/dialect.ts'
import type { Call } from './action.ts'
import { asImageError, imageError, keepImage, readImage } from './input-image.ts'

/** One picture that a client may send: where it sends it, and what the model does with it. */
export interface ImageInput {
  readonly field: ImageField
  /** Null when it sent none. */
  readonly source: ImageSource | null
  readonly presence: InputPresence
}

/** A picture as the client sent it, known to be one. */
export interface TakenImage {
  readonly field: ImageField
  readonly bytes: Buffer
  /** How many of them came with this request. */
  readonly uploadBytes: number
  readonly info: InputImageInfo
}

const ROLES: {
  readonly [F in ImageField]: {
    readonly file: string
    readonly missing: string
    readonly unusable: string
  }
} = {
  input_reference: {
    file: 'first-frame.png',
    missing: 'makes videos from an image: send `input_reference`.',
    unusable: 'makes videos from text alone; it takes no image.',
  },
}

/**
 * Fetches and checks the picture of one field, whatever form it came in; null when there is none and the model does
 * without.
 *
 * @throws AppError input_reference_required, unsupported_parameter for a picture that the model has no use for, and
 *   input_reference_invalid, _too_large, _unreachable or _forbidden_host; each names the field.
 */
export async function takeImage(
  call: Call,
  modelId: string,
  { field, source, presence }: ImageInput,
): Promise<TakenImage | null> {
  const role = ROLES[field]
  if (source === null) {
    if (presence !== 'required') return null
    throw imageError(field, 'input_reference_required', `The model ${modelId} ${role.missing}`)
  }
  if (presence === 'none')
    throw imageError(field, 'unsupported_parameter', `The model ${modelId} ${role.unusable}`)
  const bytes = await readImage(call, field, source)
  try {
    const info = await inspectInputImage(bytes)
    await keepImage(call, source, bytes)
    // An uploaded file was counted when it came, and a frame of ours never came.
    const uploadBytes = source.kind === 'file' || source.kind === 'video' ? 0 : bytes.length
    return { field, bytes, uploadBytes, info }
  } catch (error) {
    throw asImageError(field, error)
  }
}

/** The picture as a frame of the video, under the task's own key, which is returned. */
export async function storeFrame(
  deps: Deps,
  taskId: string,
  { field, bytes }: TakenImage,
  size: { readonly width: number; readonly height: number },
): Promise<string> {
  let frame: Buffer
  try {
    frame = await prepareInputImage(bytes, size)
  } catch (error) {
    throw asImageError(field, error)
  }
  const key = inputKey(taskId, ROLES[field].file)
  await deps.storage.put(key, frame, {
    contentType: 'image/png',
    sizeBytes: frame.length,
    sha256: createHash('sha256').update(frame).digest('hex'),
  })
  return key
}
