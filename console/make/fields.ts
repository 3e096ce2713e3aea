import { words } from '#console/parts/format.ts'

/** The part of a JSON Schema that forms read. */
export interface FieldSchema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly description?: string
  readonly properties?: Readonly<Record<string, FieldSchema>>
  readonly required?: readonly string[]
  readonly items?: FieldSchema
  readonly maxItems?: number
}

export type FieldKind = 'text' | 'long text' | 'number' | 'choice' | 'switch' | 'pairs'

/** One field of the form, made from a property of the model's schema. */
export interface Field {
  readonly name: string
  readonly label: string
  readonly kind: FieldKind
  readonly schema: FieldSchema
  /** For a choice. */
  readonly options: readonly string[]
  /** What the model uses when the field is left empty. */
  readonly byDefault: string
}

/** Values by field; what is absent or empty is not sent. */
export type Values = Readonly<Record<string, string>>

/** Fields with a control of their own, above the folded ones. */
const OWN_CONTROLS = [
  'prompt',
  'model',
  'size',
  'seconds',
  'num_frames',
  'seed',
  'input_reference',
  'last_frame',
]
const LABELS: Readonly<Record<string, string>> = {
  fps: 'Frames per second',
  num_inference_steps: 'Steps',
  webhook_url: 'Webhook address',
  cache: 'Reuse an equal result',
  easy_cache: 'EasyCache threshold',
}

/**
 * The folded fields of a model, in the order of its schema. A field that can hold nothing but null,
 * as `guidance_scale_2` of a model with one transformer, is left out.
 */
export function advancedFields(schema: FieldSchema, defaults: Readonly<Record<string, unknown>>): Field[] {
  return Object.entries(schema.properties ?? {})
    .filter(([name]) => !OWN_CONTROLS.includes(name) && !(name in defaults && defaults[name] === null))
    .flatMap(([name, property]) => {
      const field = fieldOf(name, property, defaults[name])
      return field === null ? [] : [field]
    })
}

/** The control for a property; null for one that no form can show. */
export function fieldOf(name: string, schema: FieldSchema, byDefault?: unknown): Field | null {
  const types = ([] as string[]).concat(schema.type ?? []).filter((type) => type !== 'null')
  const options = (schema.enum ?? []).filter((option) => option !== null).map(String)
  const kind = kindOf(name, types, options)
  if (kind === null || (kind === 'choice' && options.length === 0)) return null
  const shown = ['string', 'number', 'boolean'].includes(typeof byDefault) ? `${byDefault as string}` : ''
  return { name, label: LABELS[name] ?? words(name), kind, schema, options, byDefault: shown }
}

function kindOf(name: string, types: readonly string[], options: readonly string[]): FieldKind | null {
  if (options.length > 0) return 'choice'
  if (types.includes('number') || types.includes('integer')) return 'number'
  if (types.includes('boolean')) return 'switch'
  if (types.includes('object')) return name === 'metadata' ? 'pairs' : null
  if (types.includes('string')) return name.endsWith('prompt') ? 'long text' : 'text'
  return null
}

/** Why a value cannot be sent; null when it can. Empty is always permitted here. */
export function faultOf({ kind, schema }: Pick<Field, 'kind' | 'schema'>, text: string): string | null {
  if (text.trim() === '') return null
  if (kind === 'pairs') return pairsOf(text) === null ? 'Write one name=value a line.' : null
  if (kind === 'number') return numberFault(schema, Number(text.trim()))
  if (schema.maxLength !== undefined && text.length > schema.maxLength)
    return `At most ${schema.maxLength} characters.`
  if (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(text))
    return 'This is not permitted here.'
  return null
}

function numberFault(schema: FieldSchema, value: number): string | null {
  const { minimum, maximum, exclusiveMinimum } = schema
  if (!Number.isFinite(value)) return 'This is not a number.'
  if (isWhole(schema) && !Number.isInteger(value)) return 'Only whole numbers.'
  if (minimum !== undefined && value < minimum) return `At least ${minimum}.`
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return `Above ${exclusiveMinimum}.`
  if (maximum !== undefined && value > maximum) return `At most ${maximum}.`
  return null
}

const isWhole = ({ type }: FieldSchema): boolean => {
  const types = ([] as string[]).concat(type ?? [])
  return types.includes('integer') && !types.includes('number')
}

/** `1 … 50`, for the label of a number. */
export function rangeOf({ minimum, maximum, exclusiveMinimum }: FieldSchema): string {
  const least = minimum ?? (exclusiveMinimum === undefined ? undefined : `> ${exclusiveMinimum}`)
  if (least === undefined) return maximum === undefined ? '' : `≤ ${maximum}`
  return maximum === undefined || maximum > 1e6 ? `≥ ${least}` : `${least} … ${maximum}`
}

/** A value as the JSON body carries it. */
export function sentValue({ kind, schema }: Pick<Field, 'kind' | 'schema'>, text: string): unknown {
  if (kind === 'number') return Number(text.trim())
  if (kind === 'switch') return text === 'true'
  if (kind === 'pairs') return pairsOf(text)
  return ([] as string[]).concat(schema.type ?? []).includes('boolean') && /^(true|false)$/.test(text)
    ? text === 'true'
    : text
}

/** `name=value` lines; null when a line has no name. */
function pairsOf(text: string): Record<string, string> | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const pairs = lines.map((line) => /^\s*([^=\s][^=]*?)\s*=(.*)$/.exec(line))
  if (pairs.includes(null)) return null
  return Object.fromEntries(pairs.map((pair) => [(pair as RegExpExecArray)[1], (pair?.[2] ?? '').trim()]))
}
