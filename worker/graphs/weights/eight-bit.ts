import {
  type SafetensorsDtype,
  type SafetensorsIndex,
  type StoredTensor,
  WeightsError,
} from './safetensors.ts'

/** The name of the scales of a layer whose `weight` is in 8-bit floats. */
export const eightBitScaleName = (layer: string): string => `${layer}.scale_weight`

/**
 * The scale of a weight in 8-bit floats: one for the tensor, or one for each row. Undefined for a
 * weight without one.
 *
 * @throws WeightsError for scales of another shape.
 */
export function eightBitScale(weights: SafetensorsIndex, tensorName: string): StoredTensor | undefined {
  const [, layer] = /^(.*)\.weight$/.exec(tensorName) ?? []
  const scale = layer === undefined ? undefined : weights.tensors.get(eightBitScaleName(layer))
  const rows = weights.tensors.get(tensorName)?.dims[0] ?? 0
  const count = scale?.dims.reduce((product, size) => product * size, 1)
  if (scale && count !== 1 && !(count === rows && scale.dims[0] === rows))
    throw new WeightsError(
      weights.source,
      scale.name,
      `has shape [${scale.dims.join(', ')}], expected one scale, or one for each of ${rows} rows`,
    )
  return scale
}

/** The shape in which a scale multiplies a weight of `dims`. */
export function scaleView(scale: StoredTensor, dims: readonly number[]): readonly number[] {
  const count = scale.dims.reduce((product, size) => product * size, 1)
  return count === 1 ? [] : [count, ...dims.slice(1).map(() => 1)]
}

/** The value of each byte of an 8-bit float, as the OCP specification of FP8 defines them. */
export function eightBitValues(dtype: SafetensorsDtype): Float32Array {
  const mantissaBits = dtype === 'F8_E5M2' ? 2 : 3
  const bias = dtype === 'F8_E5M2' ? 15 : 7
  const steps = 2 ** mantissaBits
  return Float32Array.from({ length: 256 }, (_, byte) => {
    const sign = byte < 128 ? 1 : -1
    const [exponent, mantissa] = [(byte & 127) >> mantissaBits, byte & (steps - 1)]
    if (dtype === 'F8_E5M2' && exponent === 31) return mantissa === 0 ? sign * Infinity : NaN
    if (dtype !== 'F8_E5M2' && (byte & 127) === 127) return NaN
    return exponent === 0
      ? sign * (mantissa / steps) * 2 ** (1 - bias)
      : sign * (1 + mantissa / steps) * 2 ** (exponent - bias)
  })
}
