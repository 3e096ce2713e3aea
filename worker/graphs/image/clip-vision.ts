import { type ComponentConfig, ConfigError, readConfig } from '#worker/graphs/config.ts'
import { attend } from '#worker/graphs/onnx/attention.ts'
import {
  createGraphBuilder,
  type FloatType,
  type GraphScope,
  type Value,
} from '#worker/graphs/onnx/builder.ts'
import { type Graph } from '#worker/graphs/onnx/graph.ts'
import { linear } from '#worker/graphs/onnx/linear.ts'
import { type SafetensorsIndex } from '#worker/graphs/weights/safetensors.ts'

interface ClipSizes {
  readonly dim: number
  readonly ffnDim: number
  readonly heads: number
  readonly layers: number
  readonly epsilon: number
  readonly imageSize: number
  readonly patchSize: number
  readonly channels: number
  readonly activation: 'gelu' | 'quick_gelu'
}

/**
 * The graph of CLIP's vision tower up to the penultimate hidden state, from transformers'
 * CLIPVisionModel (huggingface/transformers, models/clip/modeling_clip.py). It has neither the last
 * block nor the final norm and the projection, because Wan reads `hidden_states[-2]`.
 *
 * Input: `pixel_values` float32 [1, 3, 224, 224], resized and normalised. Output: `image_embeds`
 * float32 [1, 257, hidden_size], the class token followed by the patches row by row. These are the
 * sizes of the published model; image_size and patch_size determine them.
 *
 * With a dtype other than float32, products and the attention have that type; norms and the sum of
 * residuals stay in float32.
 *
 * @throws ConfigError for a configuration that requires other mathematics, WeightsError for weights
 *   that are absent or of another shape.
 */
export function buildClipVisionGraph(
  config: ComponentConfig,
  weights: SafetensorsIndex,
  { dtype = 'float32' }: { readonly dtype?: FloatType } = {},
): Graph {
  const sizes = readSizes(config)
  const { dim, imageSize, patchSize, channels, epsilon } = sizes
  const patches = Math.floor(imageSize / patchSize) ** 2
  // transformers 5 drops the prefix that published checkpoints have.
  const prefix = weights.tensors.has('embeddings.class_embedding') ? '' : 'vision_model.'
  const graph = createGraphBuilder({ name: 'image_encoder', weights, dtype })
  const pixels = graph.input('pixel_values', 'float32', [1, channels, imageSize, imageSize])

  const kernel = graph.weight(`${prefix}embeddings.patch_embedding.weight`, [
    dim,
    channels,
    patchSize,
    patchSize,
  ])
  const grid = graph.add('Conv', [graph.convert(pixels, 'float32', dtype), kernel], {
    kernel_shape: [patchSize, patchSize],
    strides: [patchSize, patchSize],
  })
  const flat = graph.add('Reshape', [grid, graph.ints([1, dim, patches])])
  const patchTokens = graph.add('Transpose', [flat], { perm: [0, 2, 1] })
  const classToken = graph.weight(`${prefix}embeddings.class_embedding`, [dim], { viewDims: [1, 1, dim] })
  const tokens = graph.add('Concat', [classToken, patchTokens], { axis: 1 })
  const positions = graph.weight(`${prefix}embeddings.position_embedding.weight`, [patches + 1, dim])

  // The checkpoints spell it "layrnorm".
  const placed = graph.convert(graph.add('Add', [tokens, positions]), dtype, 'float32')
  let hidden = layerNorm(graph, placed, `${prefix}pre_layrnorm`, dim, epsilon)
  for (let layer = 0; layer < sizes.layers - 1; layer++) {
    hidden = addBlock(graph, hidden, `${prefix}encoder.layers.${layer}`, sizes)
  }
  graph.output('image_embeds', hidden, 'float32', [1, patches + 1, dim])
  return graph.build()
}

/** An absent key stands for the default of transformers' CLIPVisionConfig. */
function readSizes(config: ComponentConfig): ClipSizes {
  const read = readConfig('image_encoder', config)
  read.only('model_type', 'clip_vision_model')
  const dim = read.size('hidden_size', 768)
  const heads = read.size('num_attention_heads', 12)
  if (dim % heads !== 0) {
    throw new ConfigError('image_encoder', 'num_attention_heads', heads, `a divisor of hidden_size ${dim}`)
  }
  return {
    dim,
    ffnDim: read.size('intermediate_size', 3072),
    heads,
    layers: read.size('num_hidden_layers', 12),
    epsilon: read.positive('layer_norm_eps', 1e-5),
    imageSize: read.size('image_size', 224),
    patchSize: read.size('patch_size', 32),
    channels: read.size('num_channels', 3),
    activation: read.choice('hidden_act', ['gelu', 'quick_gelu'], 'quick_gelu'),
  }
}

/** Attention and feed-forward, each added to float32 [1, tokens, dim]. */
function addBlock(graph: GraphScope, input: Value, name: string, sizes: ClipSizes): Value {
  const { dim, ffnDim, heads, epsilon, activation } = sizes
  const norm = (x: Value, part: string) =>
    graph.convert(layerNorm(graph, x, `${name}.${part}`, dim, epsilon), 'float32', graph.dtype)
  const add = (x: Value, y: Value) => graph.add('Add', [x, graph.convert(y, graph.dtype, 'float32')])

  const attentionInput = norm(input, 'layer_norm1')
  const [query, key, value] = (['q_proj', 'k_proj', 'v_proj'] as const).map((part) =>
    linear(graph, attentionInput, `${name}.self_attn.${part}`, dim, dim),
  ) as [Value, Value, Value]
  const attended = attend(graph, query, key, value, heads)
  const projected = linear(graph, attended, `${name}.self_attn.out_proj`, dim, dim)
  const afterAttention = add(input, projected)

  const ffnInput = norm(afterAttention, 'layer_norm2')
  const inner = linear(graph, ffnInput, `${name}.mlp.fc1`, dim, ffnDim)
  const activated =
    activation === 'gelu'
      ? graph.add('Gelu', [inner])
      : graph.add('com.microsoft.QuickGelu', [inner], { alpha: { float: 1.702 } })
  return add(afterAttention, linear(graph, activated, `${name}.mlp.fc2`, ffnDim, dim))
}

/** An affine norm over the last axis of float32 [1, tokens, size]. */
function layerNorm(graph: GraphScope, x: Value, name: string, size: number, epsilon: number): Value {
  const parameters = ['weight', 'bias'].map((part) =>
    graph.weight(`${name}.${part}`, [size], { type: 'float32' }),
  )
  return graph.add('LayerNormalization', [x, ...parameters], { axis: -1, epsilon: { float: epsilon } })
}
