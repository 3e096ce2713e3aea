import { fieldError, type AppError } from '#core/errors.ts'
import { isField } from '#api/dialects/openai/create.ts'
import { assertNothingDecides } from './deciding-names.ts'
import { assertNothingDecidesWithin } from './nested-names.ts'
import { PICTURES, withOnePicture } from './peer-pictures.ts'
import { withOwnLoras } from './peer-loras.ts'
import { assertNotRefused, snakeCase } from './refused-names.ts'
import { isGiven, isSent, numberOf, readJson, type Members } from '#api/dialects/openai/members.ts'

/** A create under the names of the contract. */
export interface OwnNames {
  readonly body: Members
  /** The new field of each file, in the order given. */
  readonly fileFields: readonly string[]
}

/** Fields that hold further fields, as an object or as JSON text. */
const CONTAINERS = ['extra_body', 'extra_params', 'video_params']

/** Fields for the number of videos. */
const COUNTS = [
  'n',
  'num_outputs_per_prompt',
  'num_videos_per_prompt',
  'num_videos',
  'num_outputs',
  'num_samples',
  'num_results',
  'num_generations',
  'number_of_videos',
  'number_of_outputs',
  'sample_count',
  'video_count',
  'batch_size',
  'batch_count',
]

/** Fields of the contract that decide the size and length of a video. */
const SHAPE = new Set(['size', 'seconds', 'num_frames', 'fps'])

/** Names of vLLM-Omni, SGLang, diffusers and Wan's own command line for fields of the contract. */
export const OTHER_NAMES: readonly (readonly [name: string, own: string])[] = [
  ['model_id', 'model'],
  ['model_name', 'model'],
  ['duration', 'seconds'],
  ['duration_seconds', 'seconds'],
  ['video_duration', 'seconds'],
  ['frame_num', 'num_frames'],
  ['frames', 'num_frames'],
  ['n_frames', 'num_frames'],
  ['video_length', 'num_frames'],
  ['number_of_frames', 'num_frames'],
  ['frame_rate', 'fps'],
  ['framerate', 'fps'],
  ['frames_per_second', 'fps'],
  ['video_fps', 'fps'],
  ['sample_steps', 'num_inference_steps'],
  ['true_cfg_scale', 'guidance_scale'],
  ['sample_guide_scale', 'guidance_scale'],
  ['sample_shift', 'flow_shift'],
  ['sample_solver', 'scheduler'],
  ['base_seed', 'seed'],
  ['aspect_ratio', 'size'],
  ['ratio', 'size'],
  ['video_size', 'size'],
  ['image_size', 'size'],
]

/**
 * A create as clients of other servers write it, under the names of the contract. What decides the
 * kind, size, length or number of the videos is used or refused by its name, never dropped.
 *
 * @param fileFields the field of each file of a form
 * @throws AppError unsupported_parameter for what would change the video and is not available;
 *   input_reference_invalid for more than one picture; invalid_size, invalid_request.
 */
export function withOwnNames(sent: Members, fileFields: readonly string[]): OwnNames {
  const members = withOwnLoras(inSnakeCase(withContents(sent)))
  assertNotRefused(members, fileFields)
  assertOneVideo(members)
  const pictured = withOnePicture(members, fileFields)
  const body = withSize(withRenamed(pictured.body))
  assertNothingDecides(body, isField)
  assertNothingDecidesWithin(body, isField, (name) => DECIDING.has(name))
  if (typeof body['seconds'] === 'string') body['seconds'] = body['seconds'].replace(/^([\d.]+) ?s$/, '$1')
  return { body, fileFields: pictured.fileFields }
}

/**
 * The members with those of the containers beside them, also of containers within containers.
 *
 * @throws AppError invalid_request for a container that is no object.
 */
export function withContents(sent: Members): Record<string, unknown> {
  const members: Record<string, unknown> = {}
  const containers: (readonly [name: string, value: unknown])[] = []
  const sort = (from: Members, set: (name: string, value: unknown) => void): void => {
    for (const [name, value] of Object.entries(from))
      if (CONTAINERS.includes(snakeCase(name))) containers.push([name, readJson(value)])
      else set(name, value)
  }
  sort(sent, (name, value) => Object.defineProperty(members, name, { ...OPEN, value }))
  for (const [container, value] of containers) {
    if (!isGiven(value)) continue
    if (typeof value !== 'object' || Array.isArray(value))
      throw fieldError(
        'invalid_request',
        container,
        `\`${container}\` must be an object or JSON text of one.`,
      )
    sort(value as Members, (name, inner) => setOnce(members, name, inner, container))
  }
  return members
}

/** Every name that stands for a field of the contract. */
const UNDERSTOOD = new Set([
  ...COUNTS,
  ...OTHER_NAMES.map(([name]) => name),
  ...Object.values(PICTURES).flat(),
  'width',
  'height',
])

/** What is understood under its usual spelling, also when a client writes `numFrames`. */
function inSnakeCase(members: Record<string, unknown>): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(members)) {
    const usual = snakeCase(name)
    setOnce(body, UNDERSTOOD.has(usual) || isField(usual) ? usual : name, value, name)
  }
  return body
}

/** What decides the kind, size, length or number of the videos, under each of its names. */
const DECIDING = new Set([
  ...COUNTS,
  ...Object.values(PICTURES).flat(),
  ...SHAPE,
  ...OTHER_NAMES.filter(([, own]) => SHAPE.has(own)).map(([name]) => name),
  ...['width', 'height', 'lora', 'loras'],
])

function assertOneVideo(members: Record<string, unknown>): void {
  for (const name of COUNTS) {
    if (isSent(members[name]) && numberOf(members[name]) !== 1)
      throw fieldError(
        'unsupported_parameter',
        name,
        `\`${name}\` must be 1: a request makes one video. Send several requests, or a batch to ` +
          '`POST /v1/videos/batches`.',
      )
    delete members[name]
  }
}

function withRenamed(members: Record<string, unknown>): Record<string, unknown> {
  const body = { ...members }
  for (const [name, own] of OTHER_NAMES) {
    if (!Object.hasOwn(body, name)) continue
    const value = body[name]
    delete body[name]
    if (isSent(value)) setOnce(body, own, value, name)
  }
  return body
}

/** `width` and `height` as `size`, and every spelling of a size as `WIDTHxHEIGHT`. */
function withSize(body: Record<string, unknown>): Record<string, unknown> {
  if (typeof body['size'] === 'string') body['size'] = spelled(body['size'])
  const sides = ['width', 'height'] as const
  const missing = sides.filter((side) => !isSent(body[side]))
  const values = sides.map((side) => numberOf(body[side]))
  for (const side of sides) delete body[side]
  if (missing.length === 2) return body
  if (missing[0] !== undefined)
    throw fieldError('invalid_size', missing[0], '`width` and `height` go together; or send `size`.')
  const wrong = sides.find((_side, i) => !/^[1-9]\d{1,4}$/.test(String(values[i])))
  if (wrong !== undefined)
    throw fieldError('invalid_size', wrong, `\`${wrong}\` must be a whole number of 10 to 99999 pixels.`)
  setOnce(body, 'size', values.join('x'), 'width')
  return body
}

const spelled = (size: string): string =>
  size
    .trim()
    .toLowerCase()
    .replace(/^(\d+) *[x*×] *(\d+)$/, '$1x$2')

/**
 * Sets a member, which may be there already with the same value.
 *
 * @throws AppError invalid_request.
 */
function setOnce(members: Record<string, unknown>, name: string, value: unknown, from: string): void {
  const present = Object.hasOwn(members, name) ? members[name] : undefined
  if (isSent(present) && isSent(value) && !isSame(present, value)) throw twice(name, from)
  if (!isSent(present)) Object.defineProperty(members, name, { ...OPEN, value })
}

const OPEN = { writable: true, enumerable: true, configurable: true }

/** A number and its text are the same. */
const isSame = (a: unknown, b: unknown): boolean => textOf(a) === textOf(b)
const textOf = (value: unknown): unknown =>
  numberOf(value) ?? (typeof value === 'string' ? value : JSON.stringify(value))

const twice = (name: string, from: string): AppError =>
  fieldError('invalid_request', name, `\`${name}\` and \`${from}\` say different things; send one of them.`)
