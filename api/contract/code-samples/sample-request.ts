import { propertiesOf, typesOf, type Contract, type Operation, type Schema } from '#api/contract/contract.ts'
import { SAMPLE_FILE, sampleValue } from './sample-value.ts'

/** Values by name. */
export type Fields = Readonly<Record<string, unknown>>

/** One call of an operation, with the contract's example values. */
export interface SampleRequest {
  readonly operationId: string
  readonly tag: string
  readonly method: string
  /** As in the contract. */
  readonly path: string
  readonly parameters: Readonly<Record<'path' | 'query' | 'header', Fields>>
  /** Environment variable that holds the credentials; null for open operations. */
  readonly credentials: string | null
  readonly body: {
    readonly isForm: boolean
    readonly value: Fields
    /** Name of the component schema. */
    readonly schema: string | null
  } | null
  readonly answer: 'json' | 'text' | 'stream' | 'bytes' | 'headers'
}

/** Members of the contract's document that a sample needs and the service does not. */
interface Details {
  readonly tags?: readonly string[]
  readonly security?: readonly Fields[]
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly example?: unknown; readonly examples?: Examples }>>
  }
  readonly responses: Readonly<Record<string, { readonly content?: Fields }>>
}
type Examples = Readonly<Record<string, { readonly value?: unknown }>>

/** The call of an operation with its required parameters and the contract's example values. */
export function sampleRequest(contract: Contract, operation: Operation, details: Details): SampleRequest {
  const parametersIn = (place: string): Fields =>
    Object.fromEntries(
      operation.parameters
        .map((parameter) => parameter as typeof parameter & { required?: boolean; example?: unknown })
        .filter((parameter) => parameter.in === place && parameter.required === true)
        .map(({ name, example, schema }) => [name, example ?? sampleValue(contract, schema)]),
    )
  return {
    operationId: operation.operationId,
    tag: details.tags?.[0] ?? 'default',
    method: operation.method,
    path: operation.path,
    parameters: { path: parametersIn('path'), query: parametersIn('query'), header: parametersIn('header') },
    credentials: credentialsOf(contract, details),
    body: sampleBody(contract, operation, details),
    answer: operation.method === 'head' ? 'headers' : answerOf(details),
  }
}

function credentialsOf(contract: Contract, details: Details): string | null {
  const security = details.security ?? (contract.document['security'] as readonly Fields[] | undefined) ?? []
  const scheme = Object.keys(security[0] ?? {})[0]
  if (scheme === undefined) return null
  return scheme === 'bearer' ? 'WAN_API_KEY' : `WAN_${scheme.toUpperCase()}_TOKEN`
}

/** The JSON body when the operation takes one; otherwise a form with its files. */
function sampleBody(contract: Contract, operation: Operation, details: Details): SampleRequest['body'] {
  if (operation.body === null) return null
  const type = 'application/json' in operation.body ? 'application/json' : Object.keys(operation.body)[0]
  if (type === undefined) return null
  const schema = operation.body[type] as Schema
  const media = details.requestBody?.content[type]
  const example = media?.example ?? Object.values(media?.examples ?? {})[0]?.value
  const isForm = type !== 'application/json'
  return {
    isForm,
    value: {
      ...((example ?? sampleValue(contract, schema)) as Fields),
      ...(isForm ? filesIn(contract, schema) : {}),
    },
    schema: /^#\/components\/schemas\/(.+)$/.exec(schema.$ref ?? '')?.[1] ?? null,
  }
}

const filesIn = (contract: Contract, schema: Schema): Fields =>
  Object.fromEntries(
    Object.entries(propertiesOf(contract, schema))
      .filter(([, property]) => typesOf(contract, property).includes('string'))
      .filter(([, property]) => sampleValue(contract, property) === SAMPLE_FILE)
      .map(([name]) => [name, SAMPLE_FILE]),
  )

function answerOf({ responses }: Details): SampleRequest['answer'] {
  const types = Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([, { content }]) => Object.keys(content ?? {}))
  const [type = 'application/json'] = types
  if (type === 'text/event-stream') return 'stream'
  if (type.endsWith('json')) return 'json'
  return type.startsWith('text/') ? 'text' : 'bytes'
}
