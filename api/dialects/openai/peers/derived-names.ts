import { fieldError } from '#core/errors.ts'
import { snakeCase } from './refused-names.ts'
import { isSent, readJson, type Members } from '#api/dialects/openai/members.ts'
import { OTHER_NAMES, withContents, withOwnNames, type OwnNames } from './peer-names.ts'
import { PICTURES } from './peer-pictures.ts'

/** Operations that make a video from a finished one. */
export type Derivation = 'remix' | 'extension' | 'rerun'

const TAKEN: { readonly [D in Derivation]: { readonly fields: readonly string[]; readonly way: string } } = {
  remix: {
    fields: ['prompt'],
    way: 'a remix is its source with another `prompt`; `POST /v1/videos` makes a video with it',
  },
  rerun: {
    fields: [],
    way:
      'a rerun repeats its source as it is; `POST /v1/videos` makes a video with it, and ' +
      '`POST /v1/videos/{video_id}/remix` one with another `prompt`',
  },
  extension: {
    fields: ['video', 'prompt', 'seconds', 'seed'],
    way:
      'an extension continues `video` from its last frame, with its model, size and rate, for `seconds` ' +
      'more; `POST /v1/videos` makes a video with it',
  },
}

/** Fields of a create that decide kind, size or length. */
const DECIDING = ['model', 'size', 'seconds', 'num_frames', 'fps', 'input_reference', 'last_frame', 'loras']

/** Names under which the source of an extension is sent. */
const VIDEO = ['video', 'video_id', 'video_file', 'video_url', 'file', 'source_video', 'input_video']

const CALL =
  'send `{"video": {"id": "video_…"}}` with a video of this service, or an mp4 as a file of a form, as ' +
  '`-F video=@clip.mp4` of curl does'

/**
 * A remix or an extension under the names of the contract. What decides the kind, size, length or
 * number of the videos and is not taken is refused.
 *
 * @param fileFields the field of each file of a form
 * @throws AppError unsupported_parameter that names the field and the operation that takes it;
 *   invalid_request for an extension without a video or with several; and as `withOwnNames`.
 */
export function withDerivedNames(
  derivation: Derivation,
  sent: Members,
  fileFields: readonly string[],
): OwnNames {
  const { fields, way } = TAKEN[derivation]
  const members = withContents(sent)
  const source = derivation === 'extension' ? withSource(members, fileFields) : { rest: members, fileFields }
  const own = withOwnNames(
    source.rest,
    source.fileFields.filter((field) => field !== 'video' || derivation !== 'extension'),
  )
  const isSaid = (field: string): boolean => isSent(own.body[field]) || own.fileFields.includes(field)
  // A rerun has nothing in which an adjustment of it could differ.
  const others = derivation === 'rerun' ? Object.keys(own.body) : DECIDING
  const wrong = others.find((field) => !fields.includes(field) && isSaid(field))
  if (wrong !== undefined) {
    const name = sentNameOf(wrong, members, fileFields).slice(0, 100)
    throw fieldError('unsupported_parameter', name, `\`${name}\` is not taken here: ${way}.`)
  }
  // What is left of a rerun says nothing.
  if (derivation === 'rerun') return { body: {}, fileFields: [] }
  const body = 'video' in source ? { ...own.body, video: source.video } : own.body
  return { body, fileFields: source.fileFields }
}

/** An extension without its source, and the source as `video`. */
function withSource(
  sent: Members,
  fileFields: readonly string[],
): { rest: Record<string, unknown>; video: unknown; fileFields: string[] } {
  const rest = { ...sent }
  for (const field of fileFields) delete rest[field]
  const plain = fileFields.map((field) => field.replace(/\[\d*\]$/, ''))
  const given = plain.filter((field) => VIDEO.includes(field)).map((): unknown => '')
  for (const name of VIDEO) {
    given.push(...[readJson(rest[name])].flat().filter(isSent))
    delete rest[name]
  }
  if (given.length === 0) throw fieldError('invalid_request', 'video', `\`video\` is required: ${CALL}.`)
  if (given.length > 1) throw fieldError('invalid_request', 'video', `More than one video was sent; ${CALL}.`)
  return {
    rest,
    video: given[0],
    fileFields: plain.map((field) => (VIDEO.includes(field) ? 'video' : field)),
  }
}

/** The name by which a client sent a field. */
function sentNameOf(own: string, sent: Members, fileFields: readonly string[]): string {
  const names = [
    own,
    ...OTHER_NAMES.filter(([, field]) => field === own).map(([name]) => name),
    ...(PICTURES[own as keyof typeof PICTURES] ?? []),
    ...(own === 'size' ? ['width'] : own === 'loras' ? ['lora'] : []),
  ]
  return [...Object.keys(sent), ...fileFields].find((name) => names.includes(snakeCase(name))) ?? own
}
