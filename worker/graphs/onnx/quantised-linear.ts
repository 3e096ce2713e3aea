import { type GraphScope, type Value } from './builder.ts'
import { type SafetensorsIndex } from '#worker/graphs/weights/safetensors.ts'

/** The number of consecutive inputs of one output that share a scale. */
export const BLOCK_SIZE = 32
/** The byte that stands for 0: MatMulNBits subtracts it when it has no input of zero points. */
export const ZERO_POINT = 128
/** The largest distance from {@link ZERO_POINT}; 0 is not used, so that the range is symmetric. */
export const MAX_LEVEL = 127

/**
 * The value of quantization_config in `config.json` of a quantised transformer. Such a folder is
 * that of diffusers, except that each quantised layer has, instead of `<layer>.weight` [outputs,
 * inputs],
 * - `<layer>.weight_int8` U8 [outputs, blocks, 32] with blocks = ceil(inputs / 32), where inputs
 *   past the end are 128;
 * - `<layer>.weight_scale` BF16 [outputs, blocks]: weight = (int8 - 128) * scale. bfloat16 scales
 *   are exact in float32 too, so the float32 and bfloat16 builds compute with the same weights.
 */
export const QUANTIZATION_CONFIG = { quant_method: 'matmul_nbits', bits: 8, block_size: BLOCK_SIZE } as const

/** The name of a layer's U8 tensor [outputs, blocks, 32]. */
export const int8Name = (layer: string) => `${layer}.weight_int8`
/** The name of a layer's BF16 tensor [outputs, blocks]. */
export const scaleName = (layer: string) => `${layer}.weight_scale`
/** The number of blocks that `inputs` inputs take. */
export const blockCount = (inputs: number) => Math.ceil(inputs / BLOCK_SIZE)

/** Whether the weights hold the layer in int8. */
export function isQuantised(weights: SafetensorsIndex, layer: string): boolean {
  return weights.tensors.has(int8Name(layer))
}

/**
 * The product of x [.., inSize] and the transposed quantised matrix of `layer`: [.., outSize], in
 * the graph's dtype. The operator converts blocks to floats while it multiplies and does not round
 * activations to integers; accuracy level 1 computes in float32 on the CPU.
 *
 * @throws WeightsError when a tensor is missing, of another shape, or of another type.
 */
export function quantisedProduct(
  graph: GraphScope,
  x: Value,
  layer: string,
  inSize: number,
  outSize: number,
): Value {
  const blocks = blockCount(inSize)
  const { value } = graph.storedWeight(int8Name(layer), [outSize, blocks, BLOCK_SIZE])
  const scales = graph.weight(scaleName(layer), [outSize, blocks])
  return graph.add('com.microsoft.MatMulNBits', [x, value, scales], {
    K: inSize,
    N: outSize,
    bits: 8,
    block_size: BLOCK_SIZE,
    accuracy_level: 1,
  })
}
