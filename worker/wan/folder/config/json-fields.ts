/**
 * The fields of one JSON object. Each function throws an Error with the field's path, its value and
 * what was expected.
 */
export interface JsonFields {
  /** Whether the field is there and not null. */
  has(key: string): boolean
  /** The names of all fields. */
  keys(): readonly string[]
  /** Refuses all other fields. */
  only(keys: readonly string[]): void
  object(key: string): JsonFields
  objects(key: string): JsonFields[]
  /** A list of objects, or null when it is null or absent. */
  optionalObjects(key: string): JsonFields[] | null
  /** True or false; false when it is absent. */
  optionalFlag(key: string): boolean
  /** A finite number of at least `min`; with 0 < `min` < 1, any above 0. */
  number(key: string, min: number): number
  /** A number as above, or null. */
  optionalNumber(key: string, min: number): number | null
  /** A whole number of at least 1. */
  count(key: string): number
  text(key: string, pattern?: RegExp): string
  texts(key: string): readonly string[]
  /** A list of anything; something else is a list of that alone. */
  list(key: string): readonly unknown[]
  choice<T extends string>(key: string, choices: readonly T[]): T
  /**
   * @throws Error that names the field.
   */
  refuse(key: string, expected: string): never
}

/**
 * The fields of `json`. `path` precedes their names in messages, such as `limits.`.
 *
 * @throws Error when `json` is not an object.
 */
export function fieldsOf(json: unknown, path = ''): JsonFields {
  if (!isObject(json)) throw new Error(`${path.slice(0, -1) || 'the file'} is not an object`)
  const values = new Map<string, unknown>(Object.entries(json))
  const refuse = (key: string, expected: string): never => {
    throw new Error(`${path}${key} is ${JSON.stringify(values.get(key)) ?? 'missing'}, expected ${expected}`)
  }
  const number = (key: string, min: number): number => {
    const value = values.get(key)
    const fine = typeof value === 'number' && Number.isFinite(value) && value >= min
    if (fine) return value
    return refuse(
      key,
      min === -Infinity
        ? 'a number'
        : min > 0 && min < 1
          ? 'a number above 0'
          : `a number of at least ${min}`,
    )
  }
  const objects = (key: string): JsonFields[] => {
    const value = values.get(key)
    if (!Array.isArray(value)) return refuse(key, 'a list')
    return value.map((item, i) => fieldsOf(item, `${path}${key}[${i}].`))
  }
  return {
    has: (key) => (values.get(key) ?? null) !== null,
    objects,
    optionalObjects: (key) => ((values.get(key) ?? null) === null ? null : objects(key)),
    optionalFlag(key) {
      const value = values.get(key) ?? false
      return typeof value === 'boolean' ? value : refuse(key, 'true or false')
    },
    keys: () => [...values.keys()],
    only(keys) {
      const unknown = [...values.keys()].find((key) => !keys.includes(key))
      if (unknown !== undefined) {
        throw new Error(`${path}${unknown} is not a known field; there are ${keys.join(', ')}`)
      }
    },
    object: (key) => fieldsOf(values.get(key), `${path}${key}.`),
    number,
    optionalNumber: (key, min) => (values.get(key) === null ? null : number(key, min)),
    count: (key) => (Number.isInteger(number(key, 1)) ? number(key, 1) : refuse(key, 'a whole number')),
    text(key, pattern = /./) {
      const value = values.get(key)
      return typeof value === 'string' && pattern.test(value)
        ? value
        : refuse(key, `text matching ${pattern}`)
    },
    texts(key) {
      const value = values.get(key)
      const fine = Array.isArray(value) && value.every((item) => typeof item === 'string')
      return fine ? value : refuse(key, 'a list of texts')
    },
    list(key) {
      const value = values.get(key)
      return Array.isArray(value) ? (value as unknown[]) : [value]
    },
    choice: (key, choices) =>
      choices.find((choice) => choice === values.get(key)) ?? refuse(key, choices.join(' or ')),
    refuse,
  }
}

export function isObject(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}
