import { type GraphScope, type Value } from './graph-builder.ts'

/**
 * A fully connected layer, x [.., inSize] → [.., outSize], with torch's names and layout: `<name>.weight`
 * [outSize, inSize] and, unless `bias` is false, `<name>.bias` [outSize]. FusedMatMul with transB multiplies
 * by the weight as it is stored, so no transposed copy of it is ever made. `storedDims` is the weight's shape
 * on disk when it is not [outSize, inSize], such as a convolution kernel used as a matrix.
 */
export function linear(
  graph: GraphScope,
  x: Value,
  name: string,
  inSize: number,
  outSize: number,
  { bias = true, storedDims = [outSize, inSize] }: { bias?: boolean; storedDims?: readonly number[] } = {},
): Value {
  const weight = graph.weight(`${name}.weight`, storedDims, [outSize, inSize])
  const product = graph.add('com.microsoft.FusedMatMul', [x, weight], { transB: 1 })
  return bias ? graph.add('Add', [product, graph.weight(`${name}.bias`, [outSize])]) : product
}
