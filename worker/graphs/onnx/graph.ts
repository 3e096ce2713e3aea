import { type Dimension, type ElementType } from './writer.ts'

/**
 * Name, element type and shape of a graph input or output. A text dimension is symbolic: any size
 * fits, equal names are equal sizes.
 */
export interface GraphValue {
  readonly name: string
  readonly type: ElementType
  readonly dims: readonly Dimension[]
}

/**
 * A built ONNX graph. `model` is the whole ONNX file; its large initializers are external: each
 * names a file inside `weightsFolder` (a real path, symbolic links resolved) or below it and a byte
 * range in it, so a session made from `model` needs the session option
 * `model_external_initializers_file_folder_path` set to `weightsFolder`. Weights of several folders
 * have their deepest common folder there.
 */
export interface Graph {
  readonly name: string
  readonly model: Uint8Array
  readonly weightsFolder: string
  readonly inputs: readonly GraphValue[]
  readonly outputs: readonly GraphValue[]
  /**
   * How often each operator occurs, bodies of Loop and If included. Operators outside ai.onnx carry
   * their domain: `com.microsoft.FusedMatMul`.
   */
  readonly nodeCount: Readonly<Record<string, number>>
  /** Bytes of all external initializers. */
  readonly weightBytes: number
  /** Bytes of the weights in the types that the nodes read: what they take on the device. */
  readonly deviceWeightBytes: number
}
