import {
  propertiesOf,
  resolveSchema,
  typesOf,
  type Contract,
  type Operation,
  type Schema,
} from '#api/contract/contract.ts'
import { SAMPLE_FILE, sampleValue } from '#api/contract/code-samples/sample-value.ts'

type Node = Readonly<Record<string, unknown>>

/** The members of a create that "Try it out" fills in; an image as a data URL. */
export interface FirstCreate {
  readonly prompt: string
  /** Absent while no worker has registered a model. */
  readonly model?: string
  /** Absent for a model that takes no image. */
  readonly input_reference?: string
}

const ABSENT = {
  name: 'not available here',
  description: "Operations of OpenAI's API that this service does not have.",
}

/**
 * The document of `/openapi.json` as Swagger UI should have it. That page fills its fields with
 * whatever example, default or invention a schema yields, and sends them: invented ids, headers
 * and members. Here a create has a prompt, a model that is there and an image, everything else is
 * empty, and what would be filled in stands in the description.
 */
export function tryOutDocument(contract: Contract, document: Node, first: FirstCreate): Node {
  const shown = structuredClone(document) as {
    paths: Record<string, Record<string, Record<string, unknown>>>
    tags: unknown[]
  }
  for (const operation of contract.operations) {
    const item = shown.paths[operation.path]
    const details = item?.[operation.method]
    if (item === undefined || details === undefined) continue
    details['parameters'] = operation.parameters.map((parameter) => unfilled(contract, parameter))
    if (operation.body !== null)
      details['requestBody'] = fillable(contract, operation, details['requestBody'] as Node, first)
    if (!Object.keys(details['responses'] as Node).some((status) => /^[23]/.test(status)))
      details['tags'] = [ABSENT.name]
  }
  // The operations list the parameters of their path already.
  for (const item of Object.values(shown.paths)) delete item['parameters']
  return { ...shown, tags: [...shown.tags, ABSENT] }
}

/** A parameter without a value, whose description shows what would have been one. */
function unfilled(contract: Contract, parameter: Operation['parameters'][number]): Node {
  const { example, schema: pointed, description, ...rest } = parameter as Node & typeof parameter
  const schema = resolveSchema(contract, pointed) as Schema & Node
  const shown = example ?? schema['example'] ?? (schema['examples'] as unknown[] | undefined)?.[0]
  return {
    ...withoutValue(rest),
    description: [
      textOf(description ?? schema['description'] ?? ''),
      ...(schema['default'] === undefined ? [] : [`Default: \`${textOf(schema['default'])}\`.`]),
      ...(shown === undefined ? [] : [`Example: \`${textOf(shown)}\`.`]),
    ].join('\n\n'),
    // Swagger UI invents members of an object that may have any.
    schema: typesOf(contract, schema).includes('object')
      ? { type: 'object', additionalProperties: false }
      : withoutValue(schema),
  }
}

const withoutValue = (schema: Node): Node =>
  Object.fromEntries(Object.entries(schema).filter(([name]) => !VALUES.includes(name)))
const VALUES = ['example', 'examples', 'default']

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** A body whose first example is one that this service takes as it stands, as JSON or as a form. */
function fillable(contract: Contract, operation: Operation, body: Node, first: FirstCreate): Node {
  const content = Object.entries(operation.body ?? {}).map(([type, schema]) => {
    const media = (body['content'] as Record<string, Node>)[type] ?? {}
    const filled = /json/.test(type)
      ? withExample(contract, operation, media, schema, first)
      : { schema: formOf(contract, operation, schema, type.startsWith('multipart/'), first) }
    return [type, filled] as const
  })
  return { ...body, content: Object.fromEntries(content) }
}

function withExample(
  contract: Contract,
  { takesPeerNames, itemsOf }: Operation,
  media: Node,
  schema: Schema,
  first: FirstCreate,
): Node {
  const { input_reference: image, ...rest } = first
  const create = image === undefined ? rest : { ...rest, input_reference: { image_url: image } }
  const value = itemsOf !== null ? { items: [create] } : takesPeerNames ? create : undefined
  const given = media['examples'] as Node | undefined
  if (value !== undefined) {
    const here = { summary: 'As this service can make it', value }
    return { ...media, examples: { here, ...given } }
  }
  const isGiven = given !== undefined || media['example'] !== undefined
  return isGiven ? media : { ...media, example: sampleValue(contract, schema) }
}

/**
 * The fields of a form, each as the text that a form carries, and empty unless it is one of those
 * of the first create.
 */
function formOf(
  contract: Contract,
  { takesPeerNames }: Operation,
  schema: Schema,
  takesFiles: boolean,
  first: FirstCreate,
): Node {
  const filled: Node = takesPeerNames ? { ...first } : {}
  const fields = Object.entries(propertiesOf(contract, schema)).map(([name, pointed]) => {
    const property = resolveSchema(contract, pointed) as Schema & Node
    const description = property['description']
    if (takesFiles && sampleValue(contract, property) === SAMPLE_FILE)
      return [name, { type: 'string', format: 'binary', description }] as const
    const choices = property.enum === undefined ? {} : { enum: property.enum.filter((each) => each !== null) }
    return [name, { type: 'string', description, ...choices, default: filled[name] ?? '' }] as const
  })
  return { type: 'object', required: requiredBy(contract, schema), properties: Object.fromEntries(fields) }
}

function requiredBy(contract: Contract, pointed: Schema): readonly string[] {
  const schema = resolveSchema(contract, pointed) as Schema & { readonly required?: readonly string[] }
  return [...(schema.required ?? []), ...(schema.allOf ?? []).flatMap((part) => requiredBy(contract, part))]
}
