import { type FloatType, type GraphScope, type Value } from '#worker/graphs/onnx/builder.ts'
import { type Difference } from '#worker/graphs/weights/lora.ts'
import { WeightsError } from '#worker/graphs/weights/safetensors.ts'

/**
 * The value of a difference of a stored tensor of shape `dims`, as [viewDims] in `type`, its factor
 * and alpha included. All of its nodes read stored tensors alone.
 *
 * @throws WeightsError when a tensor of it has a size that does not lead to `dims`.
 */
export function differenceMatrix(
  graph: GraphScope,
  difference: Difference,
  dims: readonly number[],
  viewDims: readonly number[],
  type: FloatType,
): Value {
  const { kind, source, factors, alpha, factor } = difference
  const weight = (key: string, stored: readonly number[], view: readonly number[]) =>
    graph.weight(key, stored, { viewDims: view, type, source })
  if (kind === 'stored') return scaled(graph, weight(factors[0]![0], dims, viewDims), factor, type)

  const matrices = factors.map((keys) => factorMatrix(difference, keys))
  const [first, second] = matrices as [FactorMatrix, FactorMatrix]
  const [rows, columns] = [viewDims[0] ?? 0, viewDims.slice(1).reduce((product, size) => product * size, 1)]
  const fits =
    kind === 'hadamard'
      ? matrices.every((matrix) => matrix.rows === rows && matrix.columns === columns)
      : first.rows * second.rows === rows && first.columns * second.columns === columns
  if (!fits) {
    const sizes = matrices.map((matrix) => `${matrix.rows}x${matrix.columns}`).join(' and ')
    throw new WeightsError(
      source.source,
      factors[0]![0],
      `makes ${sizes}, expected a matrix of ${rows}x${columns}`,
    )
  }
  const valueOf = ({ left, right }: FactorMatrix) => {
    const [a, b] = [left, right].map((one) => one && weight(one.key, one.dims, one.matrixDims))
    return b === undefined ? a! : graph.add('MatMul', [a!, b])
  }
  const [a, b] = [valueOf(first), valueOf(second)]
  const product =
    kind === 'hadamard'
      ? graph.add('Mul', [a, b])
      : graph.add('Mul', [
          graph.add('Reshape', [a, graph.ints([first.rows, 1, first.columns, 1])]),
          graph.add('Reshape', [b, graph.ints([1, second.rows, 1, second.columns])]),
        ])
  const matrix = graph.add('Reshape', [product, graph.ints([...viewDims])])
  const alphaDims = alpha === undefined ? [] : (source.tensors.get(alpha)?.dims ?? [])
  const timesAlpha = alpha === undefined ? matrix : graph.add('Mul', [matrix, weight(alpha, alphaDims, [])])
  return scaled(graph, timesAlpha, factor, type)
}

interface StoredMatrix {
  readonly key: string
  readonly dims: readonly number[]
  readonly matrixDims: readonly [rows: number, columns: number]
}

/** One stored matrix, or the product of two. */
interface FactorMatrix {
  readonly rows: number
  readonly columns: number
  readonly left: StoredMatrix
  readonly right: StoredMatrix | undefined
}

/** Kernels of convolutions count as matrices, with one row for each output. */
function factorMatrix(
  { source }: Difference,
  [leftKey, rightKey]: Difference['factors'][number],
): FactorMatrix {
  const stored = (key: string): StoredMatrix => {
    const dims = source.tensors.get(key)?.dims ?? []
    return {
      key,
      dims,
      matrixDims: [dims[0] ?? 1, dims.slice(1).reduce((product, size) => product * size, 1)],
    }
  }
  const left = stored(leftKey)
  const right = rightKey === undefined ? undefined : stored(rightKey)
  if (right && left.matrixDims[1] !== right.matrixDims[0]) {
    throw new WeightsError(
      source.source,
      right.key,
      `is of rank ${right.matrixDims[0]}, but "${left.key}" of rank ${left.matrixDims[1]}`,
    )
  }
  return { rows: left.matrixDims[0], columns: (right ?? left).matrixDims[1], left, right }
}

/** The value times a number. */
export function scaled(graph: GraphScope, value: Value, factor: number, type: FloatType): Value {
  return factor === 1 ? value : graph.add('Mul', [value, graph.float(factor, type)])
}
