import { type ElementType } from '#worker/graphs/onnx/writer.ts'

/**
 * Element types for which ONNX Runtime has CUDA kernels at opset 23, of the operators that the graphs use and the types
 * that occur in them: docs/OperatorKernels.md in microsoft/onnxruntime, section CUDAExecutionProvider.
 */
export const CUDA_KERNELS: Readonly<Record<string, readonly ElementType[]>> = {
  Add: ['float32', 'float16', 'bfloat16', 'int64'],
  Attention: ['float32', 'float16', 'bfloat16'],
  Cast: ['float32', 'float16', 'bfloat16', 'int64', 'uint8', 'bool'],
  Clip: ['float32', 'float16', 'int64'],
  Concat: ['float32', 'float16', 'bfloat16', 'int64', 'uint8'],
  Conv: ['float32', 'float16', 'bfloat16'],
  Cos: ['float32', 'float16'],
  Div: ['float32', 'float16', 'bfloat16', 'int64'],
  Equal: ['float32', 'float16', 'int64'],
  Expand: ['float32', 'float16', 'bfloat16', 'int64'],
  Gather: ['float32', 'float16', 'bfloat16', 'int64'],
  Gelu: ['float32', 'float16', 'bfloat16'],
  Identity: ['float32', 'float16', 'bfloat16', 'int64', 'uint8', 'bool'],
  LayerNormalization: ['float32', 'float16', 'bfloat16'],
  Loop: ['float32', 'float16', 'bfloat16', 'int64', 'uint8', 'bool'],
  Max: ['float32', 'float16', 'bfloat16', 'int64'],
  Mul: ['float32', 'float16', 'bfloat16', 'int64'],
  RMSNormalization: ['float32', 'float16', 'bfloat16'],
  Range: ['float32', 'int64'],
  ReduceMean: ['float32', 'float16'],
  ReduceSumSquare: ['float32', 'float16'],
  Reshape: ['float32', 'float16', 'bfloat16', 'int64', 'uint8'],
  RotaryEmbedding: ['float32', 'float16', 'bfloat16'],
  ScatterND: ['float32', 'float16', 'bfloat16', 'int64'],
  Shape: ['float32', 'float16', 'bfloat16', 'int64', 'uint8'],
  Sigmoid: ['float32', 'float16', 'bfloat16'],
  Sin: ['float32', 'float16'],
  Slice: ['float32', 'float16', 'bfloat16', 'int64'],
  Split: ['float32', 'float16', 'bfloat16', 'int64'],
  Sqrt: ['float32', 'float16'],
  Squeeze: ['float32', 'float16', 'bfloat16', 'int64'],
  Sub: ['float32', 'float16', 'bfloat16', 'int64'],
  Transpose: ['float32', 'float16', 'bfloat16', 'int64', 'uint8'],
  Unsqueeze: ['float32', 'float16', 'bfloat16', 'int64'],
  Where: ['float32', 'float16', 'bfloat16', 'int64'],
  'com.microsoft.FusedMatMul': ['float32', 'float16', 'bfloat16'],
  'com.microsoft.MatMulNBits': ['float32', 'float16', 'bfloat16'],
  'com.microsoft.MultiHeadAttention': ['float32', 'float16', 'bfloat16'],
  'com.microsoft.QuickGelu': ['float32', 'float16', 'bfloat16'],
}

/** Inputs whose type is not that of the kernel: shapes, axes, indices, counts, quantised bytes. */
export const OTHER_INPUTS: Readonly<Record<string, readonly number[]>> = {
  Expand: [1],
  Gather: [1],
  Loop: [0, 1],
  ReduceMean: [1],
  ReduceSumSquare: [1],
  Reshape: [1],
  ScatterND: [1],
  Slice: [1, 2, 3],
  Split: [1],
  Squeeze: [1],
  Unsqueeze: [1],
  Where: [0],
  'com.microsoft.MatMulNBits': [1],
}
