import type { Request } from 'express'
import { AppError, ERROR_CATALOGUE, type ErrorCode, type FieldError, type Violation } from '#core/errors.ts'
import {
  propertiesOf,
  resolveSchema,
  typesOf,
  type Contract,
  type Operation,
  type Schema,
} from './contract.ts'

/** One error of express-openapi-validator. */
export interface RawFieldError {
  /** `/body/seed`, `/query/limit`, … */
  readonly path: string
  /** `maximum.openapi.validation`, … */
  readonly errorCode?: string
}

const MAX_FIELD_ERRORS = 20

/**
 * The validator's errors as one that names every wrong field and what it permits: one sentence per
 * field, with the value when it is a number, and the catalogue code that the contract gives the
 * first field.
 */
export function invalidRequest(
  contract: Contract,
  operation: Operation,
  req: Request,
  raw: readonly RawFieldError[],
  sentBody: unknown,
): AppError {
  const fields = new Map<
    string,
    { error: FieldError; code: ErrorCode; param: string; violation: Violation }
  >()
  for (const { path, errorCode } of raw) {
    const [, place = 'body', ...rest] = path.split('/')
    const name = (rest[0] ?? '').replaceAll('~1', '/').replaceAll('~0', '~')
    const pointer =
      place === 'body' ? (name === '' ? '' : `/${rest[0]}`) : `/${PLACES[place] ?? place}/${name}`
    if (fields.has(pointer)) continue
    const schema = schemaOf(contract, operation, req, place, name)
    const keyword = (errorCode ?? '').split('.')[0] ?? ''
    const missing = keyword === 'required' && rest.length <= 1
    fields.set(pointer, {
      error: {
        pointer,
        message: sentence(contract, schema, name, missing, valueAt(req, place, name), isFormOf(req)),
      },
      code: missing ? 'invalid_request' : codeOf(schema, keyword),
      param: name,
      violation: {
        place: (PLACES[place] ?? place) as Violation['place'],
        field: name,
        keyword,
        limit: schema?.[keyword as keyof Schema],
        types: schema === undefined ? [] : typesOf(contract, schema),
        value: place === 'body' ? sentValue(req, sentBody, missing ? '' : name) : valueAt(req, place, name),
      },
    })
    if (fields.size === MAX_FIELD_ERRORS) break
  }
  const all = [...fields.values()]
  return new AppError(all[0]?.code ?? 'invalid_request', all.map(({ error }) => error.message).join(' '), {
    param: all[0]?.param === '' ? undefined : all[0]?.param,
    errors: all.map(({ error }) => error),
    facts: { violations: all.map(({ violation }) => violation) },
  })
}

const isFormOf = (req: Request): boolean => Boolean(req.is(FORMS))

const FORMS = ['multipart/form-data', 'application/x-www-form-urlencoded']

const PLACES: Readonly<Record<string, string>> = { query: 'query', params: 'path', headers: 'header' }

function schemaOf(
  contract: Contract,
  operation: Operation,
  req: Request,
  place: string,
  name: string,
): Schema | undefined {
  if (place === 'body') {
    const body = Object.entries(operation.body ?? {}).find(([mediaType]) => req.is(mediaType))?.[1]
    const property = body && propertiesOf(contract, body)[name]
    return property && resolveSchema(contract, property)
  }
  const parameter = operation.parameters.find(
    (each) => each.name.toLowerCase() === name.toLowerCase() && each.in === (PLACES[place] ?? place),
  )
  return parameter && resolveSchema(contract, parameter.schema)
}

function valueAt(req: Request, place: string, name: string): unknown {
  const holder: unknown = place === 'body' ? req.body : place === 'query' ? req.query : undefined
  return typeof holder === 'object' && holder !== null ? (holder as Record<string, unknown>)[name] : undefined
}

/** The sent value of a field; for an empty name the whole body, which is null for a form. */
function sentValue(req: Request, sentBody: unknown, name: string): unknown {
  if (name !== '') return (sentBody as Record<string, unknown> | undefined)?.[name]
  return isFormOf(req) ? null : sentBody
}

function codeOf(schema: Schema | undefined, keyword: string): ErrorCode {
  const codes = schema?.['x-error-code']
  const code = typeof codes === 'string' ? codes : (codes?.[keyword] ?? codes?.['default'])
  return code !== undefined && Object.hasOwn(ERROR_CATALOGUE, code) ? (code as ErrorCode) : 'invalid_request'
}

function sentence(
  contract: Contract,
  schema: Schema | undefined,
  name: string,
  missing: boolean,
  value: unknown,
  isForm: boolean,
): string {
  if (name === '') return 'The body must be an object with the fields of this operation.'
  if (missing) return `\`${name}\` is required.`
  if (Array.isArray(value) && isForm && !typesOf(contract, schema ?? {}).includes('array'))
    return `\`${name}\` was sent ${value.length} times; send it once.`
  if (schema === undefined) return `\`${name}\` is not a parameter of this operation.`
  return `\`${name}\` must be ${permitted(contract, schema)}${butIs(schema, value)}.`
}

/** The phrase after "must be". */
function permitted(contract: Contract, schema: Schema): string {
  if (schema['x-permitted'] !== undefined) return schema['x-permitted']
  if (schema.enum !== undefined)
    return `one of ${schema.enum.map((value) => `\`${String(value)}\``).join(', ')}`
  const types = typesOf(contract, schema)
  const noun = types.includes('integer') ? 'a whole number' : types.includes('number') ? 'a number' : 'text'
  const { minimum, maximum, exclusiveMinimum, minLength = 0, maxLength } = schema
  if (noun === 'text')
    return maxLength === undefined ? noun : `${noun} of ${minLength} to ${maxLength} characters`
  if (exclusiveMinimum !== undefined)
    return maximum === undefined
      ? `${noun} above ${exclusiveMinimum}`
      : `${noun} above ${exclusiveMinimum} and at most ${maximum}`
  if (minimum !== undefined && maximum !== undefined) return `${noun} from ${minimum} to ${maximum}`
  return minimum === undefined ? noun : `${noun} of at least ${minimum}`
}

/** Shows a number, and only the type of any other value, which may be private. */
function butIs(schema: Schema, value: unknown): string {
  if (value === undefined || schema['x-permitted'] !== undefined) return ''
  if (typeof value === 'number') return `, not ${value}`
  if (value === null) return ', not null'
  if (Array.isArray(value)) return ', not a list'
  return typeof value === 'string' ? ', not this text' : `, not a value of type ${typeof value}`
}
