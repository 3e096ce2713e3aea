import { type Dimension, type ElementType } from './writer.ts'

/**
 * Name, element type and shape of a graph input or output. A dimension that is a name is symbolic:
 * it takes any size, and equal names mean equal sizes.
 */
export interface GraphValue {
  readonly name: string
  readonly type: ElementType
  readonly dims: readonly Dimension[]
}

/**
 * A finished ONNX graph. `model` holds the bytes of the whole ONNX file. Its weights are external
 * initializers: each names a file in or below `weightsFolder` and a byte range of it, so a session
 * created from `model` needs the session option `model_external_initializers_file_folder_path` set
 * to `weightsFolder`. That is a real path, with symbolic links resolved: the deepest folder that
 * holds all weights.
 */
export interface Graph {
  readonly name: string
  readonly model: Uint8Array
  readonly weightsFolder: string
  readonly inputs: readonly GraphValue[]
  readonly outputs: readonly GraphValue[]
  /**
   * Number of nodes of each operator, including those in the bodies of Loop and If. Operators
   * outside ai.onnx carry their domain: `com.microsoft.FusedMatMul`.
   */
  readonly nodeCount: Readonly<Record<string, number>>
  /** Bytes of all external initializers. */
  readonly weightBytes: number
  /** Bytes of the weights on the device, in the types that the nodes read. */
  readonly deviceWeightBytes: number
}
