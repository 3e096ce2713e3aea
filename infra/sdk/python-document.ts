/** A piece of the contract. */
export type Node = { [name: string]: unknown }

const URLENCODED = 'application/x-www-form-urlencoded'
const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete']

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

/** Every object within a piece of the contract, including the piece itself. */
function* nodesIn(value: unknown): Generator<Node> {
  if (!isNode(value)) return
  yield value
  for (const member of Object.values(value)) yield* nodesIn(member)
}

const operationsOf = (document: Node): Node[] =>
  Object.values(document['paths'] as Record<string, Node>).flatMap((item) =>
    METHODS.map((method) => item[method]).filter(isNode),
  )

/**
 * The contract for the generator of the Python client. Generated code refuses unknown enum values,
 * but a newer service may send more of them. So enums that only the service sends become plain text
 * or numbers. A form is sent as multipart, which can do all that the other kind can.
 */
export function tolerantDocument(contract: Node): Node {
  const document = structuredClone(contract)
  // One class of the generated client can be sent in one way only.
  for (const { requestBody } of operationsOf(document))
    delete ((requestBody as Node | undefined)?.['content'] as Node | undefined)?.[URLENCODED]
  const schemas = (document['components'] as { schemas: Record<string, Node> }).schemas
  const sent = namesReachedFrom(
    [
      ...operationsOf(document).map(({ parameters, requestBody }) => ({ parameters, requestBody })),
      (document['components'] as Node)['parameters'],
    ],
    schemas,
  )
  const received = [
    ...Object.entries(schemas).flatMap(([name, schema]) => (sent.has(name) ? [] : [schema])),
    ...operationsOf(document).map((operation) => operation['responses']),
    (document['components'] as Node)['responses'],
  ]
  for (const part of received)
    for (const node of nodesIn(part))
      if (Array.isArray(node['enum']) && 'type' in node) {
        const values = node['enum'].map((value) => `\`${String(value)}\``).join(', ')
        const { description } = node
        node['description'] =
          `${typeof description === 'string' ? `${description.trim()} ` : ''}One of: ${values}.`
        delete node['enum']
      }
  return document
}

/** Names of the component schemas to which these pieces refer, directly or through others. */
function namesReachedFrom(pieces: readonly unknown[], schemas: Record<string, Node>): Set<string> {
  const reached = new Set<string>()
  const follow = (piece: unknown): void => {
    for (const { $ref } of nodesIn(piece)) {
      const name = /^#\/components\/schemas\/(.+)$/.exec(typeof $ref === 'string' ? $ref : '')?.[1]
      if (name === undefined || reached.has(name)) continue
      reached.add(name)
      follow(schemas[name])
    }
  }
  pieces.forEach(follow)
  return reached
}

/** Settings of openapi-python-client. Media types that it does not know are bytes. */
export function generatorConfig(document: Node): Node {
  const answered = operationsOf(document).flatMap((operation) =>
    Object.values(operation['responses'] as Record<string, Node>).flatMap((response) =>
      Object.keys((response['content'] ?? {}) as Node),
    ),
  )
  const bytes = answered.filter((type) => /^(video|image|audio)\//.test(type)).toSorted()
  return {
    content_type_overrides: Object.fromEntries(bytes.map((type) => [type, 'application/octet-stream'])),
    docstrings_on_attributes: true,
    literal_enums: true,
    post_hooks: [
      'ruff check . --fix-only --quiet --select F,I,UP --line-length 120',
      'ruff format . --quiet --line-length 120',
    ],
  }
}
