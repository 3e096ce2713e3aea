import { type FloatType } from '#worker/graphs/onnx/builder.ts'
import { type Graph } from '#worker/graphs/onnx/graph.ts'
import { ELEMENT_TYPE_CODES, encodeModel, type Node, type SubGraph } from '#worker/graphs/onnx/writer.ts'
import { bodyOf, visitNodes } from '#test/worker/graphs/onnx/node-types.ts'
import { decodeModel } from '#test/worker/graphs/onnx/reader.ts'

/**
 * The graph as a device with `narrow` kernels computes it, for the CPU, which has few: each node
 * that reads or writes `narrow` values computes in float32 and its results are rounded. Tensor
 * cores sum in float32 too.
 */
export function withRounding(graph: Graph, narrow: Exclude<FloatType, 'float32'>): Graph {
  return { ...graph, model: encodeModel(roundGraph(decodeModel(graph.model), new Map(), narrow)) }
}

/** Moves data only; the runtime has these for every type. */
const MOVES = new Set(['Cast', 'Loop', 'Identity', 'Shape'])

function roundGraph(graph: SubGraph, outer: Parameters<typeof visitNodes>[1], narrow: FloatType): SubGraph {
  const nodes: Node[] = []
  const cast = (from: string, to: string, type: FloatType) =>
    nodes.push({
      op: 'Cast',
      domain: '',
      name: `${to} of ${from}`,
      inputs: [from],
      outputs: [to],
      attributes: { to: ELEMENT_TYPE_CODES[type] },
    })
  visitNodes(graph, outer, ({ node, reads, writes }, types) => {
    const body = bodyOf(node)
    if (body) {
      const attributes = { ...node.attributes, body: roundGraph(body, types, narrow) }
      return void nodes.push({ ...node, attributes })
    }
    if (MOVES.has(node.op) || ![...reads, ...writes].includes(narrow)) return void nodes.push(node)
    const inputs = node.inputs.map((name, i) => {
      if (reads[i] !== narrow) return name
      const wide = `${name} for ${node.name}.${i}`
      cast(name, wide, 'float32')
      return wide
    })
    const outputs = node.outputs.map((name, i) => (writes[i] === narrow ? `${name} unrounded` : name))
    nodes.push({ ...node, inputs, outputs })
    node.outputs.forEach((name, i) => {
      if (writes[i] === narrow) cast(`${name} unrounded`, name, narrow)
    })
  })
  return { ...graph, nodes }
}
