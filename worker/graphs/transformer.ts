import { type ComponentConfig, ConfigError, readConfig } from './config.ts'
import { createGraphBuilder, type GraphScope, type Value } from './graph-builder.ts'
import { type Graph } from './graph.ts'
import { linear } from './linear.ts'
import { type SafetensorsIndex } from './safetensors.ts'

/**
 * Text rows the transformer was trained with; shorter prompts are padded with zero rows that take part in the
 * attention.
 */
const TEXT_TOKENS = 512
/** A 224-pixel image in 14-pixel patches, and the class token. */
const IMAGE_TOKENS = 257
/** One token covers 1 x 2 x 2 latent positions (frame, row, column). */
const PATCH_SIZE = [1, 2, 2]
const PATCH_AREA = 4
/** torch.nn.LayerNorm's default, which the image projection's norms keep. */
const IMAGE_NORM_EPSILON = 1e-5
const TIMESTEP_PERIOD = 10000

interface TransformerSizes {
  readonly heads: number
  readonly headDim: number
  readonly dim: number
  readonly inChannels: number
  readonly outChannels: number
  readonly textDim: number
  readonly freqDim: number
  readonly ffnDim: number
  readonly layers: number
  readonly epsilon: number
  readonly crossAttentionNorm: boolean
  readonly imageDim: number | undefined
}

/**
 * The diffusion transformer of Wan 2.1 and of the two 14B experts of Wan 2.2 as one graph, from diffusers'
 * WanTransformer3DModel (huggingface/diffusers, src/diffusers/models/transformers/transformer_wan.py).
 *
 * Inputs, S tokens in (frame, row, column) order:
 * - `patches` float32 [1, S, 4 * in_channels], features in (channel, row, column) order of the 2 x 2 patch;
 * - `timestep` float32 [1], 0..1000;
 * - `text` float32 [1, 512, text_dim], rows past the prompt zero;
 * - `image` float32 [1, 257, image_dim], only when the configuration has an image_dim;
 * - `cos`, `sin` float32 [1, S, attention_head_dim / 2]: rotary angles of each token's adjacent feature
 *   pairs, frame pairs first, then row, then column.
 *
 * Output: `velocity` float32 [1, S, 4 * out_channels], features in (row, column, channel) order.
 *
 * Throws ConfigError for a configuration with other mathematics, WeightsError for absent or differently
 * shaped weights.
 */
export function buildTransformerGraph(config: ComponentConfig, weights: SafetensorsIndex): Graph {
  const sizes = readSizes(config)
  const { dim, headDim, inChannels, outChannels, textDim, imageDim } = sizes
  const graph = createGraphBuilder({ name: 'transformer', weights })

  const patches = graph.input('patches', 'float32', [1, 'tokens', inChannels * PATCH_AREA])
  const timestep = graph.input('timestep', 'float32', [1])
  const text = graph.input('text', 'float32', [1, TEXT_TOKENS, textDim])
  const image = imageDim && graph.input('image', 'float32', [1, IMAGE_TOKENS, imageDim])
  const cos = graph.input('cos', 'float32', [1, 'tokens', headDim / 2])
  const sin = graph.input('sin', 'float32', [1, 'tokens', headDim / 2])

  const time = embedTime(graph, timestep, sizes)
  const context: Context = {
    text: embedText(graph, text, sizes),
    image: image && imageDim ? embedImage(graph, image, imageDim, dim) : undefined,
    modulation: time.modulation,
    cos,
    sin,
  }

  // A convolution whose kernel equals its stride is a matrix product over patches; its kernel's bytes are
  // that matrix.
  let hidden = linear(graph, patches, 'patch_embedding', inChannels * PATCH_AREA, dim, {
    storedDims: [dim, inChannels, ...PATCH_SIZE],
  })
  for (let layer = 0; layer < sizes.layers; layer++) {
    hidden = addBlock(graph, hidden, context, `blocks.${layer}`, sizes)
  }

  const table = graph.weight('scale_shift_table', [1, 2, dim])
  const [shift = '', scale = ''] = splitRows(graph, graph.add('Add', [table, time.embedding]), 2)
  const normed = modulatedNorm(graph, hidden, shift, scale, sizes.epsilon)
  const velocity = linear(graph, normed, 'proj_out', dim, outChannels * PATCH_AREA)
  graph.output('velocity', velocity, 'float32', [1, 'tokens', outChannels * PATCH_AREA])
  return graph.build()
}

function readSizes(config: ComponentConfig): TransformerSizes {
  const read = readConfig('transformer', config)
  read.only('_class_name', 'WanTransformer3DModel')
  read.only('patch_size', PATCH_SIZE)
  read.choice('qk_norm', ['rms_norm_across_heads'])
  // Position embeddings for two image inputs, as first-and-last-frame models have.
  read.only('pos_embed_seq_len', null)

  const heads = read.size('num_attention_heads')
  const headDim = read.size('attention_head_dim')
  if (headDim % 2 !== 0) throw new ConfigError('transformer', 'attention_head_dim', headDim, 'an even number')
  const freqDim = read.size('freq_dim')
  if (freqDim % 2 !== 0) throw new ConfigError('transformer', 'freq_dim', freqDim, 'an even number')
  const dim = heads * headDim
  const imageDim = read.optionalSize('image_dim')
  const addedDim = read.optionalSize('added_kv_proj_dim')
  if (addedDim !== (imageDim && dim)) {
    const expected = imageDim ? `${dim} (heads x head dim) beside an image_dim` : 'null without an image_dim'
    throw new ConfigError('transformer', 'added_kv_proj_dim', config['added_kv_proj_dim'], expected)
  }
  const inChannels = read.size('in_channels')
  return {
    heads,
    headDim,
    dim,
    inChannels,
    outChannels: read.optionalSize('out_channels') ?? inChannels,
    textDim: read.size('text_dim'),
    freqDim,
    ffnDim: read.size('ffn_dim'),
    layers: read.size('num_layers'),
    epsilon: read.positive('eps', 1e-6),
    crossAttentionNorm: read.flag('cross_attn_norm', true),
    imageDim,
  }
}

/** What every block reads beside the hidden states. */
interface Context {
  /** [1, 512, dim] */
  readonly text: Value
  /** [1, 257, dim] */
  readonly image: Value | undefined
  /** [1, 6, dim] */
  readonly modulation: Value
  readonly cos: Value
  readonly sin: Value
}

/**
 * The timestep t as [cos(t f_j), sin(t f_j)], f_j = 10000^(-j / half), through two layers: `embedding` [1, 1,
 * dim] for the head, `modulation` [1, 6, dim] for the blocks. Frequencies are rounded to float32 at each
 * step, as the reference computes them: at t = 1000 one unit in the last place of f_1 turns the angle by
 * 6e-5.
 */
function embedTime(graph: GraphScope, timestep: Value, { dim, freqDim }: TransformerSizes) {
  const half = freqDim / 2
  const step = Math.fround(-Math.log(TIMESTEP_PERIOD))
  const frequencies = Array.from({ length: half }, (_, j) =>
    Math.exp(Math.fround(Math.fround(step * j) / half)),
  )
  const time = graph.add('Reshape', [timestep, graph.ints([1, 1, 1])])
  const angles = graph.add('Mul', [time, graph.floats(frequencies, [1, 1, half])])
  const waves = graph.add('Concat', [graph.add('Cos', [angles]), graph.add('Sin', [angles])], { axis: -1 })
  const embedder = 'condition_embedder.time_embedder'
  const first = linear(graph, waves, `${embedder}.linear_1`, freqDim, dim)
  const embedding = linear(graph, silu(graph, first), `${embedder}.linear_2`, dim, dim)
  const projected = linear(graph, silu(graph, embedding), 'condition_embedder.time_proj', dim, 6 * dim)
  return { embedding, modulation: graph.add('Reshape', [projected, graph.ints([1, 6, dim])]) }
}

function embedText(graph: GraphScope, text: Value, { textDim, dim }: TransformerSizes): Value {
  const name = 'condition_embedder.text_embedder'
  const first = geluTanh(graph, linear(graph, text, `${name}.linear_1`, textDim, dim))
  return linear(graph, first, `${name}.linear_2`, dim, dim)
}

function embedImage(graph: GraphScope, image: Value, imageDim: number, dim: number): Value {
  const name = 'condition_embedder.image_embedder'
  const normed = affineNorm(graph, image, `${name}.norm1`, imageDim, IMAGE_NORM_EPSILON)
  const first = linear(graph, normed, `${name}.ff.net.0.proj`, imageDim, imageDim)
  const second = linear(graph, graph.add('Gelu', [first]), `${name}.ff.net.2`, imageDim, dim)
  return affineNorm(graph, second, `${name}.norm2`, dim, IMAGE_NORM_EPSILON)
}

/**
 * Self-attention, cross-attention and feed-forward, each added to the hidden states [1, S, dim]; the first
 * and last are gated by the timestep.
 */
function addBlock(
  graph: GraphScope,
  input: Value,
  context: Context,
  name: string,
  sizes: TransformerSizes,
): Value {
  const { dim, ffnDim, epsilon } = sizes
  const table = graph.weight(`${name}.scale_shift_table`, [1, 6, dim])
  const rows = splitRows(graph, graph.add('Add', [table, context.modulation]), 6)
  const [shift = '', scale = '', gate = '', ffnShift = '', ffnScale = '', ffnGate = ''] = rows

  const selfInput = modulatedNorm(graph, input, shift, scale, epsilon)
  const selfOutput = selfAttention(graph, selfInput, context, `${name}.attn1`, sizes)
  const afterSelf = graph.add('Add', [input, graph.add('Mul', [selfOutput, gate])])

  const crossInput = sizes.crossAttentionNorm
    ? affineNorm(graph, afterSelf, `${name}.norm2`, dim, epsilon)
    : afterSelf
  const crossOutput = crossAttention(graph, crossInput, context, `${name}.attn2`, sizes)
  const afterCross = graph.add('Add', [afterSelf, crossOutput])

  const ffnInput = modulatedNorm(graph, afterCross, ffnShift, ffnScale, epsilon)
  const inner = geluTanh(graph, linear(graph, ffnInput, `${name}.ffn.net.0.proj`, dim, ffnDim))
  const ffnOutput = linear(graph, inner, `${name}.ffn.net.2`, ffnDim, dim)
  return graph.add('Add', [afterCross, graph.add('Mul', [ffnOutput, ffnGate])])
}

function selfAttention(graph: GraphScope, x: Value, context: Context, name: string, sizes: TransformerSizes) {
  const { dim, heads } = sizes
  const rotate = (value: Value) =>
    graph.add('RotaryEmbedding', [value, context.cos, context.sin], { interleaved: 1, num_heads: heads })
  const query = rotate(normedLinear(graph, x, `${name}.to_q`, `${name}.norm_q`, sizes))
  const key = rotate(normedLinear(graph, x, `${name}.to_k`, `${name}.norm_k`, sizes))
  const value = linear(graph, x, `${name}.to_v`, dim, dim)
  return linear(graph, attend(graph, query, key, value, heads), `${name}.to_out.0`, dim, dim)
}

/** Attention to the text, and with the same queries to the image; the two results are summed. */
function crossAttention(
  graph: GraphScope,
  x: Value,
  context: Context,
  name: string,
  sizes: TransformerSizes,
) {
  const { dim, heads } = sizes
  const query = normedLinear(graph, x, `${name}.to_q`, `${name}.norm_q`, sizes)
  const textKey = normedLinear(graph, context.text, `${name}.to_k`, `${name}.norm_k`, sizes)
  const textValue = linear(graph, context.text, `${name}.to_v`, dim, dim)
  let attended = attend(graph, query, textKey, textValue, heads)
  if (context.image !== undefined) {
    const imageKey = normedLinear(graph, context.image, `${name}.add_k_proj`, `${name}.norm_added_k`, sizes)
    const imageValue = linear(graph, context.image, `${name}.add_v_proj`, dim, dim)
    attended = graph.add('Add', [attended, attend(graph, query, imageKey, imageValue, heads)])
  }
  return linear(graph, attended, `${name}.to_out.0`, dim, dim)
}

/** A projection and its RMS norm, which spans all heads together. */
function normedLinear(
  graph: GraphScope,
  x: Value,
  name: string,
  norm: string,
  { dim, epsilon }: TransformerSizes,
) {
  return graph.add(
    'RMSNormalization',
    [linear(graph, x, name, dim, dim), graph.weight(`${norm}.weight`, [dim])],
    {
      axis: -1,
      epsilon: { float: epsilon },
    },
  )
}

/**
 * softmax(q kᵀ / sqrt(head dim)) v per head, without a score matrix in memory where the provider has a flash
 * kernel.
 */
function attend(graph: GraphScope, query: Value, key: Value, value: Value, heads: number): Value {
  return graph.add('com.microsoft.MultiHeadAttention', [query, key, value], { num_heads: heads })
}

/**
 * LayerNorm without weights of its own, times (1 + scale), plus shift: scale and shift [1, 1, dim] become the
 * operator's weights.
 */
function modulatedNorm(graph: GraphScope, x: Value, shift: Value, scale: Value, epsilon: number): Value {
  const weight = graph.add('Add', [scale, graph.float(1)])
  return graph.add('LayerNormalization', [x, weight, shift], { axis: -1, epsilon: { float: epsilon } })
}

function affineNorm(graph: GraphScope, x: Value, name: string, size: number, epsilon: number): Value {
  const parameters = [graph.weight(`${name}.weight`, [size]), graph.weight(`${name}.bias`, [size])]
  return graph.add('LayerNormalization', [x, ...parameters], { axis: -1, epsilon: { float: epsilon } })
}

/** [1, count, dim] → count values of [1, 1, dim]. */
function splitRows(graph: GraphScope, rows: Value, count: number): Value[] {
  return graph.addMany('Split', [rows, graph.ints(Array<number>(count).fill(1))], count, { axis: 1 })
}

function silu(graph: GraphScope, x: Value): Value {
  return graph.add('Mul', [x, graph.add('Sigmoid', [x])])
}

function geluTanh(graph: GraphScope, x: Value): Value {
  return graph.add('Gelu', [x], { approximate: 'tanh' })
}
