import { type TensorBytes } from '#test/support/onnx/safetensors.ts'
import { eightBitValues } from '#worker/graphs/weights/eight-bit.ts'

/** The largest number of e4m3fn. */
const MOST = 448
const VALUES = eightBitValues('F8_E4M3')

/** A tensor in 8-bit floats, each the nearest to value / scale. */
export function toEightBit({ dims }: TensorBytes, values: Float32Array, scale: number): TensorBytes {
  const data = Uint8Array.from(values, (value) => nearest(value / scale))
  return { dtype: 'F8_E4M3', dims, data }
}

/** The scale that uses the whole range. */
export const scaleOf = (values: Float32Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-8) / MOST

/** The floats that the bytes stand for. */
export const fromEightBit = ({ data }: TensorBytes, scale: number): Float32Array =>
  Float32Array.from(data, (byte) => Math.fround(VALUES[byte]! * scale))

function nearest(value: number): number {
  let best = 0
  for (let byte = 0; byte < 256; byte++) {
    const candidate = VALUES[byte]!
    if (Math.abs(candidate - value) < Math.abs(VALUES[best]! - value)) best = byte
  }
  return best
}
