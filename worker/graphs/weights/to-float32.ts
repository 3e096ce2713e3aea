import { type SafetensorsIndex, type StoredTensor, WeightsError } from './safetensors.ts'

/**
 * Little-endian stored floats as float32. `bytes` is aligned, because it has its own buffer.
 *
 * @throws WeightsError for a type that is no float of 16 bits or more.
 */
export function toFloat32(
  bytes: Uint8Array,
  { name, dtype }: Pick<StoredTensor, 'name' | 'dtype'>,
  { source }: Pick<SafetensorsIndex, 'source'>,
): Float32Array {
  const { buffer, byteOffset, byteLength } = bytes
  if (dtype === 'F32') return new Float32Array(buffer, byteOffset, byteLength / 4)
  if (dtype === 'F16') return Float32Array.from(new Float16Array(buffer, byteOffset, byteLength / 2))
  if (dtype === 'F64') return Float32Array.from(new Float64Array(buffer, byteOffset, byteLength / 8))
  if (dtype !== 'BF16') throw new WeightsError(source, name, `has dtype ${dtype}, expected a float type`)
  const halves = new Uint16Array(buffer, byteOffset, byteLength / 2)
  const words = new Uint32Array(halves.length)
  for (let i = 0; i < halves.length; i++) words[i] = halves[i]! << 16
  return new Float32Array(words.buffer)
}
