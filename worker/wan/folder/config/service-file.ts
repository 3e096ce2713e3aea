import { type Architecture } from './architecture.ts'
import type { InputPresence, ModelDefinition } from '#core/task/model-definition.ts'
import { parseDefinition } from './definition.ts'
import { fieldsOf, isObject } from './json-fields.ts'

/**
 * The served models of a folder: what its parsed service.json says, and `derived` where that is
 * silent; undefined stands for no file. The first is the folder's own, then come its variants, each
 * the folder's own with some fields replaced, with its own id and no aliases unless it names some.
 *
 * @throws Error that names the field by its path, its value and what was expected.
 */
export function servedModels(
  service: unknown,
  derived: ModelDefinition,
  architecture: Architecture,
): [ModelDefinition, ...ModelDefinition[]] {
  if (service === undefined) return [checked(derived, architecture)]
  fieldsOf(service)
  const { variants = [], ...own } = service as Readonly<Record<string, unknown>>
  const base = merged(derived, own)
  const list = fieldsOf({ variants }).objects('variants')
  return [
    checked(base, architecture),
    ...list.map((variant, i) => {
      variant.only(['id', 'overrides'])
      const id = variant.text('id')
      const { overrides } = (variants as readonly { readonly overrides: unknown }[])[i]!
      variant.object('overrides')
      try {
        return checked(merged(merged(base, { aliases: [] }), { ...asObject(overrides), id }), architecture)
      } catch (cause) {
        throw new Error(`variants[${i}] (${id}): ${messageOf(cause)}`, { cause })
      }
    }),
  ]
}

/**
 * Objects are merged field by field; everything else of `changes` takes the place of what was
 * there.
 */
export function merged(base: unknown, changes: unknown): unknown {
  if (!isObject(base) || !isObject(changes)) return changes
  const result: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(changes)) result[key] = merged(base[key], value)
  return result
}

/** What each presence that the weights allow lets a service choose. */
const ALLOWED: Readonly<Record<InputPresence, readonly InputPresence[]>> = {
  none: ['none'],
  optional: ['none', 'optional', 'required'],
  required: ['required'],
}

/**
 * A LoRA file without an `expert` is given to every transformer; where its keys name transformers,
 * each reads its own.
 */
function withExperts(json: unknown, { boundaryRatio }: Architecture): unknown {
  if (!isObject(json) || !Array.isArray(json['loras'])) return json
  const experts = boundaryRatio === null ? ['transformer'] : ['transformer', 'transformer_2']
  const loras = (json['loras'] as readonly unknown[]).flatMap((lora): unknown[] =>
    isObject(lora) && lora['expert'] === undefined ? experts.map((expert) => ({ ...lora, expert })) : [lora],
  )
  return { ...json, loras }
}

/** A definition that the folder's weights can live up to. */
function checked(json: unknown, architecture: Architecture): ModelDefinition {
  const definition = parseDefinition(withExperts(json, architecture))
  const { inputs, defaults, limits, loras } = definition
  for (const picture of ['firstFrame', 'lastFrame'] as const) {
    const allowed = ALLOWED[architecture.inputs[picture]]
    if (!allowed.includes(inputs[picture])) {
      throw new Error(
        `inputs.${picture} is "${inputs[picture]}", expected ${allowed.join(' or ')} with these weights`,
      )
    }
  }
  if ((defaults.guidanceScale2 === null) !== (architecture.boundaryRatio === null)) {
    const expected =
      architecture.boundaryRatio === null ? 'null with one transformer' : 'a number with two transformers'
    throw new Error(`defaults.guidanceScale2 is ${defaults.guidanceScale2}, expected ${expected}`)
  }
  const stray = loras.findIndex(({ expert }) => expert === 'transformer_2')
  if (stray >= 0 && architecture.boundaryRatio === null) {
    throw new Error(`loras[${stray}].expert is "transformer_2", expected "transformer" with one transformer`)
  }
  if (limits.sizeMultiple % architecture.sizeMultiple !== 0) {
    throw new Error(
      `limits.sizeMultiple is ${limits.sizeMultiple}, expected a multiple of ${architecture.sizeMultiple}`,
    )
  }
  return definition
}

const asObject = (value: unknown) => value as Readonly<Record<string, unknown>>
const messageOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause))
