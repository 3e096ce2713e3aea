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
  return concat([
    varintField(1, IR_VERSION),
    textField(2, 'wan-video-service'),
    bytesField(7, encodeGraph(graph)),
    ...OPSETS.map(({ domain, version }) =>
      bytesField(8, concat([textField(1, domain), varintField(2, version)])),
    ),
  ])
}

function encodeGraph(graph: SubGraph): Uint8Array {
  return concat([
    ...graph.nodes.map((node) => bytesField(1, encodeNode(node))),
    textField(2, graph.name),
    ...graph.initializers.map((tensor) => bytesField(5, encodeTensor(tensor))),
    ...graph.inputs.map((input) => bytesField(11, encodeValueInfo(input))),
    ...graph.outputs.map((output) => bytesField(12, encodeValueInfo(output))),
  ])
}

function encodeNode(node: Node): Uint8Array {
  return concat([
    ...node.inputs.map((name) => textField(1, name)),
    ...node.outputs.map((name) => textField(2, name)),
    textField(3, node.name),
    textField(4, node.op),
    ...Object.entries(node.attributes).map(([name, value]) => bytesField(5, encodeAttribute(name, value))),
    textField(7, node.domain),
  ])
}

function encodeAttribute(name: string, value: Attribute): Uint8Array {
  const field = (type: number, ...values: Uint8Array[]) =>
    concat([textField(1, name), ...values, varintField(20, type)])
  if (typeof value === 'number') return field(2, varintField(3, value))
  if (typeof value === 'string') return field(3, textField(4, value))
  if (isList(value)) return field(7, ...value.map((item) => varintField(8, item)))
  if ('float' in value) return field(1, floatField(2, value.float))
  if ('floats' in value) return field(6, ...value.floats.map((item) => floatField(7, item)))
  if (value.kind === 'tensor') return field(4, bytesField(5, encodeTensor(value)))
  return field(5, bytesField(6, encodeGraph(value)))
}

function encodeTensor(tensor: Tensor): Uint8Array {
  const head = [
    ...tensor.dims.map((size) => varintField(1, size)),
    varintField(2, ELEMENT_TYPE_CODES[tensor.type]),
    textField(8, tensor.name),
  ]
  if (tensor.kind === 'tensor') return concat([...head, bytesField(9, tensor.data)])
  const entry = (key: string, value: string) =>
    bytesField(13, concat([textField(1, key), textField(2, value)]))
  return concat([
    ...head,
    entry('location', tensor.location),
    entry('offset', String(tensor.offset)),
    entry('length', String(tensor.length)),
    varintField(14, 1),
  ])
}

function encodeValueInfo(value: ValueInfo): Uint8Array {
  const shape = value.dims && [
    bytesField(
      2,
      concat(
        value.dims.map((size) =>
          bytesField(1, typeof size === 'string' ? textField(2, size) : varintField(1, size)),
        ),
      ),
    ),
  ]
  const tensorType = concat([varintField(1, ELEMENT_TYPE_CODES[value.type]), ...(shape ?? [])])
  return concat([textField(1, value.name), bytesField(2, bytesField(1, tensorType))])
}

function isList(value: Attribute): value is readonly number[] {
  return Array.isArray(value)
}

const textEncoder = new TextEncoder()

function textField(field: number, text: string): Uint8Array {
  return bytesField(field, textEncoder.encode(text))
}

function bytesField(field: number, bytes: Uint8Array): Uint8Array {
  return concat([varint((field << 3) | 2), varint(bytes.length), bytes])
}

function varintField(field: number, value: number): Uint8Array {
  return concat([varint(field << 3), varint(value)])
}

function floatField(field: number, value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setFloat32(0, value, true)
  return concat([varint((field << 3) | 5), bytes])
}

/**
 * A number in protobuf's base-128 little-endian groups. A negative number is written as its 64-bit
 * two's complement in 10 bytes, like protobuf's int64.
 */
function varint(value: number): Uint8Array {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a whole number`)
  const groups: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  while (rest > 0x7fn) {
    groups.push(Number(rest & 0x7fn) | 0x80)
    rest >>= 7n
  }
  groups.push(Number(rest))
  return Uint8Array.from(groups)
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let position = 0
  for (const part of parts) {
    whole.set(part, position)
    position += part.length
  }
  return whole
}
