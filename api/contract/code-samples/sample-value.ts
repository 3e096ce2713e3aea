import { resolveSchema, type Contract, type Schema } from '#api/contract/contract.ts'

/** Stands for a file in a form; the samples name a file of the reader. */
export const SAMPLE_FILE = Symbol('file')

/**
 * A value that the schema permits: its example, else a constant, the default, the first of several,
 * or the least that its type allows. An object has only its required members.
 */
export function sampleValue(contract: Contract, pointed: Schema): unknown {
  const schema = resolveSchema(contract, pointed) as Schema & {
    readonly example?: unknown
    readonly examples?: readonly unknown[]
    readonly const?: unknown
    readonly default?: unknown
    readonly oneOf?: readonly Schema[]
    readonly items?: Schema
    readonly required?: readonly string[]
  }
  const shown = [schema.example, schema.examples?.[0], schema.const, schema.default, schema.enum?.[0]]
  const first = shown.find((value) => value !== undefined && value !== null)
  if (first !== undefined) return first
  if (schema.allOf !== undefined || schema.properties !== undefined) {
    const parts = (schema.allOf ?? []).map((part) => sampleValue(contract, part) as object)
    const own = (schema.required ?? []).flatMap((name) => {
      const property = schema.properties?.[name]
      return property === undefined ? [] : [[name, sampleValue(contract, property)] as const]
    })
    return Object.assign({}, ...parts, Object.fromEntries(own)) as object
  }
  const branch = (schema.anyOf ?? schema.oneOf)?.[0]
  if (branch !== undefined) return sampleValue(contract, branch)
  switch ([schema.type].flat()[0]) {
    case 'array':
      return schema.items === undefined ? [] : [sampleValue(contract, schema.items)]
    case 'boolean':
      return true
    case 'integer':
    case 'number':
      return schema.minimum ?? (schema.exclusiveMinimum ?? 0) + 1
    case 'object':
      return {}
    default:
      return sampleText(schema)
  }
}

function sampleText({ format, minLength = 0 }: Schema): unknown {
  if (format === 'binary') return SAMPLE_FILE
  if (format === 'uri') return 'https://app.example.com/'
  if (format === 'date-time') return '2026-01-01T00:00:00Z'
  return 'text'.padEnd(minLength, '-')
}
