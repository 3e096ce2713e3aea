type Node = Readonly<Record<string, unknown>>

/** Members that do not decide whether a request is valid. */
const PROSE = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'externalDocs',
  'callbacks',
  'x-codeSamples',
])
/** Maps whose keys are names, such as that of a field `description`. */
const MAPS = new Set(['properties', 'schemas', 'parameters', 'requestBodies', 'content', 'paths'])

/**
 * The part of an OpenAPI document that requests are held against: no answers, no prose, and only
 * the components that a request reaches. The validator walks all of a document for each operation,
 * and answers are four fifths of it.
 */
export function requestsOnly(document: Node): Node {
  const paths = withoutProse(document['paths'], true) as Record<string, Record<string, Node>>
  for (const item of Object.values(paths))
    for (const [method, operation] of Object.entries(item))
      if ('responses' in operation)
        item[method] = { ...operation, responses: { default: { description: '' } } }
  return {
    openapi: document['openapi'],
    info: document['info'],
    paths,
    components: reachedFrom(paths, document),
  }
}

function withoutProse(value: unknown, isMap: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutProse(item, false))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => isMap || !PROSE.has(key))
      .map(([key, member]) => [key, withoutProse(member, !isMap && MAPS.has(key))]),
  )
}

/** The components whose references lie in a tree or in another of them. */
function reachedFrom(tree: unknown, document: Node): Node {
  const components: Record<string, Record<string, unknown>> = {}
  const waiting = referencesOf(tree)
  for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
    const [, , kind, name] = ref.split('/') as [string, string, string, string]
    const found = (components[kind] ??= {})
    if (name in found) continue
    const all = (document['components'] as Record<string, Record<string, unknown>>)[kind]
    found[name] = withoutProse(all?.[name], false)
    waiting.push(...referencesOf(found[name]))
  }
  return components
}

function referencesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) =>
    key === '$ref' && typeof member === 'string' ? [member] : referencesOf(member),
  )
}
