import { open, realpath } from 'node:fs/promises'
import { WeightsError } from '#worker/graphs/weights/safetensors.ts'
import { BLOCKS, GGML_TYPES, type GgmlType } from './types.ts'

/** The place of a tensor in a GGUF file; rows of `dims` are stored in blocks of its type. */
export interface GgufTensor {
  readonly name: string
  readonly type: GgmlType
  readonly dims: readonly number[]
  readonly offset: number
  readonly length: number
}

/** A value of the header; lists of numbers are as long as the vocabulary of a tokenizer. */
export type GgufValue = number | string | boolean | readonly GgufValue[]

export interface GgufHeader {
  /** Real path. */
  readonly file: string
  readonly values: ReadonlyMap<string, GgufValue>
  readonly tensors: readonly GgufTensor[]
}

const MAGIC = 'GGUF'
const FIRST_READ_BYTES = 2 ** 20
/** A tokenizer of 256,000 pieces takes 10 MB. */
const MAX_HEADER_BYTES = 2 ** 28
const DEFAULT_ALIGNMENT = 32

class Truncated extends Error {}

/**
 * Reads the header of a GGUF file (ggml-org/ggml, docs/gguf.md), never the data.
 *
 * @throws WeightsError for another format, a damaged header, a type that is not read, or data that
 *   ends early.
 */
export async function readGgufHeader(path: string): Promise<GgufHeader> {
  const file = await realpath(path).catch((cause: unknown) => {
    throw new WeightsError(path, undefined, `cannot be read: ${String(cause)}`)
  })
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    for (let bytes = FIRST_READ_BYTES; ; bytes *= 4) {
      const buffer = Buffer.alloc(Math.min(bytes, size))
      await handle.read(buffer, 0, buffer.length, 0)
      try {
        return { file, ...parse(path, buffer, size) }
      } catch (error) {
        if (!(error instanceof Truncated)) throw error
        if (bytes >= size || bytes >= MAX_HEADER_BYTES)
          throw new WeightsError(path, undefined, 'is truncated, or not GGUF: its header does not end')
      }
    }
  } finally {
    await handle.close()
  }
}

const isRead = (type: string | undefined): type is GgmlType => type !== undefined && type in BLOCKS

function parse(path: string, buffer: Buffer, fileBytes: number): Omit<GgufHeader, 'file'> {
  if (buffer.toString('latin1', 0, 4) !== MAGIC) throw new WeightsError(path, undefined, 'is not GGUF')
  let at = 4
  const take = (bytes: number): number => {
    if (at + bytes > buffer.length) throw new Truncated()
    at += bytes
    return at - bytes
  }
  const u32 = () => buffer.readUInt32LE(take(4))
  const u64 = () => Number(buffer.readBigUInt64LE(take(8)))
  const text = (): string => {
    const length = u64()
    const start = take(length)
    return buffer.toString('utf8', start, start + length)
  }
  const damaged = (what: string): never => {
    throw new WeightsError(path, undefined, `has a damaged header: ${what}`)
  }
  const value = (type: number): GgufValue => {
    const read: (() => GgufValue) | undefined = [
      () => buffer.readUInt8(take(1)),
      () => buffer.readInt8(take(1)),
      () => buffer.readUInt16LE(take(2)),
      () => buffer.readInt16LE(take(2)),
      u32,
      () => buffer.readInt32LE(take(4)),
      () => buffer.readFloatLE(take(4)),
      () => buffer.readUInt8(take(1)) !== 0,
      text,
      () => {
        const element = u32()
        return Array.from({ length: u64() }, () => value(element))
      },
      u64,
      () => Number(buffer.readBigInt64LE(take(8))),
      () => buffer.readDoubleLE(take(8)),
    ][type]
    return read ? read() : damaged(`a value of type ${type}`)
  }

  const version = u32()
  if (version !== 2 && version !== 3)
    throw new WeightsError(path, undefined, `is GGUF version ${version}, expected 2 or 3`)
  const [tensorCount, valueCount] = [u64(), u64()]
  const values = new Map<string, GgufValue>()
  for (let i = 0; i < valueCount; i++) {
    const key = text()
    values.set(key, value(u32()))
  }
  const listed = Array.from({ length: tensorCount }, () => {
    const name = text()
    const dims = Array.from({ length: u32() }, u64).toReversed()
    return { name, dims, code: u32(), start: u64() }
  })
  const alignment = Number(values.get('general.alignment') ?? DEFAULT_ALIGNMENT)
  const dataStart = Math.ceil(at / alignment) * alignment
  const tensors = listed.map(({ name, dims, code, start }): GgufTensor => {
    const type = GGML_TYPES.get(code)
    if (!isRead(type))
      throw new WeightsError(
        path,
        name,
        `is quantised as ${type ?? `type ${code}`}, which is not read: use a file in Q8_0, Q6_K, Q5_K, Q4_K, Q5_0, Q5_1, Q4_0 or Q4_1`,
      )
    const stated = values.get(`comfy.gguf.orig_shape.${name}`)
    const shape = Array.isArray(stated) ? stated.map(Number) : dims
    const { values: perBlock, bytes } = BLOCKS[type]
    const count = dims.reduce((product, size) => product * size, 1)
    if (count % perBlock !== 0) damaged(`"${name}" is no whole number of blocks`)
    const length = (count / perBlock) * bytes
    const offset = dataStart + start
    if (offset + length > fileBytes)
      throw new WeightsError(
        path,
        name,
        `ends at byte ${offset + length}, but the file is truncated to ${fileBytes}`,
      )
    return { name, type, dims: shape, offset, length }
  })
  return { values, tensors }
}
