import { readFileSync } from 'node:fs'
import { load } from 'js-yaml'

/** The parts of JSON Schema that the contract's request schemas use. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly format?: string
  readonly 'x-permitted'?: string
  readonly 'x-error-code'?: string | Readonly<Record<string, string>>
}

/** One parameter of an operation. */
export interface Parameter {
  readonly name: string
  readonly in: 'query' | 'header' | 'path'
  readonly schema: Schema
}

/** One operation of `openapi.yaml`. */
export interface Operation {
  readonly operationId: string
  readonly method: string
  /** As written in the contract: `/v1/videos/{video_id}`. */
  readonly path: string
  /** The scope that its credentials need; null if it is open to all or guards itself. */
  readonly scope: string | null
  readonly parameters: readonly Parameter[]
  /** Media type → schema; null when the operation takes no body. */
  readonly body: Readonly<Record<string, Schema>> | null
  readonly isBodyRequired: boolean
  readonly maxBodyBytes: number
  /** The most values that its body may have. */
  readonly maxValues: number
  /** Whether its bodies are creates, which clients of other servers write under other names. */
  readonly takesPeerNames: boolean
  /** What its bodies make of a finished video, if anything. */
  readonly derives: 'remix' | 'extension' | 'rerun' | null
  /** Id of the operation whose bodies are the items of this one; null without items. */
  readonly itemsOf: string | null
}

/** `openapi.yaml`: the parsed document and its operations. */
export interface Contract {
  readonly document: Readonly<Record<string, unknown>>
  readonly operations: readonly Operation[]
}

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete']
const DEFAULT_MAX_BODY_BYTES = 256_000
const DEFAULT_MAX_VALUES = 10_000

interface RawOperation {
  readonly operationId: string
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters?: readonly (Parameter & { readonly $ref?: string })[]
  readonly requestBody?: {
    readonly required?: boolean
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>
    readonly 'x-max-body-bytes'?: number
    readonly 'x-max-values'?: number
    readonly 'x-items-of'?: string
    readonly 'x-peer-names'?: boolean
    readonly 'x-derives'?: 'remix' | 'extension' | 'rerun'
  }
}

/** Reads `openapi.yaml`, which everything about the wire is derived from. */
export function loadContract(file: URL | string = new URL('../../openapi.yaml', import.meta.url)): Contract {
  const document = load(readFileSync(file, 'utf8')) as Record<string, unknown>
  const paths = document['paths'] as Record<string, Record<string, unknown>>
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method] !== undefined).map((method) => {
      const raw = item[method] as RawOperation
      const shared = (item['parameters'] ?? []) as typeof raw.parameters
      return {
        operationId: raw.operationId,
        method,
        path,
        scope: raw.security?.[0]?.['bearer']?.[0] ?? null,
        parameters: [...(shared ?? []), ...(raw.parameters ?? [])].map((parameter) =>
          parameter.$ref === undefined ? parameter : (dereference(document, parameter.$ref) as Parameter),
        ),
        body:
          raw.requestBody === undefined
            ? null
            : Object.fromEntries(
                Object.entries(raw.requestBody.content).map(([type, media]) => [type, media.schema]),
              ),
        isBodyRequired: raw.requestBody?.required ?? false,
        maxBodyBytes: raw.requestBody?.['x-max-body-bytes'] ?? DEFAULT_MAX_BODY_BYTES,
        maxValues: raw.requestBody?.['x-max-values'] ?? DEFAULT_MAX_VALUES,
        takesPeerNames: raw.requestBody?.['x-peer-names'] ?? false,
        derives: raw.requestBody?.['x-derives'] ?? null,
        itemsOf: raw.requestBody?.['x-items-of'] ?? null,
      }
    }),
  )
  return { document, operations }
}

function dereference(document: Readonly<Record<string, unknown>>, ref: string): unknown {
  let node: unknown = document
  for (const name of ref.replace(/^#\//, '').split('/')) node = (node as Record<string, unknown>)[name]
  return node
}

/** The schema that a reference points at; any other schema itself. */
export function resolveSchema(contract: Contract, schema: Schema): Schema {
  return schema.$ref === undefined
    ? schema
    : resolveSchema(contract, dereference(contract.document, schema.$ref) as Schema)
}

/** Properties of an object schema, including those of its `allOf` parts. */
export function propertiesOf(contract: Contract, schema: Schema): Readonly<Record<string, Schema>> {
  const own = resolveSchema(contract, schema)
  return Object.assign(
    {},
    ...(own.allOf ?? []).map((part) => propertiesOf(contract, part)),
    own.properties,
  ) as Record<string, Schema>
}

/** JSON types that a value may have: `anyOf` counts as the union of its branches. */
export function typesOf(contract: Contract, schema: Schema): readonly string[] {
  const own = resolveSchema(contract, schema)
  if (own.type !== undefined) return typeof own.type === 'string' ? [own.type] : own.type
  return (own.anyOf ?? []).flatMap((branch) => typesOf(contract, branch))
}
