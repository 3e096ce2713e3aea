import { open, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { type ByteValues, type FloatValues, type IntValues } from './onnx.ts'
import { readSafetensorsIndex, type SafetensorsDtype } from '#worker/graphs/weights/safetensors.ts'

const ROOT = resolve(import.meta.dirname, '../../..')

/** The tiny Wan 2.1 image-to-video model folder. */
export const TINY_MODEL_FOLDER = join(MODELS_DIRECTORY, 'wan2.1-i2v-tiny')

/** The parsed config.json of one of its components. */
export async function readTinyConfig(component: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(TINY_MODEL_FOLDER, component, 'config.json'), 'utf8')) as Record<
    string,
    unknown
  >
}

/** Tensors by name; a name that is absent or of another dtype throws. */
export interface Reference {
  readonly names: readonly string[]
  /** F32 */
  floats(name: string): FloatValues
  /** I64 */
  ints(name: string): IntValues
  /** U8 */
  bytes(name: string): ByteValues
}

/**
 * Numbers that diffusers computed with the tiny model:
 * `test/reference/wan2.1-i2v-tiny/<part>.safetensors`.
 */
export function readReference(part: string): Promise<Reference> {
  return readTensors(join(ROOT, 'test/reference/wan2.1-i2v-tiny', `${part}.safetensors`))
}

/** Reads all tensors of a safetensors file, or of the shards of an index file, into memory. */
export async function readTensors(path: string): Promise<Reference> {
  const index = await readSafetensorsIndex(path)
  const buffers = new Map<string, ArrayBuffer>()
  for (const tensor of index.tensors.values()) {
    const buffer = new ArrayBuffer(tensor.length)
    const file = await open(join(index.folder, tensor.file))
    try {
      await file.read(new Uint8Array(buffer), 0, tensor.length, tensor.offset)
    } finally {
      await file.close()
    }
    buffers.set(tensor.name, buffer)
  }
  const find = (name: string, dtype: SafetensorsDtype) => {
    const tensor = index.tensors.get(name)
    const buffer = buffers.get(name)
    if (!tensor || !buffer) throw new Error(`${path} has no tensor "${name}"`)
    if (tensor.dtype !== dtype) throw new Error(`${path}: "${name}" is ${tensor.dtype}, not ${dtype}`)
    return { dims: tensor.dims, buffer }
  }
  return {
    names: [...index.tensors.keys()],
    floats: (name) => {
      const { dims, buffer } = find(name, 'F32')
      return { dims, data: new Float32Array(buffer) }
    },
    ints: (name) => {
      const { dims, buffer } = find(name, 'I64')
      return { dims, data: new BigInt64Array(buffer) }
    },
    bytes: (name) => {
      const { dims, buffer } = find(name, 'U8')
      return { dims, data: new Uint8Array(buffer) }
    },
  }
}
