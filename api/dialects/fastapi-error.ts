import { ERROR_CATALOGUE, type AppError, type Violation } from '#core/errors.ts'
import type { WireResponse } from './dialect.ts'

/**
 * Errors as FastAPI writes them, which all four older services were built with: `{"detail": …}`,
 * and for wrong fields pydantic's list under 422.
 *
 * @param detail value of `detail` for an error that is not about fields; the sentence itself by
 *   default
 */
export function fastApiError(error: AppError, detail: unknown = sentence(error)): WireResponse {
  const { retryAfterSeconds, headers, facts } = error.options
  const violations = facts?.violations ?? []
  const isField = error.code !== 'internal_error' && violations.length > 0
  return {
    status: isField ? 422 : (ERROR_CATALOGUE[error.code].status ?? 500),
    headers: {
      ...headers,
      'Cache-Control': 'no-store',
      ...(retryAfterSeconds === undefined
        ? {}
        : { 'Retry-After': String(Math.min(60, Math.max(1, Math.ceil(retryAfterSeconds)))) }),
    },
    body: { detail: isField ? violations.map(complaint) : detail },
  }
}

/** The message, or Starlette's own text for what no route takes. */
export function sentence(error: AppError): string {
  if (error.code === 'not_found') return 'Not Found'
  if (error.code === 'method_not_allowed') return 'Method Not Allowed'
  return error.message
}

/** One entry of pydantic's list of wrong fields. */
export interface Complaint {
  readonly type: string
  readonly loc: readonly string[]
  readonly msg: string
  readonly input: unknown
  readonly ctx?: Readonly<Record<string, unknown>>
}

function complaint(violation: Violation): Complaint {
  const { place, field, value } = violation
  const loc = field === '' ? [place] : [place, field]
  return { loc, input: short(value), ...pydantic(violation) }
}

type Wording = Pick<Complaint, 'type' | 'msg' | 'ctx'>

/** Types and messages of pydantic 2 (pydantic/pydantic-core, src/errors/types.rs). */
function pydantic({ field, keyword, limit, types, value }: Violation): Wording {
  switch (keyword) {
    case 'required':
      return { type: 'missing', msg: 'Field required' }
    case 'json':
      return { type: 'json_invalid', msg: 'JSON decode error', ctx: { error: 'the body is not valid JSON' } }
    case 'minLength':
      return {
        type: 'string_too_short',
        msg: `String should have at least ${characters(limit)}`,
        ctx: { min_length: limit },
      }
    case 'maxLength':
      return {
        type: 'string_too_long',
        msg: `String should have at most ${characters(limit)}`,
        ctx: { max_length: limit },
      }
    case 'minimum':
      return {
        type: 'greater_than_equal',
        msg: `Input should be greater than or equal to ${String(limit)}`,
        ctx: { ge: limit },
      }
    case 'maximum':
      return {
        type: 'less_than_equal',
        msg: `Input should be less than or equal to ${String(limit)}`,
        ctx: { le: limit },
      }
    case 'enum': {
      const expected = alternatives(limit as readonly unknown[])
      return { type: 'literal_error', msg: `Input should be ${expected}`, ctx: { expected } }
    }
    case 'type':
      return field === '' ? NOT_AN_OBJECT : wrongType(types, value)
    default:
      return { type: 'value_error', msg: 'Value error, the value is not permitted here' }
  }
}

const NOT_AN_OBJECT: Wording = {
  type: 'model_attributes_type',
  msg: 'Input should be a valid dictionary or object to extract fields from',
}

function wrongType(types: readonly string[], value: unknown): Wording {
  const isText = typeof value === 'string'
  if (types.includes('integer')) {
    if (typeof value === 'number')
      return {
        type: 'int_from_float',
        msg: 'Input should be a valid integer, got a number with a fractional part',
      }
    return isText
      ? {
          type: 'int_parsing',
          msg: 'Input should be a valid integer, unable to parse string as an integer',
        }
      : { type: 'int_type', msg: 'Input should be a valid integer' }
  }
  if (types.includes('number'))
    return isText
      ? { type: 'float_parsing', msg: 'Input should be a valid number, unable to parse string as a number' }
      : { type: 'float_type', msg: 'Input should be a valid number' }
  if (types.includes('boolean')) return { type: 'bool_type', msg: 'Input should be a valid boolean' }
  return { type: 'string_type', msg: 'Input should be a valid string' }
}

const characters = (count: unknown): string => `${String(count)} character${count === 1 ? '' : 's'}`

function alternatives(values: readonly unknown[]): string {
  const quoted = values.map((value) => `'${String(value)}'`)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`
}

const LONGEST_TEXT = 200

/** The client's own value, cut so that no image is repeated as text. */
function short(value: unknown): unknown {
  if (typeof value === 'string')
    return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT).toWellFormed()}…` : value
  if (typeof value !== 'object' || value === null) return value ?? null
  const flat = (member: unknown): unknown =>
    typeof member === 'object' && member !== null ? '…' : short(member)
  if (Array.isArray(value)) return value.slice(0, 20).map(flat)
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, 20)
      .map(([name, member]) => [name.slice(0, LONGEST_TEXT).toWellFormed(), flat(member)]),
  )
}
