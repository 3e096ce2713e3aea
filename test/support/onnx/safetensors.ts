import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readSafetensorsIndex, type SafetensorsDtype } from '#worker/graphs/weights/safetensors.ts'

/** A tensor to be stored: its header entry and its bytes. */
export interface TensorBytes {
  readonly dtype: SafetensorsDtype
  readonly dims: readonly number[]
  readonly data: Uint8Array
}

export function float32Tensor(dims: readonly number[], values: ArrayLike<number>): TensorBytes {
  return { dtype: 'F32', dims, data: new Uint8Array(Float32Array.from(values).buffer) }
}

/** Writes a safetensors file: header length, header, data in the order given. */
export async function writeSafetensors(
  path: string,
  tensors: Readonly<Record<string, TensorBytes>>,
): Promise<void> {
  let end = 0
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } }
  for (const [name, { dtype, dims, data }] of Object.entries(tensors)) {
    header[name] = { dtype, shape: dims, data_offsets: [end, end + data.length] }
    end += data.length
  }
  await writeFile(
    path,
    safetensorsBytes(header, Buffer.concat(Object.values(tensors).map(({ data }) => data))),
  )
}

/** The bytes of a safetensors file with exactly this header, valid or not. */
export function safetensorsBytes(header: unknown, data: Uint8Array): Buffer {
  const json = Buffer.from(JSON.stringify(header))
  const prefix = Buffer.alloc(8)
  prefix.writeBigUInt64LE(BigInt(json.length))
  return Buffer.concat([prefix, json, data])
}

/** Every tensor of a safetensors file, or of the shards of an index file, with its bytes. */
export async function readTensorBytes(path: string): Promise<Record<string, TensorBytes>> {
  const index = await readSafetensorsIndex(path)
  const tensors: Record<string, TensorBytes> = {}
  for (const { name, dtype, dims, file, offset, length } of index.tensors.values()) {
    const bytes = await readFile(join(index.folder, file))
    tensors[name] = { dtype, dims, data: new Uint8Array(bytes.subarray(offset, offset + length)) }
  }
  return tensors
}
