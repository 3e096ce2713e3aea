import { type FloatType, type GraphScope, type Value } from './builder.ts'
import { quantisedLayer, quantisedProduct } from './quantised-linear.ts'

export interface LinearOptions {
  readonly bias?: boolean
  /**
   * The stored shape of the weight when it is not [outSize, inSize], such as that of a convolution
   * kernel used as a matrix.
   */
  readonly storedDims?: readonly number[]
  /** Type of x, the weights and the result; the graph's dtype by default. */
  readonly type?: FloatType
}

/**
 * A fully connected layer from x [.., inSize] to [.., outSize] with torch's names and layout:
 * `<name>.weight` [outSize, inSize] and, unless `bias` is false, `<name>.bias` [outSize]. The
 * weight may be quantised.
 *
 * @throws WeightsError when a tensor is missing, of another shape, or not of a float type.
 */
export function linear(
  graph: GraphScope,
  x: Value,
  name: string,
  inSize: number,
  outSize: number,
  { bias = true, storedDims = [outSize, inSize], type = graph.dtype }: LinearOptions = {},
): Value {
  const product = quantisedLayer(graph, name)
    ? quantisedProduct(graph, x, name, inSize, outSize, type)
    : multiplyTransposed(
        graph,
        x,
        graph.weight(`${name}.weight`, storedDims, { viewDims: [outSize, inSize], type }),
      )
  return bias ? graph.add('Add', [product, graph.weight(`${name}.bias`, [outSize], { type })]) : product
}

/**
 * The product factor * x matrixᵀ, [.., outSize], for x [.., inSize] and a matrix [outSize, inSize].
 * FusedMatMul with transB reads the matrix as stored, so no transposed copy is ever made.
 */
export function multiplyTransposed(graph: GraphScope, x: Value, matrix: Value, factor = 1): Value {
  const scale = factor === 1 ? {} : { alpha: { float: factor } }
  return graph.add('com.microsoft.FusedMatMul', [x, matrix], { transB: 1, ...scale })
}
