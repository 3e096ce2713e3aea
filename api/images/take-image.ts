import { createHash } from 'node:crypto'
import { inputKey } from '#core/storage/asset-keys.ts'
import type { Deps } from '#core/deps.ts'
import { inspectInputImage, pixelLimitOf, type InputImageInfo } from './decode-image.ts'
import type { InputPresence, ModelDefinition } from '#core/task/model-definition.ts'
import type { CreateInput, ImageField, ImageSource } from '#api/dialects/dialect.ts'
import type { Call } from '#api/http/call.ts'
import { asImageError, imageError, keepImage, readImage } from './read-image.ts'

/** One image that a client may send: the field it is sent in, and whether the model takes it. */
export interface ImageInput {
  readonly field: ImageField
  /** Null when none was sent. */
  readonly source: ImageSource | null
  readonly presence: InputPresence
}

/** An image as the client sent it, checked. */
export interface TakenImage {
  readonly field: ImageField
  readonly bytes: Buffer
  /** Bytes that were sent with this request and count against the upload quota. */
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
  last_frame: {
    file: 'last-frame.png',
    missing: 'makes videos between two images: send `last_frame` beside `input_reference`.',
    unusable: 'cannot use a last frame; it takes no `last_frame`.',
  },
}

/**
 * Fetches and checks the image of one field, whatever form it has; null when none was sent and the
 * model needs none.
 *
 * @throws AppError as `takeImages`.
 */
async function takeImage(
  call: Call,
  modelId: string,
  { field, source, presence }: ImageInput,
): Promise<TakenImage | null> {
  assertUsable(modelId, { field, source, presence })
  if (source === null) return null
  const bytes = await readImage(call, field, source)
  try {
    const info = await inspectInputImage(bytes, pixelLimitOf(call.deps.config))
    await keepImage(call, source, bytes)
    // An uploaded file was counted when it was uploaded, and a frame of a video was never uploaded.
    const uploadBytes = source.kind === 'file' || source.kind === 'video' ? 0 : bytes.length
    return { field, bytes, uploadBytes, info }
  } catch (error) {
    throw asImageError(field, error)
  }
}

function assertUsable(modelId: string, { field, source, presence }: ImageInput): void {
  if (source === null && presence === 'required')
    throw imageError(field, 'input_reference_required', `The model ${modelId} ${ROLES[field].missing}`)
  if (source !== null && presence === 'none')
    throw imageError(field, 'unsupported_parameter', `The model ${modelId} ${ROLES[field].unusable}`)
}

/**
 * The images that the client sent, fetched and checked. Whether the model takes them is decided
 * before the first one is fetched.
 *
 * @throws AppError input_reference_required; unsupported_parameter for an image that the model
 *   cannot use; and the codes of `readImage`. Each error names the field.
 */
export async function takeImages(
  call: Call,
  { id, inputs }: Pick<ModelDefinition, 'id' | 'inputs'>,
  { input_reference, last_frame }: Pick<CreateInput, ImageField>,
): Promise<TakenImages> {
  const asked: ImageInput[] = [
    { field: 'input_reference', source: input_reference, presence: inputs.firstFrame },
    { field: 'last_frame', source: last_frame, presence: inputs.lastFrame },
  ]
  for (const each of asked) assertUsable(id, each)
  const [first = null, last = null] = await Promise.all(asked.map((each) => takeImage(call, id, each)))
  return { first, last }
}

type FrameCall = Pick<Call, 'deps' | 'imageDecoder' | 'principal' | 'signal'>

/** The images of a task; null where it has none. */
export interface TakenImages {
  readonly first: TakenImage | null
  readonly last: TakenImage | null
}

/**
 * Stores the images as frames of the video, under keys of the task. Nothing is stored unless all
 * can be decoded.
 *
 * @returns the keys of the first and the last frame; null where there is no image
 * @throws AppError input_reference_invalid or input_reference_too_large; service_unavailable when
 *   too many images are being decoded.
 */
export async function storeFrames(
  call: FrameCall,
  taskId: string,
  images: TakenImages,
  size: { readonly width: number; readonly height: number },
): Promise<{ inputKey: string | null; lastInputKey: string | null }> {
  const frames = await prepareFrames(call, images, size)
  const [inputKey = null, lastInputKey = null] = await Promise.all(
    frames.map((frame) => store(call.deps, taskId, frame)),
  )
  return { inputKey, lastInputKey }
}

/**
 * The first and the last image as PNG frames in the size of the video; null where there is none.
 *
 * @throws AppError input_reference_invalid or input_reference_too_large; service_unavailable when
 *   too many images are being decoded.
 */
export async function prepareFrames(
  call: FrameCall,
  { first, last }: TakenImages,
  size: { readonly width: number; readonly height: number },
): Promise<(Frame | null)[]> {
  return [await prepare(call, first, size), await prepare(call, last, size)]
}

interface Frame {
  readonly file: string
  readonly png: Buffer
}

async function prepare(
  { imageDecoder, principal, signal }: FrameCall,
  image: TakenImage | null,
  size: { readonly width: number; readonly height: number },
): Promise<Frame | null> {
  if (image === null) return null
  try {
    const caller = { tenantId: principal.tenantId, signal }
    return { file: ROLES[image.field].file, png: await imageDecoder.prepare(image.bytes, size, caller) }
  } catch (error) {
    throw asImageError(image.field, error)
  }
}

async function store(deps: Deps, taskId: string, frame: Frame | null): Promise<string | null> {
  if (frame === null) return null
  const { file, png } = frame
  const key = inputKey(taskId, file)
  await deps.storage.put(key, png, {
    contentType: 'image/png',
    sizeBytes: png.length,
    sha256: createHash('sha256').update(png).digest('hex'),
  })
  return key
}
