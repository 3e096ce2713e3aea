import fc, { type Arbitrary } from 'fast-check'
import { propertiesOf, resolveSchema, type Contract, type Schema } from '#api/contract/contract.ts'

/** The further keywords of JSON Schema that requests use. */
type FullSchema = Schema & {
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly const?: unknown
  readonly oneOf?: readonly Schema[]
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly maxProperties?: number
  readonly additionalProperties?: Schema | boolean
  readonly propertyNames?: Schema
}

export interface ArbitraryOptions {
  readonly contract: Contract
  /**
   * Values that mean something, such as addresses, by the name of their property; alone unless
   * `near`.
   */
  readonly named?: Readonly<Record<string, Arbitrary<unknown>>>
  /** Whether values that do not fit come in between. */
  readonly near?: boolean
}

const LONGEST_TEXT = 200
const MOST_ITEMS = 4
const WHOLE_RANGE = { min: -(2 ** 31), max: 2 ** 31 }

/** What clients send by mistake, and what attackers try. */
const ODD: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 0, 0.5, 1e308, 2 ** 53, '', ' ', '0', 'null', [], {}, [[]]),
  fc.constantFrom('\0', '\ud800', '\u202e', '%00', '../../etc/passwd', "' or 1=1 --", '__proto__'),
  fc.constantFrom<unknown>({ __proto__: null, constructor: 1 }, 'x'.repeat(40_000), [1, [2, [3]]]),
  fc.jsonValue({ maxDepth: 3 }),
)

/**
 * Values that a schema permits; with `near` now and then one that it does not, at any depth. Files
 * are buffers.
 */
export function arbitraryOf(o: ArbitraryOptions, given: Schema): Arbitrary<unknown> {
  const schema = resolveSchema(o.contract, given) as FullSchema
  const fitting = fittingOf(o, schema)
  return o.near === true
    ? fc.oneof({ arbitrary: fitting, weight: 14 }, { arbitrary: ODD, weight: 1 })
    : fitting
}

function fittingOf(o: ArbitraryOptions, schema: FullSchema): Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const branches = schema.anyOf ?? schema.oneOf
  if (branches !== undefined) return fc.oneof(...branches.map((branch) => arbitraryOf(o, branch)))
  const types = schema.allOf === undefined ? [schema.type ?? 'string'].flat() : ['object']
  const known = [...(schema.examples ?? []), ...(schema.default === undefined ? [] : [schema.default])]
  return fc.oneof(
    ...types.map((type) => ofType(o, schema, type)),
    ...(known.length === 0 ? [] : [fc.constantFrom(...known)]),
  )
}

function ofType(o: ArbitraryOptions, schema: FullSchema, type: string): Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'integer': {
      const min = Math.ceil(schema.minimum ?? WHOLE_RANGE.min)
      return fc.integer({ min, max: schema.maximum ?? Math.max(min, WHOLE_RANGE.max) })
    }
    case 'number':
      return fc.double({
        min: schema.exclusiveMinimum ?? schema.minimum ?? WHOLE_RANGE.min,
        minExcluded: schema.exclusiveMinimum !== undefined,
        max: schema.maximum ?? WHOLE_RANGE.max,
        noNaN: true,
      })
    case 'array':
      return fc.array(arbitraryOf(o, schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(schema.minItems ?? 0, Math.min(schema.maxItems ?? MOST_ITEMS, MOST_ITEMS)),
      })
    case 'object':
      return objects(o, schema)
    default:
      return texts(schema)
  }
}

function texts(schema: FullSchema): Arbitrary<unknown> {
  if (schema.format === 'binary') return fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes))
  const { minLength = 0, maxLength = LONGEST_TEXT, pattern } = schema
  const isLong = (text: string): boolean => text.length > maxLength
  return pattern === undefined
    ? fc.string({
        unit: 'grapheme',
        minLength,
        maxLength: Math.max(minLength, Math.min(maxLength, LONGEST_TEXT)),
      })
    : fc.stringMatching(new RegExp(pattern)).filter((text) => text.length >= minLength && !isLong(text))
}

function objects(o: ArbitraryOptions, schema: FullSchema): Arbitrary<unknown> {
  const own = Object.entries(propertiesOf(o.contract, schema)).map(([name, property]) => {
    const named = o.named?.[name]
    const derived = arbitraryOf(o, property)
    if (named === undefined) return [name, derived] as const
    return [name, o.near === true ? fc.oneof({ arbitrary: named, weight: 3 }, derived) : named] as const
  })
  const required = requiredOf(o, schema)
  const known = fc.record(Object.fromEntries(own), { requiredKeys: required })
  const more = schema.additionalProperties
  const values = typeof more === 'object' ? arbitraryOf(o, more) : ODD
  const names: Arbitrary<unknown> =
    schema.propertyNames === undefined ? fc.string() : arbitraryOf(o, schema.propertyNames)
  const others =
    (typeof more === 'object' || o.near === true) && more !== false
      ? fc.dictionary(names.filter(isText), values, {
          maxKeys: Math.min(schema.maxProperties ?? 3, 3),
        })
      : fc.constant({})
  // A name may be missing although it is required.
  const dropped = fc.oneof({ arbitrary: fc.constant(''), weight: 14 }, fc.constantFrom(...required, ''))
  return fc.tuple(others, known, dropped).map(([extra, members, drop]) => {
    const value: Record<string, unknown> = { ...extra, ...(members as object) }
    if (o.near === true) delete value[drop]
    return value
  })
}

const isText = (value: unknown): value is string => typeof value === 'string'

function requiredOf(o: ArbitraryOptions, given: Schema): string[] {
  const schema = resolveSchema(o.contract, given) as FullSchema
  return [...(schema.required ?? []), ...(schema.allOf ?? []).flatMap((part) => requiredOf(o, part))]
}
