import { type ComponentConfig, readConfig } from '#worker/graphs/config.ts'
import {
  createGraphBuilder,
  type FloatType,
  type GraphScope,
  type Value,
} from '#worker/graphs/onnx/builder.ts'
import { type Graph } from '#worker/graphs/onnx/graph.ts'
import { linear } from '#worker/graphs/onnx/linear.ts'
import { quantisedLayer, quantisedRows } from '#worker/graphs/onnx/quantised-linear.ts'
import { eightBitScaleName, eightBitValues } from '#worker/graphs/weights/eight-bit.ts'
import { type SafetensorsIndex } from '#worker/graphs/weights/safetensors.ts'

interface Umt5Sizes {
  readonly vocabulary: number
  readonly dim: number
  readonly heads: number
  readonly innerDim: number
  readonly ffnDim: number
  readonly layers: number
  readonly epsilon: number
  readonly buckets: number
  readonly maxDistance: number
}

/**
 * The graph of UMT5's encoder, from transformers' UMT5EncoderModel (huggingface/transformers,
 * models/umt5/modeling_umt5.py).
 *
 * Inputs for L tokens: `input_ids` int64 [1, L]; `attention_mask` int64 [1, L], 1 for the tokens of
 * the prompt including its end token, 0 for padding; at least one must be 1. Output: `text_embeds`
 * float32 [1, L, d_model] with zero rows for padding, as the diffusion transformer expects.
 *
 * With a dtype other than float32, products and the attention have that type; norms and the sum of
 * residuals stay in float32. In float16 the second half of the feed-forward layers is float32 too,
 * weights included: in models of this family its inputs overflow float16, which is why transformers
 * keeps `wo` in float32.
 *
 * @throws ConfigError for a configuration that requires other mathematics, WeightsError for weights
 *   that are absent or of another shape.
 */
export function buildUmt5EncoderGraph(
  config: ComponentConfig,
  weights: SafetensorsIndex,
  { dtype = 'float32' }: { readonly dtype?: FloatType } = {},
): Graph {
  const sizes = readSizes(config)
  const { dim, vocabulary } = sizes
  const graph = createGraphBuilder({ name: 'text_encoder', weights, dtype })
  const ids = graph.input('input_ids', 'int64', [1, 'text_tokens'])
  const mask = graph.input('attention_mask', 'int64', [1, 'text_tokens'])

  // Published weights hold the embedding as `shared.weight`. Where both names exist, the other may
  // be zeros: transformers 5 creates `encoder.embed_tokens` when it loads weights without it, and
  // saves those zeros with the folder.
  const isShared = weights.tensors.has('shared.weight') || quantisedLayer(graph, 'shared') !== undefined
  const embedding = isShared ? 'shared.weight' : 'encoder.embed_tokens.weight'
  let hidden = embed(graph, ids, embedding, [vocabulary, dim])
  const buckets = relativeBuckets(graph, ids, mask, sizes)
  for (let layer = 0; layer < sizes.layers; layer++) {
    const block = `encoder.block.${layer}.layer`
    const attentionInput = rmsNorm(graph, hidden, `${block}.0.layer_norm`, sizes)
    const attended = attention(
      graph,
      graph.convert(attentionInput, 'float32', dtype),
      buckets,
      `${block}.0.SelfAttention`,
      sizes,
    )
    hidden = graph.add('Add', [hidden, graph.convert(attended, dtype, 'float32')])
    const ffnInput = rmsNorm(graph, hidden, `${block}.1.layer_norm`, sizes)
    const fed = feedForward(
      graph,
      graph.convert(ffnInput, 'float32', dtype),
      `${block}.1.DenseReluDense`,
      sizes,
    )
    hidden = graph.add('Add', [hidden, fed])
  }
  const normed = rmsNorm(graph, hidden, 'encoder.final_layer_norm', sizes)
  const kept = graph.cast(graph.add('Unsqueeze', [mask, graph.ints([-1])]), 'float32')
  graph.output('text_embeds', graph.add('Mul', [normed, kept]), 'float32', [1, 'text_tokens', dim])
  return graph.build()
}

/**
 * The rows `ids` of the embedding, float32 [1, L, dim]. Only those are converted, because the whole
 * table takes 4 GB in float32. Rows in 8-bit floats are looked up byte by byte.
 */
function embed(
  graph: GraphScope,
  ids: Value,
  name: string,
  dims: readonly [vocabulary: number, dim: number],
): Value {
  const layer = name.slice(0, -'.weight'.length)
  const quantised = quantisedLayer(graph, layer)
  if (quantised) return quantisedRows(graph, ids, layer, quantised, dims)
  const dtype = graph.stored(name)?.dtype
  if (dtype !== 'F8_E4M3' && dtype !== 'F8_E5M2') {
    const table = graph.storedWeight(name, dims)
    return graph.convert(graph.add('Gather', [table.value, ids]), table.type, 'float32')
  }
  const bytes = graph.add('Gather', [graph.storedWeight(name, dims, { asBytes: true }).value, ids])
  const values = graph.floats(eightBitValues(dtype), [256], 'float32')
  const rows = graph.add('Gather', [values, graph.cast(bytes, 'int64')])
  const scale = graph.stored(eightBitScaleName(layer))
  if (!scale) return rows
  return graph.add('Mul', [rows, graph.weight(scale.name, scale.dims, { viewDims: [], type: 'float32' })])
}

/** An absent key stands for the default of transformers' UMT5Config. */
function readSizes(config: ComponentConfig): Umt5Sizes {
  const read = readConfig('text_encoder', config)
  read.only('model_type', 'umt5')
  read.only('is_decoder', false)
  read.only('feed_forward_proj', 'gated-gelu')
  // transformers derives both from feed_forward_proj: a gated unit whose "gelu" is the tanh
  // approximation.
  read.only('dense_act_fn', 'gelu_new')
  read.only('is_gated_act', true)
  const heads = read.size('num_heads', 6)
  return {
    vocabulary: read.size('vocab_size', 250_112),
    dim: read.size('d_model', 512),
    heads,
    innerDim: heads * read.size('d_kv', 64),
    ffnDim: read.size('d_ff', 1024),
    layers: read.size('num_layers', 8),
    epsilon: read.positive('layer_norm_epsilon', 1e-6),
    buckets: read.size('relative_attention_num_buckets', 32),
    maxDistance: read.size('relative_attention_max_distance', 128),
  }
}

/**
 * The bucket of every (query, key) pair, int64 [L, L], shared by all layers. A key under the mask
 * gets the extra bucket number `buckets`, whose bias {@link attention} sets so low that softmax
 * gives it no weight.
 */
function relativeBuckets(
  graph: GraphScope,
  ids: Value,
  mask: Value,
  { buckets, maxDistance }: Umt5Sizes,
): Value {
  const length = graph.add('Squeeze', [graph.add('Shape', [ids], { start: 1, end: 2 })])
  const positions = graph.add('Range', [graph.int(0), length, graph.int(1)])
  const keys = graph.add('Unsqueeze', [positions, graph.ints([0])])
  const queries = graph.add('Unsqueeze', [positions, graph.ints([1])])
  // Beyond maxDistance all distances share a bucket, so a table over -maxDistance..maxDistance
  // holds every bucket.
  const relative = graph.add('Clip', [
    graph.add('Sub', [keys, queries]),
    graph.int(-maxDistance),
    graph.int(maxDistance),
  ])
  const table = Array.from({ length: 2 * maxDistance + 1 }, (_, i) =>
    relativeBucket(i - maxDistance, buckets, maxDistance),
  )
  const bucket = graph.add('Gather', [
    graph.ints(table),
    graph.add('Add', [relative, graph.int(maxDistance)]),
  ])
  return graph.add('Where', [graph.cast(mask, 'bool'), bucket, graph.int(buckets)])
}

/**
 * T5's bidirectional bucket of the distance `relative` = key position - query position, in tokens
 * (UMT5Attention._relative_position_bucket in huggingface/transformers). The second half of the
 * buckets is for keys after the query. In each half, the first half is for exact distances and the
 * rest is logarithmic up to `maxDistance`. The result is computed in float32, as in the reference,
 * so that distances on a border fall on the same side.
 */
export function relativeBucket(relative: number, buckets: number, maxDistance: number): number {
  const perDirection = Math.floor(buckets / 2)
  const exact = Math.floor(perDirection / 2)
  const direction = relative > 0 ? perDirection : 0
  const distance = Math.abs(relative)
  if (distance < exact) return direction + distance
  const ratio = Math.fround(
    Math.fround(Math.log(Math.fround(distance / exact))) / Math.fround(Math.log(maxDistance / exact)),
  )
  const logarithmic = exact + Math.trunc(Math.fround(ratio * (perDirection - exact)))
  return direction + Math.min(logarithmic, perDirection - 1)
}

/**
 * Attention as softmax(q kᵀ + bias) v of x [1, L, dim]: [1, L, dim]. It has no factor 1/sqrt(d_kv),
 * and each layer has its own bias table, whereas the layers of T5 share that of the first.
 */
function attention(graph: GraphScope, x: Value, buckets: Value, name: string, sizes: Umt5Sizes): Value {
  const { dim, innerDim, heads } = sizes
  const project = (part: string) => linear(graph, x, `${name}.${part}`, dim, innerDim, { bias: false })
  const table = graph.weight(`${name}.relative_attention_bias.weight`, [sizes.buckets, heads])
  const perHead = graph.add('Transpose', [table], { perm: [1, 0] })
  const lowest = graph.dtype === 'float16' ? MASKED_BIAS_FLOAT16 : MASKED_BIAS
  const masked = graph.floats(Array<number>(heads).fill(lowest), [heads, 1])
  // Gathering [heads, buckets + 1] at [L, L] gives [heads, L, L].
  const bias = graph.add('Gather', [graph.add('Concat', [perHead, masked], { axis: 1 }), buckets], {
    axis: 1,
  })
  const batched = graph.add('Unsqueeze', [bias, graph.ints([0])])
  const attended = graph.add(
    'com.microsoft.MultiHeadAttention',
    [project('q'), project('k'), project('v'), '', '', batched],
    { num_heads: heads, scale: { float: 1 } },
  )
  return linear(graph, attended, `${name}.o`, innerDim, dim, { bias: false })
}

/**
 * The bias of a masked key: so low that exp underflows to 0 beside any real score, and so far from
 * the lowest float32 that adding a score cannot overflow.
 */
const MASKED_BIAS = -1e30
/** The bias of a masked key in float16, whose lowest number is -65504. */
const MASKED_BIAS_FLOAT16 = -30000

/** The gated feed-forward layers, from the graph's dtype to float32; both [1, L, dim]. */
function feedForward(graph: GraphScope, x: Value, name: string, { dim, ffnDim }: Umt5Sizes): Value {
  const { dtype } = graph
  const wide = dtype === 'float16' ? 'float32' : dtype
  const gate = linear(graph, x, `${name}.wi_0`, dim, ffnDim, { bias: false })
  const value = linear(graph, x, `${name}.wi_1`, dim, ffnDim, { bias: false })
  const activated = graph.convert(graph.add('Gelu', [gate], { approximate: 'tanh' }), dtype, wide)
  const gated = graph.add('Mul', [activated, graph.convert(value, dtype, wide)])
  const output = linear(graph, gated, `${name}.wo`, ffnDim, dim, { bias: false, type: wide })
  return graph.convert(output, wide, 'float32')
}

/** A root-mean-square norm over the last axis of float32 [1, L, dim]. */
function rmsNorm(graph: GraphScope, x: Value, name: string, { dim, epsilon }: Umt5Sizes): Value {
  return graph.add('RMSNormalization', [x, graph.weight(`${name}.weight`, [dim], { type: 'float32' })], {
    axis: -1,
    epsilon: { float: epsilon },
  })
}
