import { AppError, fieldError } from '#core/errors.ts'
import { isFileId, taskIdOfVideo } from '#core/ids.ts'
import type { components } from '#api/openapi.gen.ts'
import {
  EMPTY_CREATE_INPUT,
  type CreateInput,
  type ImageField,
  type ImageSource,
  type WireFile,
  type WireRequest,
} from '#api/dialects/dialect.ts'

type Schemas = components['schemas']
type Fields = Schemas['VideoParameters'] & Pick<Schemas['CreateVideoJson'], 'input_reference' | 'last_frame'>

/** Every field of the contract; the type makes a missing one a compile error. */
const FIELDS: { readonly [F in keyof Required<Fields>]: true } = {
  prompt: true,
  negative_prompt: true,
  model: true,
  size: true,
  seconds: true,
  num_frames: true,
  fps: true,
  num_inference_steps: true,
  guidance_scale: true,
  guidance_scale_2: true,
  flow_shift: true,
  scheduler: true,
  schedule: true,
  boundary_ratio: true,
  easy_cache: true,
  loras: true,
  seed: true,
  webhook_url: true,
  metadata: true,
  start_timeout_seconds: true,
  cache: true,
  input_reference: true,
  last_frame: true,
}

/** Whether a create has such a field. */
export const isField = (name: string): boolean => Object.hasOwn(FIELDS, name)

/**
 * Reads a create. Fields that the contract does not have are kept as `unknown`.
 *
 * @throws AppError invalid_frame_count; input_reference_invalid, video_not_found for an image
 *   field.
 */
export function parseCreate({ body, files }: WireRequest): CreateInput {
  const fields = body as unknown as Fields
  const unknown = Object.fromEntries(Object.entries(body).filter(([name]) => !isField(name)))
  return {
    ...EMPTY_CREATE_INPUT,
    prompt: fields.prompt,
    negative_prompt: fields.negative_prompt ?? null,
    // Forms send an empty text for a model that was not chosen.
    model: fields.model || null,
    size: fields.size ?? null,
    seconds: secondsOf(fields.seconds),
    num_frames: fields.num_frames ?? null,
    fps: fields.fps ?? null,
    num_inference_steps: fields.num_inference_steps ?? null,
    guidance_scale: fields.guidance_scale ?? null,
    guidance_scale_2: fields.guidance_scale_2 ?? null,
    flow_shift: fields.flow_shift ?? null,
    ...samplerOf(fields),
    boundary_ratio: fields.boundary_ratio ?? null,
    easy_cache: fields.easy_cache ?? null,
    loras: fields.loras ?? null,
    seed: seedOf(fields.seed),
    input_reference: imageOf('input_reference', fields.input_reference, files),
    last_frame: imageOf('last_frame', fields.last_frame, files),
    webhook_url: fields.webhook_url ?? null,
    metadata: { ...fields.metadata },
    start_timeout_seconds: fields.start_timeout_seconds ?? null,
    cache: fields.cache ?? null,
    unknown,
  }
}

/**
 * The length in seconds, above 0 and at most 1000; null when it is absent. The contract checks text
 * by its pattern alone, so the range is checked here for text and numbers alike.
 *
 * @throws AppError invalid_frame_count.
 */
export function secondsOf(seconds: Fields['seconds']): number | null {
  if (seconds === undefined || seconds === null) return null
  const value = Number(seconds)
  if (value > 0 && value <= 1000) return value
  const message = `\`seconds\` must be above 0 and at most 1000, not ${value}.`
  throw fieldError('invalid_frame_count', 'seconds', message)
}

/** The sampler by diffusers' names of it. Its Euler has noise levels of its own. */
export const SCHEDULER_CLASSES = {
  UniPCMultistepScheduler: { scheduler: 'unipc', schedule: null },
  FlowMatchEulerDiscreteScheduler: { scheduler: 'euler', schedule: 'E' },
} as const

/** @throws AppError invalid_request for a class with the noise levels of another one. */
function samplerOf(fields: Fields): Pick<CreateInput, 'scheduler' | 'schedule'> {
  const { scheduler = null, schedule = null } = fields
  if (scheduler === null || scheduler === 'unipc' || scheduler === 'euler') return { scheduler, schedule }
  const named = SCHEDULER_CLASSES[scheduler]
  if (named.schedule === null || schedule === null || schedule === named.schedule)
    return { scheduler: named.scheduler, schedule: schedule ?? named.schedule }
  const message = `\`schedule\` must be ${named.schedule} with ${scheduler}, or absent; \`euler\` takes others.`
  throw fieldError('invalid_request', 'schedule', message)
}

/** The seed; null, for a random one, when it is absent or -1. */
export const seedOf = (seed: Fields['seed']): number | null =>
  seed === undefined || seed === -1 ? null : seed

/** A file takes precedence over the empty text that the form reader leaves in its place. */
function imageOf(
  field: ImageField,
  reference: Fields['input_reference'],
  files: readonly WireFile[],
): ImageSource | null {
  const file = files.find((each) => each.field === field)
  if (file !== undefined) return { kind: 'bytes', bytes: file.bytes }
  if (reference === undefined || reference === null || reference === '') return null
  if (typeof reference === 'string') return imageFromText(field, reference)
  const { image_url: url, file_id: fileId, video_id: videoId, frame } = reference
  const named = [url, fileId, videoId].filter((member) => member !== undefined).length
  if (named === 1 && (videoId !== undefined || frame === undefined)) {
    if (url !== undefined) return imageFromText(field, url)
    if (fileId !== undefined) return { kind: 'file', fileId }
    const taskId = taskIdOfVideo(videoId ?? '')
    if (taskId === null) throw new AppError('video_not_found', undefined, { param: field })
    return { kind: 'video', taskId, frame: frame ?? 'last' }
  }
  const message =
    `\`${field}\` must have exactly one of the members \`image_url\`, \`file_id\` and \`video_id\`; ` +
    '`frame` goes with `video_id`.'
  throw fieldError('input_reference_invalid', field, message)
}

/** How the base64 of a JPEG, PNG, WebP, GIF, AVIF or HEIC begins. */
const BASE64_IMAGE = /^\s*(\/9j\/|iVBORw0KGgo|UklGR|R0lGOD|AAAA[\w+/-]{2}Z0eX)[\w+/=\s-]*$/

/** A text is a URL, base64 without the head of a data URL, or the id of a file or a video. */
function imageFromText(field: ImageField, text: string): ImageSource {
  if (/^[a-z][a-z0-9+.-]+:/i.test(text)) return { kind: 'url', url: text }
  if (BASE64_IMAGE.test(text)) {
    const base64 = text.replaceAll(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/')
    return { kind: 'url', url: `data:image/any;base64,${base64}` }
  }
  if (isFileId(text)) return { kind: 'file', fileId: text }
  const taskId = taskIdOfVideo(text)
  if (taskId !== null) return { kind: 'video', taskId, frame: 'last' }
  const message =
    `\`${field}\` must be an http, https or data URL, base64 of an image, or an id of a file or ` +
    'video of this service. The picture of a path goes into a form as a file, as ' +
    `\`-F ${field}=@photo.jpg\` of curl does, or into \`POST /v1/files\`.`
  throw fieldError('input_reference_invalid', field, message)
}
