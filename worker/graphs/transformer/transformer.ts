import { attend, type AttentionOperator } from '#worker/graphs/onnx/attention.ts'
import { type ComponentConfig } from '#worker/graphs/config.ts'
import {
  createGraphBuilder,
  type FloatType,
  type GraphBuilder,
  type Value,
} from '#worker/graphs/onnx/builder.ts'
import { type Graph } from '#worker/graphs/onnx/graph.ts'
import { type LoraReport, type LoraSource } from '#worker/graphs/weights/lora.ts'
import { type SafetensorsIndex } from '#worker/graphs/weights/safetensors.ts'
import { type ImageSizes, PATCH_SIZE, readTransformerConfig, type TransformerSizes } from './config.ts'
import { createLayers, type TransformerLayers } from './layers.ts'
import { type ChangeableWeights, type WeightShapes } from './lora-inputs.ts'

/**
 * The number of text rows that the transformer was trained with. Shorter prompts are padded with
 * zero rows, which take part in the attention.
 */
const TEXT_TOKENS = 512
const PATCH_AREA = 4
/** torch.nn.LayerNorm's default, which the image projection's norms keep. */
const IMAGE_NORM_EPSILON = 1e-5
const TIMESTEP_PERIOD = 10000
const NONE: ChangeableWeights = { layers: new Set(), tensors: new Set() }

export interface TransformerOptions {
  /** Type of the matrix products and the attention; float32 by default. */
  readonly dtype?: FloatType
  /** The operator that computes the attention, as chosen by chooseAttention. */
  readonly attention?: AttentionOperator
  /** Any number of LoRA files to add to the weights. */
  readonly loras?: readonly LoraSource[]
  /** The weights that each run may change; none by default. */
  readonly changeable?: ChangeableWeights | undefined
  /** Whether the tokens of the first latent frame have their own timestep, as in Wan2.2-TI2V-5B. */
  readonly firstFrameTimestep?: boolean
}

export interface TransformerGraph extends Graph {
  /** The use of each LoRA file, in the order given. */
  readonly loras: readonly LoraReport[]
  /** The shapes of its weights. */
  readonly shapes: WeightShapes
}

/**
 * The graph of the diffusion transformer of Wan2.1 and Wan2.2, from diffusers'
 * WanTransformer3DModel (huggingface/diffusers,
 * src/diffusers/models/transformers/transformer_wan.py).
 *
 * Inputs for S tokens in (frame, row, column) order:
 * - `patches` float32 [1, S, 4 * in_channels], features in (channel, row, column) order of the 2 x
 *   2 patch;
 * - `timestep` float32 [1], 0..1000; with `firstFrameTimestep` [2], for the first tokens and for
 *   all others, and `first_tokens` int64 [1], the number of first tokens, which may be 0;
 * - `text` float32 [1, 512, text_dim] with zero rows past the prompt;
 * - `image` float32 [1, 257, image_dim], only when the configuration has an image_dim; with a
 *   pos_embed_seq_len [1, 514, image_dim], the first and the last frame;
 * - `cos`, `sin` float32 [1, S, attention_head_dim / 2]: rotary angles of each token's adjacent
 *   feature pairs, frame pairs first, then row, then column;
 * - for each changeable layer `<layer>.lora_down` float32 [rank, inputs] and `<layer>.lora_up`
 *   [outputs, rank], of any rank from 1; for each changeable tensor `<tensor>.lora_diff`.
 *
 * Output: `velocity` float32 [1, S, 4 * out_channels], features in (row, column, channel) order.
 *
 * With a dtype other than float32, products, their inputs and the attention have that type. The sum
 * of residuals stays in float32, as does everything that the reference keeps in it: the time
 * embedding, modulation tables, norms between the layers and rotary embedding.
 *
 * @throws ConfigError for a configuration that requires other mathematics, WeightsError for weights
 *   that are absent or of another shape, also in LoRA files.
 */
export function buildTransformerGraph(
  config: ComponentConfig,
  weights: SafetensorsIndex,
  options: TransformerOptions = {},
): TransformerGraph {
  const {
    dtype = 'float32',
    attention = 'MultiHeadAttention',
    loras = [],
    changeable = NONE,
    firstFrameTimestep = false,
  } = options
  const sizes = readTransformerConfig(config)
  const { dim, headDim, inChannels, outChannels, textDim } = sizes
  const graph = createGraphBuilder({ name: 'transformer', weights, dtype })
  const network: Network = {
    graph,
    layers: createLayers(graph, loras, changeable),
    attention,
    toDtype: (value) => graph.convert(value, 'float32', dtype),
    toFloat32: (value) => graph.convert(value, dtype, 'float32'),
  }

  const patches = graph.input('patches', 'float32', [1, 'tokens', inChannels * PATCH_AREA])
  const timestep = graph.input('timestep', 'float32', [firstFrameTimestep ? 2 : 1])
  const firstTokens = firstFrameTimestep ? readFirstTokens(graph) : undefined
  const text = graph.input('text', 'float32', [1, TEXT_TOKENS, textDim])
  const image = sizes.image && graph.input('image', 'float32', [1, sizes.image.tokens, sizes.image.dim])
  const cos = graph.input('cos', 'float32', [1, 'tokens', headDim / 2])
  const sin = graph.input('sin', 'float32', [1, 'tokens', headDim / 2])

  const time = embedTime(network, timestep, firstFrameTimestep ? 2 : 1, sizes)
  const context: Context = {
    text: embedText(network, network.toDtype(text), sizes),
    image: image && sizes.image ? embedImage(network, image, sizes.image, dim) : undefined,
    modulations: time.modulations,
    firstTokens,
    cos,
    sin,
  }

  // A convolution whose kernel is as large as its stride is a matrix product over patches, and the
  // bytes of the kernel are the matrix.
  const embedded = network.layers.linear(
    network.toDtype(patches),
    'patch_embedding',
    inChannels * PATCH_AREA,
    dim,
    { storedDims: [dim, inChannels, ...PATCH_SIZE] },
  )
  let hidden = network.toFloat32(embedded)
  for (let layer = 0; layer < sizes.layers; layer++) {
    hidden = addBlock(network, hidden, context, `blocks.${layer}`, sizes)
  }

  const rows = modulationRows(network, 'scale_shift_table', 2, dim, time.embeddings)
  const normed = modulatedNorm(network, context, hidden, rows, [0, 1], sizes.epsilon)
  const velocity = network.layers.linear(normed, 'proj_out', dim, outChannels * PATCH_AREA)
  graph.output('velocity', network.toFloat32(velocity), 'float32', [1, 'tokens', outChannels * PATCH_AREA])
  return { ...graph.build(), loras: network.layers.loraReports(), shapes: network.layers.shapes }
}

interface Network {
  readonly graph: GraphBuilder
  readonly layers: TransformerLayers
  readonly attention: AttentionOperator
  /** A float32 value in the graph's dtype. */
  toDtype(value: Value): Value
  /** A value of the graph's dtype in float32. */
  toFloat32(value: Value): Value
}

/** The inputs of every block beside the hidden states, in the graph's dtype unless stated. */
interface Context {
  /** [1, 512, dim]. */
  readonly text: Value
  /** [1, 257 or 514, dim]. */
  readonly image: Value | undefined
  /** One float32 [1, 6, dim] for each timestep. */
  readonly modulations: readonly Value[]
  /** The tokens with the first of two timesteps. */
  readonly firstTokens: FirstTokens | undefined
  /** Float32 [1, S, headDim / 2], like `sin`. */
  readonly cos: Value
  readonly sin: Value
}

interface FirstTokens {
  /** Int64 [1]. */
  readonly count: Value
  /** Int64 [1, count, 2], whose rows are (0, token). */
  readonly indices: Value
}

function readFirstTokens(graph: GraphBuilder): FirstTokens {
  const count = graph.input('first_tokens', 'int64', [1])
  const tokens = graph.add('Range', [graph.int(0), count, graph.int(1)])
  const column = graph.add('Unsqueeze', [tokens, graph.ints([0, 2])])
  return { count, indices: graph.add('Concat', [graph.add('Sub', [column, column]), column], { axis: 2 }) }
}

/**
 * The embedding of each timestep t: [cos(t f_j), sin(t f_j)] with f_j = 10000^(-j / half), passed
 * through two layers. `embeddings` are float32 [1, 1, dim] for the head, `modulations` float32 [1,
 * 6, dim] for the blocks. Frequencies are rounded to float32 at each step, as in the reference: at
 * t = 1000 one unit in the last place of f_1 turns the angle by 6e-5.
 */
function embedTime(
  { graph, layers, toDtype, toFloat32 }: Network,
  timestep: Value,
  count: number,
  sizes: TransformerSizes,
) {
  const { dim, freqDim } = sizes
  const half = freqDim / 2
  const step = Math.fround(-Math.log(TIMESTEP_PERIOD))
  const frequencies = Array.from({ length: half }, (_, j) =>
    Math.exp(Math.fround(Math.fround(step * j) / half)),
  )
  const time = graph.add('Reshape', [timestep, graph.ints([1, count, 1])])
  const angles = graph.add('Mul', [time, graph.floats(frequencies, [1, 1, half], 'float32')])
  const waves = graph.add('Concat', [graph.add('Cos', [angles]), graph.add('Sin', [angles])], { axis: -1 })
  const embedder = 'condition_embedder.time_embedder'
  const first = layers.linear(waves, `${embedder}.linear_1`, freqDim, dim, { type: 'float32' })
  const embedding = layers.linear(silu(graph, first), `${embedder}.linear_2`, dim, dim, { type: 'float32' })
  const projected = toFloat32(
    layers.linear(toDtype(silu(graph, embedding)), 'condition_embedder.time_proj', dim, 6 * dim),
  )
  return {
    embeddings: splitRows(graph, embedding, count),
    modulations: splitRows(graph, projected, count).map((row) =>
      graph.add('Reshape', [row, graph.ints([1, 6, dim])]),
    ),
  }
}

function embedText({ graph, layers }: Network, text: Value, { textDim, dim }: TransformerSizes): Value {
  const name = 'condition_embedder.text_embedder'
  const first = geluTanh(graph, layers.linear(text, `${name}.linear_1`, textDim, dim))
  return layers.linear(first, `${name}.linear_2`, dim, dim)
}

/** Image tokens, from float32 [1, tokens, image_dim] to [1, tokens, dim] of the graph's dtype. */
function embedImage(
  network: Network,
  image: Value,
  { dim, tokens, positions }: ImageSizes,
  modelDim: number,
): Value {
  const { graph, layers, toFloat32 } = network
  const name = 'condition_embedder.image_embedder'
  const placed = positions
    ? graph.add('Add', [image, layers.parameter(`${name}.pos_embed`, [1, tokens, dim], { type: 'float32' })])
    : image
  const normed = affineNorm(network, placed, `${name}.norm1`, dim, IMAGE_NORM_EPSILON)
  const first = layers.linear(normed, `${name}.ff.net.0.proj`, dim, dim)
  const second = layers.linear(graph.add('Gelu', [first]), `${name}.ff.net.2`, dim, modelDim)
  return affineNorm(network, toFloat32(second), `${name}.norm2`, modelDim, IMAGE_NORM_EPSILON)
}

/**
 * Self-attention, cross-attention and feed-forward, each added to the hidden states, float32 [1, S,
 * dim]. The timestep gates the first and the last.
 */
function addBlock(
  network: Network,
  input: Value,
  context: Context,
  name: string,
  sizes: TransformerSizes,
): Value {
  const { graph, layers, toFloat32, toDtype } = network
  const { dim, ffnDim, epsilon } = sizes
  const rows = modulationRows(network, `${name}.scale_shift_table`, 6, dim, context.modulations)

  const selfInput = modulatedNorm(network, context, input, rows, [0, 1], epsilon)
  const selfOutput = toFloat32(selfAttention(network, selfInput, context, `${name}.attn1`, sizes))
  const afterSelf = graph.add('Add', [input, gated(graph, context, selfOutput, rows, 2)])

  const crossInput = sizes.crossAttentionNorm
    ? affineNorm(network, afterSelf, `${name}.norm2`, dim, epsilon)
    : toDtype(afterSelf)
  const crossOutput = toFloat32(crossAttention(network, crossInput, context, `${name}.attn2`, sizes))
  const afterCross = graph.add('Add', [afterSelf, crossOutput])

  const ffnInput = modulatedNorm(network, context, afterCross, rows, [3, 4], epsilon)
  const inner = geluTanh(graph, layers.linear(ffnInput, `${name}.ffn.net.0.proj`, dim, ffnDim))
  const ffnOutput = toFloat32(layers.linear(inner, `${name}.ffn.net.2`, ffnDim, dim))
  return graph.add('Add', [afterCross, gated(graph, context, ffnOutput, rows, 5)])
}

function selfAttention(network: Network, x: Value, context: Context, name: string, sizes: TransformerSizes) {
  const { graph, layers, attention, toDtype, toFloat32 } = network
  const { dim, heads } = sizes
  // cos and sin in the 8 significant bits of bfloat16 would turn every angle by up to 0.2 degrees.
  const rotate = (value: Value) =>
    toDtype(
      graph.add('RotaryEmbedding', [toFloat32(value), context.cos, context.sin], {
        interleaved: 1,
        num_heads: heads,
      }),
    )
  const query = rotate(normedLinear(network, x, `${name}.to_q`, `${name}.norm_q`, sizes))
  const key = rotate(normedLinear(network, x, `${name}.to_k`, `${name}.norm_k`, sizes))
  const value = layers.linear(x, `${name}.to_v`, dim, dim)
  return layers.linear(attend(graph, query, key, value, heads, attention), `${name}.to_out.0`, dim, dim)
}

/** The sum of attention to the text and, with the same queries, to the image. */
function crossAttention(network: Network, x: Value, context: Context, name: string, sizes: TransformerSizes) {
  const { graph, layers, attention } = network
  const { dim, heads } = sizes
  const query = normedLinear(network, x, `${name}.to_q`, `${name}.norm_q`, sizes)
  const textKey = normedLinear(network, context.text, `${name}.to_k`, `${name}.norm_k`, sizes)
  const textValue = layers.linear(context.text, `${name}.to_v`, dim, dim)
  let attended = attend(graph, query, textKey, textValue, heads, attention)
  if (context.image !== undefined) {
    const imageKey = normedLinear(network, context.image, `${name}.add_k_proj`, `${name}.norm_added_k`, sizes)
    const imageValue = layers.linear(context.image, `${name}.add_v_proj`, dim, dim)
    attended = graph.add('Add', [attended, attend(graph, query, imageKey, imageValue, heads, attention)])
  }
  return layers.linear(attended, `${name}.to_out.0`, dim, dim)
}

/** A projection followed by an RMS norm across all heads. */
function normedLinear(
  { graph, layers }: Network,
  x: Value,
  name: string,
  norm: string,
  { dim, epsilon }: TransformerSizes,
) {
  const projected = layers.linear(x, name, dim, dim)
  return graph.add('RMSNormalization', [projected, layers.parameter(`${norm}.weight`, [dim])], {
    axis: -1,
    epsilon: { float: epsilon },
  })
}

/**
 * The rows of a table [1, count, dim] plus the modulation of each timestep: `count` values float32
 * [1, 1, dim] for each timestep.
 */
function modulationRows(
  { graph, layers }: Network,
  table: string,
  count: number,
  dim: number,
  modulations: readonly Value[],
): Value[][] {
  const rows = layers.parameter(table, [1, count, dim], { type: 'float32' })
  return modulations.map((modulation) => splitRows(graph, graph.add('Add', [rows, modulation]), count))
}

/**
 * Applies to each token of float32 [1, S, dim] the modulation of its timestep. With two timesteps,
 * the last one is applied to all tokens; the few first tokens are then computed with the other and
 * written over the result, which ScatterND does in place. No modulation is ever spread over the
 * tokens.
 */
function perToken(
  graph: GraphBuilder,
  { firstTokens }: Context,
  tokens: Value,
  rows: readonly (readonly Value[])[],
  apply: (tokens: Value, rows: readonly Value[]) => Value,
): Value {
  const [firstRows = [], lastRows = firstRows] = rows
  const all = apply(tokens, lastRows)
  if (!firstTokens) return all
  const first = graph.add('Slice', [tokens, graph.ints([0]), firstTokens.count, graph.ints([1])])
  return graph.add('ScatterND', [all, firstTokens.indices, apply(first, firstRows)])
}

/**
 * LayerNorm(x) * (1 + scale) + shift, from float32 [1, S, dim] to the graph's dtype. The norm has
 * no stored weights: scale and shift [1, 1, dim], two of the rows, become the operator's weights.
 */
function modulatedNorm(
  { graph, toDtype }: Network,
  context: Context,
  x: Value,
  rows: readonly (readonly Value[])[],
  [shift, scale]: readonly [number, number],
  epsilon: number,
): Value {
  const normed = perToken(graph, context, x, rows, (tokens, row) => {
    const weight = graph.add('Add', [row[scale] ?? '', graph.float(1, 'float32')])
    return graph.add('LayerNormalization', [tokens, weight, row[shift] ?? ''], {
      axis: -1,
      epsilon: { float: epsilon },
    })
  })
  return toDtype(normed)
}

/** The product of float32 x [1, S, dim] and the row `gate` of each token's timestep. */
function gated(
  graph: GraphBuilder,
  context: Context,
  x: Value,
  rows: readonly (readonly Value[])[],
  gate: number,
): Value {
  return perToken(graph, context, x, rows, (tokens, row) => graph.add('Mul', [tokens, row[gate] ?? '']))
}

/** LayerNorm with stored weight and bias, from float32 [1, S, size] to the graph's dtype. */
function affineNorm(
  { graph, layers, toDtype }: Network,
  x: Value,
  name: string,
  size: number,
  epsilon: number,
) {
  const parameters = ['weight', 'bias'].map((part) =>
    layers.parameter(`${name}.${part}`, [size], { type: 'float32' }),
  )
  return toDtype(
    graph.add('LayerNormalization', [x, ...parameters], { axis: -1, epsilon: { float: epsilon } }),
  )
}

/** The `count` rows of [1, count, dim], each [1, 1, dim]. */
function splitRows(graph: GraphBuilder, rows: Value, count: number): Value[] {
  if (count === 1) return [rows]
  return graph.addMany('Split', [rows, graph.ints(Array<number>(count).fill(1))], count, { axis: 1 })
}

function silu(graph: GraphBuilder, x: Value): Value {
  return graph.add('Mul', [x, graph.add('Sigmoid', [x])])
}

function geluTanh(graph: GraphBuilder, x: Value): Value {
  return graph.add('Gelu', [x], { approximate: 'tanh' })
}
