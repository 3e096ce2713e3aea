import { fieldError } from '#core/errors.ts'
import { decidingRule } from './deciding-names.ts'
import { snakeCase } from './refused-names.ts'
import { isSent, readJson, type Members } from '#api/dialects/openai/members.ts'

const MAX_DEPTH = 32

/**
 * Refuses objects under names that stand for nothing here, such as `parameters`, whose members
 * decide the kind, size, length or number of the videos: they would be dropped.
 *
 * @param known whether a name is a field of the contract
 * @param decides whether a name in the usual spelling is one of a field that decides
 * @throws AppError unsupported_parameter that names the member and what to send instead.
 */
export function assertNothingDecidesWithin(
  body: Members,
  known: (name: string) => boolean,
  decides: (name: string) => boolean,
): void {
  for (const [field, value] of Object.entries(body)) {
    if (known(field)) continue
    let level = objectsIn(field, value)
    for (let depth = 0; level.length > 0 && depth < MAX_DEPTH; depth++) {
      const members = level.flatMap(({ place, object }) =>
        Object.entries(object).map(([name, inner]) => ({ name, inner, place: `${place}.${name}` })),
      )
      const wrong = members.find(
        ({ name, inner }) =>
          decidingRule(name, inner) !== undefined || (decides(snakeCase(name)) && isSent(inner)),
      )
      if (wrong !== undefined) throw unread(field.slice(0, 100), wrong.place.slice(0, 100), wrong.name)
      level = members.flatMap(({ inner, place }) => objectsIn(place, inner))
    }
  }
}

/** The objects that a value is, as JSON text too, or that are entries of a list. */
const objectsIn = (place: string, value: unknown): { place: string; object: Members }[] =>
  [readJson(value)]
    .flat()
    .filter((each) => typeof each === 'object' && each !== null && !Array.isArray(each))
    .map((object) => ({ place, object: object as Members }))

const unread = (field: string, place: string, name: string): Error =>
  fieldError(
    'unsupported_parameter',
    place,
    `\`${place}\` would have no effect, because \`${field}\` is not read: send \`${name.slice(0, 100)}\` ` +
      'beside `prompt`, or in `extra_body`.',
  )
