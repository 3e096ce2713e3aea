import { type FloatType, type GraphBuilder, type Value } from '#worker/graphs/onnx/builder.ts'
import { type LinearOptions, multiplyTransposed } from '#worker/graphs/onnx/linear.ts'
import { type LoraReport, type LoraSource, type LowRank, stackLoras } from '#worker/graphs/weights/lora.ts'
import { differenceMatrix, scaled } from './differences.ts'
import { type ChangeableWeights, createLoraInputs, type WeightShapes } from './lora-inputs.ts'
import { quantisedLayer, quantisedProduct } from '#worker/graphs/onnx/quantised-linear.ts'
import { type StoredTensor } from '#worker/graphs/weights/safetensors.ts'

/** A transformer's stored weights, plain or quantised, as nodes of a graph, plus LoRA files. */
export interface TransformerLayers {
  /**
   * A fully connected layer from x [.., inSize] to [.., outSize], as `linear` of linear.ts, to
   * which LoRA files add branches.
   *
   * @throws WeightsError when a tensor is missing or of another shape, also in a LoRA file.
   */
  linear(x: Value, name: string, inSize: number, outSize: number, options?: LinearOptions): Value
  /**
   * The stored tensor of shape `dims` plus the differences of LoRA files; of the graph's dtype by
   * default.
   *
   * @throws WeightsError when a tensor is missing or of another shape, also in a LoRA file.
   */
  parameter(tensor: string, dims: readonly number[], options?: ParameterOptions): Value
  /** The use of each LoRA file by the nodes added so far, in the order given. */
  loraReports(): LoraReport[]
  /** The shapes of the weights that the nodes added so far read. */
  readonly shapes: WeightShapes
}

interface ParameterOptions {
  readonly viewDims?: readonly number[]
  readonly type?: FloatType
}

/**
 * The layers of a transformer with LoRA files, none of which is merged. A low-rank pair becomes a
 * branch x downᵀ upᵀ beside the layer and is read in place. A difference of the size of the weight
 * (`diff`, LoHa, LoKr) is added to the weight in float32 by nodes that read only stored tensors,
 * which the runtime computes once, when it creates the session. For a quantised layer it becomes a
 * branch x diffᵀ instead. The weights of `changeable` also take what each run brings along, through
 * inputs of the graph.
 *
 * @throws WeightsError for a LoRA file with layers that are not such sums.
 */
export function createLayers(
  graph: GraphBuilder,
  loras: readonly LoraSource[],
  changeable: ChangeableWeights,
): TransformerLayers {
  const stack = stackLoras(loras)
  const shapes = {
    layers: new Map<string, readonly [number, number]>(),
    tensors: new Map<string, readonly number[]>(),
  }
  const inputs = createLoraInputs(graph, changeable, shapes)

  const storedParameter = (
    tensor: string,
    dims: readonly number[],
    { viewDims = dims, type = graph.dtype }: ParameterOptions = {},
  ): Value => {
    const differences = stack.differences(tensor).filter(({ factor }) => factor !== 0)
    if (differences.length === 0) return graph.weight(tensor, dims, { viewDims, type })
    const sum = differences.reduce(
      (total, difference) =>
        graph.add('Add', [total, differenceMatrix(graph, difference, dims, viewDims, 'float32')]),
      graph.weight(tensor, dims, { viewDims, type: 'float32' }),
    )
    return graph.convert(sum, 'float32', type)
  }

  const parameter: TransformerLayers['parameter'] = (tensor, dims, options = {}) => {
    shapes.tensors.set(tensor, dims)
    const difference = inputs.difference(tensor)
    if (difference === undefined) return storedParameter(tensor, dims, options)
    const { type = graph.dtype } = options
    const own = storedParameter(tensor, dims, { ...options, type: 'float32' })
    return graph.convert(graph.add('Add', [own, difference]), 'float32', type)
  }

  const lowRankBranch = (
    x: Value,
    pair: LowRank,
    inSize: number,
    outSize: number,
    type: FloatType,
  ): Value => {
    const { source, down, up, bias, alpha, rank, factor } = pair
    // Kernels of 1 x 1 x 1 and those of the size of a patch are matrices too.
    const matrix = (key: string, rows: number, columns: number) =>
      graph.weight(key, dimsAsMatrix(source.tensors.get(key), rows, columns), {
        viewDims: [rows, columns],
        type,
        source,
      })
    const scalar =
      alpha !== undefined &&
      graph.weight(alpha, dimsAsMatrix(source.tensors.get(alpha), 1, 1), { viewDims: [], type, source })
    const timesAlpha = (value: Value) => (scalar ? graph.add('Mul', [value, scalar]) : value)
    // The scale is applied to the smallest tensor: [tokens, rank].
    const inner = timesAlpha(multiplyTransposed(graph, x, matrix(down, rank, inSize), factor))
    const product = multiplyTransposed(graph, inner, matrix(up, outSize, rank))
    if (bias === undefined) return product
    const vector = scaled(graph, graph.weight(bias, [outSize], { type, source }), factor, type)
    return graph.add('Add', [product, timesAlpha(vector)])
  }

  const linear = (
    x: Value,
    name: string,
    inSize: number,
    outSize: number,
    { bias = true, storedDims = [outSize, inSize], type = graph.dtype }: LinearOptions = {},
  ): Value => {
    shapes.layers.set(name, [outSize, inSize])
    const view = { viewDims: [outSize, inSize], type }
    const tensor = `${name}.weight`
    const terms: Value[] = []
    if (quantisedLayer(graph, name)) {
      terms.push(quantisedProduct(graph, x, name, inSize, outSize, type))
      for (const difference of stack.differences(tensor)) {
        if (difference.factor === 0) continue
        const matrix = differenceMatrix(graph, difference, storedDims, view.viewDims, type)
        terms.push(multiplyTransposed(graph, x, matrix))
      }
    } else {
      terms.push(multiplyTransposed(graph, x, storedParameter(tensor, storedDims, view)))
    }
    for (const pair of stack.lowRank(name)) {
      if (pair.factor !== 0) terms.push(lowRankBranch(x, pair, inSize, outSize, type))
    }
    const ofRun = inputs.lowRank(x, name, type)
    if (ofRun !== undefined) terms.push(ofRun)
    if (bias) terms.push(parameter(`${name}.bias`, [outSize], { type }))
    return terms.reduce((sum, term) => graph.add('Add', [sum, term]))
  }

  return { linear, parameter, loraReports: () => stack.reports(), shapes }
}

/**
 * The stored shape if it has rows x columns elements; otherwise the expected one, which the error
 * message then names.
 */
function dimsAsMatrix(tensor: StoredTensor | undefined, rows: number, columns: number): readonly number[] {
  const fits = tensor?.dims.reduce((product, size) => product * size, 1) === rows * columns
  return fits && tensor ? tensor.dims : [rows, columns]
}
