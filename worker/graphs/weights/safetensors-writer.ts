import { type SafetensorsDtype } from './safetensors.ts'

/** A tensor to be written. */
export interface PlannedTensor {
  readonly name: string
  readonly dtype: SafetensorsDtype
  readonly dims: readonly number[]
  /** In bytes. */
  readonly length: number
}

/** The layout of a safetensors file, known before any of its data. */
export interface PlannedFile {
  readonly name: string
  /** The first bytes of the file. */
  readonly header: Uint8Array
  /** The first byte of each tensor's data, counted from the start of the file. */
  readonly offsets: ReadonlyMap<string, number>
  /** Number of bytes of all data, without the header. */
  readonly bytes: number
}

/**
 * Distributes tensors in their order over files of at most `shardBytes` bytes of data; a larger
 * tensor has its own file. The files are named as by diffusers: `<stem>.safetensors`, or
 * `<stem>-00001-of-00002.safetensors` and so on. Within a file, wide elements precede narrow ones,
 * so that every tensor is aligned to its element size. Format: huggingface/safetensors, README.md.
 */
export function planFiles(
  stem: string,
  tensors: readonly PlannedTensor[],
  shardBytes: number,
): PlannedFile[] {
  const shards: PlannedTensor[][] = []
  let room = 0
  for (const tensor of tensors) {
    if (tensor.length > room || shards.length === 0) {
      shards.push([])
      room = shardBytes
    }
    shards.at(-1)?.push(tensor)
    room -= tensor.length
  }
  const number = (value: number) => String(value).padStart(5, '0')
  return shards.map((shard, i) => {
    const part = shards.length === 1 ? '' : `-${number(i + 1)}-of-${number(shards.length)}`
    return planFile(`${stem}${part}.safetensors`, shard)
  })
}

function planFile(name: string, tensors: readonly PlannedTensor[]): PlannedFile {
  const width = ({ length, dims }: PlannedTensor) =>
    length / (dims.reduce((product, size) => product * size, 1) || 1)
  const ordered = tensors.toSorted((a, b) => width(b) - width(a))
  const entries: Record<string, unknown> = { __metadata__: { format: 'pt' } }
  const starts = new Map<string, number>()
  let bytes = 0
  for (const { name: tensor, dtype, dims, length } of ordered) {
    entries[tensor] = { dtype, shape: dims, data_offsets: [bytes, bytes + length] }
    starts.set(tensor, bytes)
    bytes += length
  }
  const json = new TextEncoder().encode(JSON.stringify(entries))
  // Spaces pad the header, so that the data begins at a multiple of 8.
  const header = new Uint8Array(8 + Math.ceil(json.length / 8) * 8).fill(0x20)
  new DataView(header.buffer).setBigUint64(0, BigInt(header.length - 8), true)
  header.set(json, 8)
  const offsets = new Map([...starts].map(([tensor, start]) => [tensor, header.length + start]))
  return { name, header, offsets, bytes }
}
