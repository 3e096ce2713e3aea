import { createProtobufWriter, type ProtobufWriter } from './protobuf.ts'

/**
 * Writes ONNX models as protobuf bytes. Field numbers are those of onnx.proto3 in the onnx/onnx
 * repository; only the messages and fields that the graph builders use are covered.
 */

export type ElementType =
  | 'float32'
  | 'uint8'
  | 'int8'
  | 'uint16'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'bool'
  | 'float16'
  | 'float64'
  | 'bfloat16'
  | 'float8e4m3fn'
  | 'float8e5m2'

/** The values of TensorProto.DataType. */
export const ELEMENT_TYPE_CODES: Readonly<Record<ElementType, number>> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
  bfloat16: 16,
  float8e4m3fn: 17,
  float8e5m2: 19,
}

/** A fixed size, or the name of a symbolic one. */
export type Dimension = number | string

/** A tensor whose bytes, little-endian and row-major, are part of the model. */
export interface InlineTensor {
  readonly kind: 'tensor'
  readonly name: string
  readonly type: ElementType
  readonly dims: readonly number[]
  readonly data: Uint8Array
}

/**
 * A tensor whose bytes are a range of another file: `length` bytes from `offset`. `location` is the
 * path of that file relative to the folder of the weights.
 */
export interface ExternalTensor {
  readonly kind: 'external'
  readonly name: string
  readonly type: ElementType
  readonly dims: readonly number[]
  readonly location: string
  readonly offset: number
  readonly length: number
}

export type Tensor = InlineTensor | ExternalTensor

/** Name, element type and shape of a graph input or output; without `dims` the rank is unknown. */
export interface ValueInfo {
  readonly name: string
  readonly type: ElementType
  readonly dims?: readonly Dimension[]
}

/**
 * The value of a node's attribute. A plain number or list is INT or INTS and must be whole. A
 * floating-point attribute is written `{ float: 1 }`, because a whole number alone does not show
 * which of the two an operator expects.
 */
export type Attribute =
  | number
  | string
  | readonly number[]
  | { readonly float: number }
  | { readonly floats: readonly number[] }
  | InlineTensor
  | SubGraph

export interface Node {
  readonly op: string
  /** The operator's domain; '' stands for ai.onnx. */
  readonly domain: string
  readonly name: string
  /** Names of values; '' stands for an omitted optional input. */
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: Readonly<Record<string, Attribute>>
}

export interface SubGraph {
  readonly kind: 'graph'
  readonly name: string
  readonly nodes: readonly Node[]
  readonly initializers: readonly Tensor[]
  readonly inputs: readonly ValueInfo[]
  readonly outputs: readonly ValueInfo[]
}

/**
 * IR 10 is the lowest version that onnxruntime 1.30 pairs with opset 23, the first with
 * RotaryEmbedding and RMSNormalization.
 */
const IR_VERSION = 10
const OPSETS = [
  { domain: '', version: 23 },
  { domain: 'com.microsoft', version: 1 },
]

/**
 * The bytes of an ONNX file that holds `graph`, with IR version 10 and the opsets ai.onnx 23 and
 * com.microsoft 1.
 *
 * @throws RangeError for a size or an integer attribute that is not a safe whole number.
 */
export function encodeModel(graph: SubGraph): Uint8Array {
  const writer = createProtobufWriter()
  writer.integer(1, IR_VERSION)
  writer.text(2, 'wan-video-service')
  writer.message(7, () => writeGraph(writer, graph))
  for (const { domain, version } of OPSETS)
    writer.message(8, () => {
      writer.text(1, domain)
      writer.integer(2, version)
    })
  return writer.result()
}

function writeGraph(writer: ProtobufWriter, graph: SubGraph): void {
  for (const node of graph.nodes) writer.message(1, () => writeNode(writer, node))
  writer.text(2, graph.name)
  for (const tensor of graph.initializers) writer.message(5, () => writeTensor(writer, tensor))
  for (const input of graph.inputs) writer.message(11, () => writeValueInfo(writer, input))
  for (const output of graph.outputs) writer.message(12, () => writeValueInfo(writer, output))
}

function writeNode(writer: ProtobufWriter, node: Node): void {
  for (const name of node.inputs) writer.text(1, name)
  for (const name of node.outputs) writer.text(2, name)
  writer.text(3, node.name)
  writer.text(4, node.op)
  for (const [name, value] of Object.entries(node.attributes))
    writer.message(5, () => {
      writer.text(1, name)
      writer.integer(20, writeValue(writer, value))
    })
  writer.text(7, node.domain)
}

/** @returns the value's AttributeProto.AttributeType */
function writeValue(writer: ProtobufWriter, value: Attribute): number {
  if (typeof value === 'number') {
    writer.integer(3, value)
    return 2
  }
  if (typeof value === 'string') {
    writer.text(4, value)
    return 3
  }
  if (isList(value)) {
    for (const item of value) writer.integer(8, item)
    return 7
  }
  if ('float' in value) {
    writer.float(2, value.float)
    return 1
  }
  if ('floats' in value) {
    for (const item of value.floats) writer.float(7, item)
    return 6
  }
  if (value.kind === 'tensor') {
    writer.message(5, () => writeTensor(writer, value))
    return 4
  }
  writer.message(6, () => writeGraph(writer, value))
  return 5
}

function writeTensor(writer: ProtobufWriter, tensor: Tensor): void {
  for (const size of tensor.dims) writer.integer(1, size)
  writer.integer(2, ELEMENT_TYPE_CODES[tensor.type])
  writer.text(8, tensor.name)
  if (tensor.kind === 'tensor') return writer.bytes(9, tensor.data)
  const { location, offset, length } = tensor
  for (const [key, value] of Object.entries({ location, offset, length }))
    writer.message(13, () => {
      writer.text(1, key)
      writer.text(2, String(value))
    })
  writer.integer(14, 1)
}

function writeValueInfo(writer: ProtobufWriter, value: ValueInfo): void {
  const writeShape = (dims: readonly Dimension[]): void => {
    for (const size of dims)
      writer.message(1, () => {
        if (typeof size === 'string') writer.text(2, size)
        else writer.integer(1, size)
      })
  }
  writer.text(1, value.name)
  writer.message(2, () =>
    writer.message(1, () => {
      writer.integer(1, ELEMENT_TYPE_CODES[value.type])
      const { dims } = value
      if (dims) writer.message(2, () => writeShape(dims))
    }),
  )
}

function isList(value: Attribute): value is readonly number[] {
  return Array.isArray(value)
}
