import {
  type Attribute,
  type Dimension,
  ELEMENT_TYPE_CODES,
  type ElementType,
  type Node,
  type SubGraph,
  type Tensor,
  type ValueInfo,
} from '#worker/graphs/onnx/writer.ts'

/** What `encodeModel` wrote, read back: only the messages and fields that it writes. */
export function decodeModel(model: Uint8Array): SubGraph {
  return decodeGraph(fields(model).bytes(7))
}

interface Fields {
  all(field: number): readonly (bigint | Uint8Array)[]
  bytes(field: number): Uint8Array
  text(field: number): string
  int(field: number): number
}

function fields(message: Uint8Array): Fields {
  const found = new Map<number, (bigint | Uint8Array)[]>()
  let position = 0
  const varint = () => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = BigInt(message[position++] ?? 0)
      value |= (byte & 0x7fn) << shift
      if (byte < 0x80n) return BigInt.asIntN(64, value)
    }
  }
  while (position < message.length) {
    const key = Number(varint())
    const length = (key & 7) === 0 ? undefined : (key & 7) === 5 ? 4 : Number(varint())
    const value = length === undefined ? varint() : message.subarray(position, (position += length))
    found.set(key >> 3, [...(found.get(key >> 3) ?? []), value])
  }
  const all = (field: number) => found.get(field) ?? []
  const bytes = (field: number) => (all(field)[0] ?? new Uint8Array()) as Uint8Array
  return { all, bytes, text: (field) => asText(bytes(field)), int: (field) => Number(all(field)[0] ?? 0) }
}

const asText = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const asFloat = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset).getFloat32(0, true)
const messages = (values: readonly (bigint | Uint8Array)[]) => values as readonly Uint8Array[]

function decodeGraph(bytes: Uint8Array): SubGraph {
  const graph = fields(bytes)
  return {
    kind: 'graph',
    name: graph.text(2),
    nodes: messages(graph.all(1)).map(decodeNode),
    initializers: messages(graph.all(5)).map(decodeTensor),
    inputs: messages(graph.all(11)).map(decodeValue),
    outputs: messages(graph.all(12)).map(decodeValue),
  }
}

function decodeNode(bytes: Uint8Array): Node {
  const node = fields(bytes)
  return {
    inputs: messages(node.all(1)).map(asText),
    outputs: messages(node.all(2)).map(asText),
    name: node.text(3),
    op: node.text(4),
    domain: node.text(7),
    attributes: Object.fromEntries(messages(node.all(5)).map(decodeAttribute)),
  }
}

function decodeAttribute(bytes: Uint8Array): [string, Attribute] {
  const attribute = fields(bytes)
  const value = (): Attribute => {
    switch (attribute.int(20)) {
      case 1:
        return { float: asFloat(attribute.bytes(2)) }
      case 2:
        return attribute.int(3)
      case 3:
        return attribute.text(4)
      case 5:
        return decodeGraph(attribute.bytes(6))
      case 7:
        return attribute.all(8).map(Number)
      default:
        throw new Error(`attribute of type ${attribute.int(20)}`)
    }
  }
  return [attribute.text(1), value()]
}

function decodeTensor(bytes: Uint8Array): Tensor {
  const tensor = fields(bytes)
  const head = { name: tensor.text(8), type: typeOf(tensor.int(2)), dims: tensor.all(1).map(Number) }
  if (tensor.int(14) !== 1) return { kind: 'tensor', ...head, data: tensor.bytes(9) }
  const entries = new Map(
    messages(tensor.all(13)).map((entry) => [fields(entry).text(1), fields(entry).text(2)]),
  )
  const number = (key: string) => Number(entries.get(key))
  const location = entries.get('location') ?? ''
  return { kind: 'external', ...head, location, offset: number('offset'), length: number('length') }
}

function decodeValue(bytes: Uint8Array): ValueInfo {
  const value = fields(bytes)
  const tensorType = fields(fields(value.bytes(2)).bytes(1))
  const [shape] = messages(tensorType.all(2))
  const head = { name: value.text(1), type: typeOf(tensorType.int(1)) }
  return shape ? { ...head, dims: messages(fields(shape).all(1)).map(decodeDimension) } : head
}

function decodeDimension(bytes: Uint8Array): Dimension {
  const dimension = fields(bytes)
  return dimension.all(2).length > 0 ? dimension.text(2) : dimension.int(1)
}

function typeOf(code: number): ElementType {
  const [type] = Object.entries(ELEMENT_TYPE_CODES).find((entry) => entry[1] === code) ?? []
  if (type === undefined) throw new Error(`element type ${code}`)
  return type as ElementType
}
