import type { RequestHandler } from 'express'
import { isForm } from '#api/http/form-files.ts'
import {
  propertiesOf,
  resolveSchema,
  typesOf,
  type Contract,
  type Operation,
  type Schema,
} from '#api/contract/contract.ts'
import { readNumber } from '#api/dialects/read-number.ts'

/**
 * Reads text as the type that the contract requires, since forms carry only text and some clients
 * write numbers as text in JSON too: `"7"` for a number, `"true"` for a boolean, JSON for an object
 * or list, and in a form the empty text of an empty field. No value is ever turned into text, and
 * unreadable text is left to the validator.
 */
export function coerceText(contract: Contract, operation: Operation): RequestHandler {
  const byMediaType = Object.entries(operation.body ?? {}).map(
    ([mediaType, schema]) => [mediaType, propertiesOf(contract, schema)] as const,
  )
  return (req, _res, next) => {
    const properties = byMediaType.find(([mediaType]) => req.is(mediaType))?.[1]
    const body: unknown = req.body
    if (properties !== undefined && typeof body === 'object' && body !== null) {
      const members = body as Record<string, unknown>
      const inForm = isForm(req)
      for (const [name, value] of Object.entries(members))
        if (typeof value === 'string' && Object.hasOwn(properties, name))
          members[name] = fromText(contract, properties[name] as Schema, value, inForm)
    }
    next()
  }
}

function fromText(contract: Contract, schema: Schema, text: string, inForm: boolean): unknown {
  const types = typesOf(contract, schema)
  if (
    inForm &&
    text === '' &&
    types.includes('null') &&
    !permitsEmptyText(resolveSchema(contract, schema), types)
  )
    return null
  if (types.includes('object') || types.includes('array')) return fromJson(text)
  if (types.includes('integer') || types.includes('number')) {
    const number = readNumber(text)
    if (number !== null) return number
  }
  if (types.includes('string')) return text
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

const permitsEmptyText = (schema: Schema, types: readonly string[]): boolean =>
  types.includes('string') && schema.pattern === undefined && (schema.minLength ?? 0) === 0

function fromJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
