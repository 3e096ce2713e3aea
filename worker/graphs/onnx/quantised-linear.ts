import { type GraphScope, type Value } from './builder.ts'
import { type SafetensorsIndex } from '#worker/graphs/weights/safetensors.ts'

/** Consecutive inputs of one output that share a scale. */
export const BLOCK_SIZE = 32
/** What stands for 0: MatMulNBits subtracts it when it is given no zero points. */
export const ZERO_POINT = 128
/** The largest distance from {@link ZERO_POINT}; 0 is not used, so that the range is symmetric. */
export const MAX_LEVEL = 127

/**
 * What `config.json` of a quantised transformer has as quantization_config. Such a folder is that
 * of diffusers, but for each quantised layer, whose `<layer>.weight` [outputs, inputs] is replaced
 * by
 * - `<layer>.weight_int8` U8 [outputs, blocks, 32], blocks = ceil(inputs / 32), inputs past the end
 *   128;
 * - `<layer>.weight_scale` BF16 [outputs, blocks]; weight = (int8 - 128) * scale. Scales of
 *   bfloat16 are exact in float32 too, so every build computes with the same weights.
 */
export const QUANTIZATION_CONFIG = { quant_method: 'matmul_nbits', bits: 8, block_size: BLOCK_SIZE } as const

export const int8Name = (layer: string) => `${layer}.weight_int8`
export const scaleName = (layer: string) => `${layer}.weight_scale`
export const blockCount = (inputs: number) => Math.ceil(inputs / BLOCK_SIZE)

export function isQuantised(weights: SafetensorsIndex, layer: string): boolean {
  return weights.tensors.has(int8Name(layer))
}

/**
 * x [.., inSize] of the graph's dtype times the quantised matrix of `layer`: [.., outSize]. The
 * operator turns blocks back to floats as it multiplies; activations are not rounded to integers
 * (accuracy level 1 computes in float32 on the CPU).
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
