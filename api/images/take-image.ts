import { createHash } from 'node:crypto'
import { inputKey } from '#core/storage/asset-keys.ts'
import type { Deps } from '#core/deps.ts'
import { inspectInputImage, prepareInputImage, type InputImageInfo } from './decode-image.ts'
import type { InputPresence, ModelDefinition } from '#core/task/model-definition.ts'
import type { CreateInput, ImageField, ImageSource } from '#api/dialects/dialect.ts'
import type { Call } from '#api/http/call.ts'
import { asImageError, imageError, keepImage, readImage } from './read-image.ts'

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
  last_frame: {
    file: 'last-frame.png',
    missing: 'makes videos between two images: send `last_frame` beside `input_reference`.',
    unusable: 'has no use for a last frame; it takes no `last_frame`.',
  },
}

/**
 * Fetches and checks the picture of one field, whatever form it came in; null when there is none and the model does
 * without.
 *
 * @throws AppError input_reference_required, unsupported_parameter for a picture that the model has no use for, and
 *   input_reference_invalid, _too_large, _unreachable or _forbidden_host; each names the field.
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
    const info = await inspectInputImage(bytes)
    await keepImage(call, source, bytes)
    // An uploaded file was counted when it came, and a frame of ours never came.
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
 * Everything that the client sent to make the video from, as far as the model takes it. Whether it does is known before
 * the first picture is fetched.
 *
 * @throws AppError as takeImage.
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

/** The pictures that a task is given; null where it has none. */
export interface TakenImages {
  readonly first: TakenImage | null
  readonly last: TakenImage | null
}

/** The pictures as frames of the video, under keys of the task. Nothing is stored unless all of them can be decoded. */
export async function storeFrames(
  deps: Deps,
  taskId: string,
  images: TakenImages,
  size: { readonly width: number; readonly height: number },
): Promise<{ inputKey: string | null; lastInputKey: string | null }> {
  const frames = await prepareFrames(images, size)
  const [inputKey = null, lastInputKey = null] = await Promise.all(
    frames.map((frame) => store(deps, taskId, frame)),
  )
  return { inputKey, lastInputKey }
}

/**
 * The pictures as frames of the video, PNG: first and last.
 *
 * @throws AppError input_reference_invalid or _too_large.
 */
export async function prepareFrames(
  { first, last }: TakenImages,
  size: { readonly width: number; readonly height: number },
): Promise<(Frame | null)[]> {
  return [await prepare(first, size), await prepare(last, size)]
}

interface Frame {
  readonly file: string
  readonly png: Buffer
}

async function prepare(
  image: TakenImage | null,
  size: { readonly width: number; readonly height: number },
): Promise<Frame | null> {
  if (image === null) return null
  try {
    return { file: ROLES[image.field].file, png: await prepareInputImage(image.bytes, size) }
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
