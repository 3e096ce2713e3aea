import { fieldError } from '#core/errors.ts'
import type { ImageField } from '#api/dialects/dialect.ts'
import { isSent, readJson, type Members } from '#api/dialects/openai/members.ts'

/** The names under which other servers take the picture of a field; its own name first. */
export const PICTURES: { readonly [F in ImageField]: readonly string[] } = {
  input_reference: [
    ...['input_reference', 'input_references', 'image_reference', 'reference_url'],
    ...['image', 'images', 'img', 'input_image', 'init_image', 'source_image', 'start_image', 'first_image'],
    ...['image_url', 'image_urls', 'img_url', 'input_image_url', 'init_image_url', 'image_uri'],
    ...['image_base64', 'image_b64', 'image_data', 'image_path', 'image_file', 'conditioning_image'],
    ...['first_frame', 'first_frame_url', 'first_frame_image', 'start_frame'],
  ],
  last_frame: [
    ...['last_frame', 'last_frame_url', 'last_frame_image', 'last_image', 'last_image_url'],
    ...[
      'end_frame',
      'end_frame_url',
      'end_image',
      'end_image_url',
      'tail_image',
      'tail_image_url',
      'image_tail',
    ],
  ],
}

/**
 * The body with each picture under the name of the contract. A list may hold one picture.
 *
 * @param fileFields the field of each file, `name`, `name[]` or `name[0]`
 * @throws AppError input_reference_invalid for more than one picture of a field;
 *   unsupported_parameter for a picture under a name that stands for none.
 */
export function withOnePicture(
  members: Members,
  fileFields: readonly string[],
): { body: Record<string, unknown>; fileFields: string[] } {
  const body = { ...members }
  let fields = fileFields.map((field) => field.replace(/\[\d*\]$/, ''))
  for (const field of fileFields) delete body[field]
  for (const [own, names] of Object.entries(PICTURES)) {
    const given: { name: string; value: unknown }[] = []
    for (const name of names) {
      given.push(...fields.filter((field) => field === name).map(() => ({ name, value: '' })))
      const value = readJson(body[name])
      given.push(
        ...[value]
          .flat()
          .filter(isSent)
          .map((each) => ({ name, value: each })),
      )
      delete body[name]
    }
    fields = fields.map((field) => (names.includes(field) ? own : field))
    const [picture] = given
    if (given.length > 1) throw several(own, [...new Set(given.map(({ name }) => name))])
    if (picture !== undefined) body[own] = picture.value
  }
  assertNoOther(body, fields)
  return { body, fileFields: fields }
}

const several = (own: string, names: readonly string[]): Error =>
  fieldError(
    'input_reference_invalid',
    names[0] as string,
    `${names.map((name) => `\`${name}\``).join(', ')} hold more than one picture; send one, as \`${own}\`` +
      `${own === 'input_reference' ? ', and a picture for the end as `last_frame`' : ''}.`,
  )

/** A picture under a name that nobody knows would be dropped. */
function assertNoOther(body: Members, fields: readonly string[]): void {
  const file = fields.find((field) => !Object.hasOwn(PICTURES, field))
  const name =
    file ?? Object.keys(body).find((each) => !Object.hasOwn(PICTURES, each) && isPicture(body[each]))
  if (name === undefined) return
  const shown = name.slice(0, 100)
  throw fieldError(
    'unsupported_parameter',
    shown,
    `\`${shown}\` is not a field for pictures: send the first frame as \`input_reference\` and the last ` +
      'one as `last_frame`.',
  )
}

const isPicture = (value: unknown): boolean => typeof value === 'string' && /^data:image\//i.test(value)
