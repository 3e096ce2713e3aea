/** A component's parsed `config.json`, as diffusers or transformers saved it. */
export type ComponentConfig = Readonly<Record<string, unknown>>

/**
 * A `config.json` value that is absent, of the wrong kind, or requires mathematics that the graph
 * builders do not implement.
 */
export class ConfigError extends Error {
  readonly key: string
  constructor(component: string, key: string, value: unknown, expected: string) {
    super(`${component}/config.json: ${key} is ${JSON.stringify(value) ?? 'missing'}, expected ${expected}`)
    this.name = 'ConfigError'
    this.key = key
  }
}

/**
 * A reader of one component's configuration. A `fallback` replaces an absent or null value and is
 * the default of the class that the file configures.
 *
 * @throws ConfigError from each function; it names key and value.
 */
export interface ConfigReader {
  /** A whole number of at least 1. */
  size(key: string, fallback?: number): number
  /** A whole number of at least 1; undefined when absent or null. */
  optionalSize(key: string): number | undefined
  /** A finite number above 0. */
  positive(key: string, fallback?: number): number
  /** A boolean. */
  flag(key: string, fallback: boolean): boolean
  /** One of `choices`. */
  choice<T extends string>(key: string, choices: readonly T[], fallback?: T): T
  /** Refuses every value but `only`; an absent or null value passes. */
  only(key: string, only: unknown): void
}

/** A reader of `config`; `component` is the folder's name in error messages. */
export function readConfig(component: string, config: ComponentConfig): ConfigReader {
  const refuse = (key: string, expected: string): never => {
    throw new ConfigError(component, key, config[key], expected)
  }
  const value = (key: string, fallback?: unknown) => config[key] ?? fallback
  const size = (key: string, fallback?: number) => {
    const number = value(key, fallback)
    return isSize(number) ? number : refuse(key, 'a whole number of at least 1')
  }
  return {
    size,
    optionalSize: (key) => (value(key) === undefined ? undefined : size(key)),
    positive: (key, fallback) => {
      const number = value(key, fallback)
      return typeof number === 'number' && number > 0 && Number.isFinite(number)
        ? number
        : refuse(key, 'a number above 0')
    },
    flag: (key, fallback) => {
      const flag = value(key, fallback)
      return typeof flag === 'boolean' ? flag : refuse(key, 'true or false')
    },
    choice: (key, choices, fallback) => {
      const text = value(key, fallback)
      return (
        choices.find((choice) => choice === text) ??
        refuse(key, choices.map((choice) => JSON.stringify(choice)).join(' or '))
      )
    },
    only: (key, only) => {
      const given = value(key)
      if (given !== undefined && JSON.stringify(given) !== JSON.stringify(only)) {
        refuse(key, JSON.stringify(only))
      }
    },
  }
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1
}
