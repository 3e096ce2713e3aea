import { ELEMENT_TYPE_CODES, type ElementType, type Node, type SubGraph } from '#worker/graphs/onnx/writer.ts'

/** A node, and the element types of what it reads and writes. */
export interface TypedNode {
  readonly node: Node
  /** `com.microsoft.FusedMatMul` */
  readonly operator: string
  /** undefined for an omitted input. */
  readonly reads: readonly (ElementType | undefined)[]
  readonly writes: readonly ElementType[]
}

type Types = ReadonlyMap<string, ElementType>

/** Operators whose output has another type than their first input. */
const OUTPUT_TYPES: Readonly<Record<string, (node: Node, reads: TypedNode['reads']) => ElementType>> = {
  Cast: ({ attributes }) => elementType(attributes['to']),
  Shape: () => 'int64',
  Equal: () => 'bool',
  Where: (_node, reads) => required(reads[1]),
  RMSNormalization: (_node, reads) => required(reads[1]),
}

/**
 * Visits the nodes of a graph, not those of Loop bodies, in order; `types` are those of all values
 * so far.
 */
export function visitNodes(
  graph: SubGraph,
  outer: Types,
  visit: (typed: TypedNode, types: Types) => void,
): void {
  const types = new Map(outer)
  for (const { name, type } of [...graph.inputs, ...graph.initializers]) types.set(name, type)
  for (const node of graph.nodes) {
    const operator = node.domain === '' ? node.op : `${node.domain}.${node.op}`
    const reads = node.inputs.map((name) => (name === '' ? undefined : required(types.get(name), name)))
    const body = bodyOf(node)
    // A Loop's outputs are its body's, without the condition.
    const writes = body
      ? body.outputs.slice(1).map(({ type }) => type)
      : node.outputs.map(() => OUTPUT_TYPES[operator]?.(node, reads) ?? required(reads[0], operator))
    visit({ node, operator, reads, writes }, types)
    node.outputs.forEach((name, i) => types.set(name, required(writes[i])))
  }
}

/** All nodes, those of Loop bodies included. */
export function typedNodes(graph: SubGraph, outer: Types = new Map()): TypedNode[] {
  const nodes: TypedNode[] = []
  visitNodes(graph, outer, (typed, types) => {
    const body = bodyOf(typed.node)
    nodes.push(typed, ...(body ? typedNodes(body, types) : []))
  })
  return nodes
}

/** The graph that a Loop repeats. */
export function bodyOf({ attributes: { body } }: Node): SubGraph | undefined {
  return typeof body === 'object' && 'kind' in body && body.kind === 'graph' ? body : undefined
}

function elementType(code: unknown): ElementType {
  return required(
    (Object.keys(ELEMENT_TYPE_CODES) as ElementType[]).find((type) => ELEMENT_TYPE_CODES[type] === code),
  )
}

function required(type: ElementType | undefined, what = 'a type'): ElementType {
  if (type === undefined) throw new Error(`${what} is not known`)
  return type
}
