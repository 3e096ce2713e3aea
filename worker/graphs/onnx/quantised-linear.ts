import { type FloatType, type GraphScope, type Value } from './builder.ts'
import { type StoredTensor } from '#worker/graphs/weights/safetensors.ts'

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
/** The name of a layer's tensor of floats [outputs, blocks]. */
export const scaleName = (layer: string) => `${layer}.weight_scale`
/**
 * Repacked GGUF files beside that hold layers in 4 bits, U8 [outputs, blocks, values / 2], the
 * first of two in the low half and 8 standing for 0; blocks of 16; and offsets F32 [outputs,
 * blocks]: weight = (int - zero point) * scale + offset.
 */
export const int4Name = (layer: string) => `${layer}.weight_int4`
/** The name of a layer's tensor of offsets. */
export const offsetName = (layer: string) => `${layer}.weight_offset`
/** The number of blocks that `inputs` inputs take. */
export const blockCount = (inputs: number) => Math.ceil(inputs / BLOCK_SIZE)

/** A layer in integers, as it is stored. */
export interface QuantisedLayer {
  readonly tensor: StoredTensor
  readonly bits: 4 | 8
  /** Consecutive inputs of one output that share a scale. */
  readonly blockSize: number
  readonly hasOffsets: boolean
}

/** How the weights of the graph hold the layer in integers; undefined for one in floats. */
export function quantisedLayer(graph: GraphScope, layer: string): QuantisedLayer | undefined {
  const [int8, int4] = [graph.stored(int8Name(layer)), graph.stored(int4Name(layer))]
  const tensor = int8 ?? int4
  if (!tensor) return undefined
  const bits = int8 ? 8 : 4
  const blockSize = ((tensor.dims[2] ?? 0) * 8) / bits
  return { tensor, bits, blockSize, hasOffsets: graph.stored(offsetName(layer)) !== undefined }
}

/**
 * The product of x [1, n, inSize] and the transposed quantised matrix of `layer`: [1, n, outSize],
 * in `type`, which x has too. The operator converts blocks to floats while it multiplies and does
 * not round activations to integers; accuracy level 1 computes in float32 on the CPU. Offsets are
 * multiplied with the sums of x over each block.
 *
 * @throws WeightsError when a tensor is missing, of another shape, or of another type.
 */
export function quantisedProduct(
  graph: GraphScope,
  x: Value,
  layer: string,
  inSize: number,
  outSize: number,
  type: FloatType = graph.dtype,
): Value {
  const { tensor, bits, blockSize, hasOffsets } = quantisedLayer(graph, layer) ?? EXPECTED
  const blocks = Math.ceil(inSize / blockSize)
  const { value } = graph.storedWeight(tensor?.name ?? int8Name(layer), [
    outSize,
    blocks,
    (blockSize * bits) / 8,
  ])
  const scales = graph.weight(scaleName(layer), [outSize, blocks], { type })
  const product = graph.add('com.microsoft.MatMulNBits', [x, value, scales], {
    K: inSize,
    N: outSize,
    bits,
    block_size: blockSize,
    accuracy_level: 1,
  })
  if (!hasOffsets) return product
  const inBlocks = graph.add('Reshape', [x, graph.ints([0, 0, blocks, blockSize])])
  const sums = graph.add('ReduceSum', [inBlocks, graph.ints([-1])], { keepdims: 0 })
  const offsets = graph.weight(offsetName(layer), [outSize, blocks], { type })
  return graph.add('Add', [product, graph.add('com.microsoft.FusedMatMul', [sums, offsets], { transB: 1 })])
}

/** What a layer that is missing would be, so that the error names its tensor. */
const EXPECTED = { tensor: undefined, bits: 8, blockSize: BLOCK_SIZE, hasOffsets: false } as const

/**
 * The rows `ids` int64 [1, L] of a table in 8-bit integers: float32 [1, L, columns].
 *
 * @throws WeightsError when a tensor is missing, of another shape, or of another type.
 */
export function quantisedRows(
  graph: GraphScope,
  ids: Value,
  layer: string,
  { tensor, blockSize, hasOffsets }: QuantisedLayer,
  [rows, columns]: readonly [number, number],
): Value {
  const blocks = columns / blockSize
  const perBlock = (name: string): Value => {
    const gathered = graph.add('Gather', [graph.weight(name, [rows, blocks], { type: 'float32' }), ids])
    return graph.add('Unsqueeze', [gathered, graph.ints([-1])])
  }
  const { value } = graph.storedWeight(tensor.name, [rows, blocks, blockSize])
  const bytes = graph.cast(graph.add('Gather', [value, ids]), 'float32')
  const levels = graph.add('Sub', [bytes, graph.float(ZERO_POINT, 'float32')])
  const scaled = graph.add('Mul', [levels, perBlock(scaleName(layer))])
  const values = hasOffsets ? graph.add('Add', [scaled, perBlock(offsetName(layer))]) : scaled
  return graph.add('Reshape', [values, graph.ints([0, 0, columns])])
}
