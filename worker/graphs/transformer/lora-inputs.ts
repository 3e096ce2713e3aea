import { type FloatType, type GraphBuilder, type Value } from '#worker/graphs/onnx/builder.ts'
import { multiplyTransposed } from '#worker/graphs/onnx/linear.ts'

/** The weights of a transformer that runs may change, each through inputs of the graph. */
export interface ChangeableWeights {
  /** Layers, by the name before `.weight`, whose matrix takes a low-rank term. */
  readonly layers: ReadonlySet<string>
  /** Tensors that take a difference. */
  readonly tensors: ReadonlySet<string>
}

/** The shapes that a transformer's weights have in its graph. */
export interface WeightShapes {
  /** Matrices [outputs, inputs], by the name of their layer. */
  readonly layers: ReadonlyMap<string, readonly [outputs: number, inputs: number]>
  /** All other tensors: biases, norms, tables. */
  readonly tensors: ReadonlyMap<string, readonly number[]>
}

/** The input [rank, inputs] of a layer. */
export const downInput = (layer: string): string => `${layer}.lora_down`
/** The input [outputs, rank] of a layer, any scale included. */
export const upInput = (layer: string): string => `${layer}.lora_up`
/** The input with the shape of a tensor. */
export const differenceInput = (tensor: string): string => `${tensor}.lora_diff`

/** Terms of weights that every run brings along, in float32. */
export interface LoraInputs {
  /**
   * The term x downᵀ upᵀ of a layer; undefined for one that no run changes. A layer that a run
   * leaves as it is gets rank 1 and zeros.
   */
  lowRank(x: Value, layer: string, type: FloatType): Value | undefined
  /** The difference of a tensor; undefined for one that no run changes. */
  difference(tensor: string): Value | undefined
}

/** Declares the inputs of the weights that may change as the graph comes to them. */
export function createLoraInputs(
  graph: GraphBuilder,
  { layers, tensors }: ChangeableWeights,
  shapes: WeightShapes,
): LoraInputs {
  return {
    lowRank(x, layer, type) {
      const size = shapes.layers.get(layer)
      if (!layers.has(layer) || size === undefined) return undefined
      const [outputs, inputs] = size
      const rank = `rank of ${layer}`
      const input = (name: string, dims: readonly (number | string)[]) =>
        graph.convert(graph.input(name, 'float32', dims), 'float32', type)
      const inner = multiplyTransposed(graph, x, input(downInput(layer), [rank, inputs]))
      return multiplyTransposed(graph, inner, input(upInput(layer), [outputs, rank]))
    },
    difference(tensor) {
      const dims = shapes.tensors.get(tensor)
      if (!tensors.has(tensor) || dims === undefined) return undefined
      return graph.input(differenceInput(tensor), 'float32', dims)
    },
  }
}
