import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { type FloatValues, relativeError, runGraph, type Values } from '#test/support/onnx/onnx.ts'
import { readReference } from '#test/support/onnx/reference.ts'
import { chooseAttention } from '#worker/graphs/onnx/attention.ts'
import { buildClipVisionGraph } from '#worker/graphs/image/clip-vision.ts'
import { type Graph } from '#worker/graphs/onnx/graph.ts'
import { type ElementType } from '#worker/graphs/onnx/writer.ts'
import { readSafetensorsIndex } from '#worker/graphs/weights/safetensors.ts'
import { buildTransformerGraph, type TransformerOptions } from '#worker/graphs/transformer/transformer.ts'
import { buildUmt5EncoderGraph } from '#worker/graphs/text/umt5.ts'
import { buildVaeDecoderGraph } from '#worker/graphs/vae/decoder.ts'
import { buildVaeEncoderGraph } from '#worker/graphs/vae/encoder.ts'
import { CUDA_KERNELS, OTHER_INPUTS } from '#test/worker/graphs/onnx/cuda-kernels.ts'
import {
  type Family,
  familyFolder,
  readComponent,
  readFamilyReference,
} from '#test/worker/graphs/families.ts'
import { typedNodes } from '#test/worker/graphs/onnx/node-types.ts'
import { decodeModel } from '#test/worker/graphs/onnx/reader.ts'
import { withRounding } from './rounded.ts'
import { toPatches, transformerFeeds } from './feeds.ts'
import { channelsLast } from '#test/worker/graphs/vae/values.ts'

type Half = 'float16' | 'bfloat16'
const DTYPES = ['float32', 'float16', 'bfloat16'] as const

/** A graph in one of its types, what it is given and what diffusers makes of it in float32. */
interface Case {
  readonly build: (dtype: 'float32' | Half) => Graph
  readonly feeds: Readonly<Record<string, Values>>
  readonly output: string
  readonly expected: FloatValues
}

async function transformerCase(family: Family, options: TransformerOptions = {}): Promise<Case> {
  const { config, weights } = await readComponent(family, 'transformer')
  const reference = await readFamilyReference(family, 'transformer')
  const run = options.firstFrameTimestep ? 't937_first_frame_0' : 't833'
  const timestep = options.firstFrameTimestep
    ? {
        timestep: { dims: [2], data: Float32Array.of(0, 937) },
        first_tokens: { dims: [1], data: BigInt64Array.of(6n) },
      }
    : { timestep: reference.floats(`${run}.timestep`) }
  return {
    build: (dtype) => buildTransformerGraph(config, weights, { ...options, dtype }),
    feeds: { ...transformerFeeds(reference), ...timestep },
    output: 'velocity',
    expected: toPatches(reference.floats(`${run}.output`), 'channel last'),
  }
}

/** Pairs in bfloat16 with alphas, and differences of weights, norms and biases. */
async function loraCase(): Promise<Case> {
  const family = 'wan2.2-t2v-a14b-tiny'
  const loras = await Promise.all(
    ['original', 'diff'].map(async (kind) => {
      const path = join(familyFolder(family), 'loras', `high_noise-${kind}.safetensors`)
      return { weights: await readSafetensorsIndex(path), strength: 1 }
    }),
  )
  const { feeds, ...rest } = await transformerCase(family, { loras })
  const reference = await readFamilyReference(family, 'lora')
  return {
    ...rest,
    feeds: { ...feeds, timestep: reference.floats('high_noise.timestep') },
    expected: toPatches(reference.floats('high_noise.original+diff'), 'channel last'),
  }
}

const TRANSFORMERS: Readonly<Record<string, () => Promise<Case>>> = {
  'text to video, bfloat16 weights': () => transformerCase('wan2.1-t2v-tiny'),
  'first and last frame to video': () => transformerCase('wan2.1-flf2v-tiny'),
  'image to video, float16 weights': () => transformerCase('wan2.2-i2v-a14b-tiny'),
  'a timestep for the first frame': () =>
    transformerCase('wan2.2-ti2v-5b-tiny', { firstFrameTimestep: true }),
  'LoRA files': loraCase,
  'Attention of ai.onnx': () => transformerCase('wan2.2-t2v-a14b-tiny', { attention: 'Attention' }),
}

const ENCODERS: Readonly<Record<string, () => Promise<Case>>> = {
  'UMT5, 512 tokens of which most are padding': async () => {
    const { config, weights } = await readComponent('wan2.1-i2v-tiny', 'text_encoder')
    const reference = await readReference('text_encoder')
    return {
      build: (dtype) => buildUmt5EncoderGraph(config, weights, { dtype }),
      feeds: {
        input_ids: reference.ints('prompt.input_ids'),
        attention_mask: reference.ints('prompt.attention_mask'),
      },
      output: 'text_embeds',
      expected: reference.floats('prompt.embeds'),
    }
  },
  'UMT5, bfloat16 weights': async () => {
    const { config, weights } = await readComponent('wan2.1-t2v-tiny', 'text_encoder')
    const reference = await readFamilyReference('wan2.1-t2v-tiny', 'text_encoder')
    const ids = reference.ints('negative.input_ids')
    return {
      build: (dtype) => buildUmt5EncoderGraph(config, weights, { dtype }),
      feeds: { input_ids: ids, attention_mask: { dims: ids.dims, data: ids.data.map(() => 1n) } },
      output: 'text_embeds',
      expected: reference.floats('negative.embeds'),
    }
  },
  CLIP: async () => {
    const { config, weights } = await readComponent('wan2.1-i2v-tiny', 'image_encoder')
    return {
      build: (dtype) => buildClipVisionGraph(config, weights, { dtype }),
      feeds: { pixel_values: (await readReference('image')).floats('clip.pixel_values') },
      output: 'image_embeds',
      expected: (await readReference('image_encoder')).floats('image_embeds'),
    }
  },
}

/** These exist in float32 and float16 only. */
const asVaeType = (dtype: 'float32' | Half) => (dtype === 'bfloat16' ? 'float16' : dtype)

const AUTOENCODERS: Readonly<Record<string, () => Promise<Case>>> = {
  'decoder of Wan2.1, bfloat16 weights': () => decoderCase('wan2.1-t2v-tiny'),
  'decoder of Wan2.1 to bytes': async () => {
    const { config, weights } = await readComponent('wan2.1-t2v-tiny', 'vae')
    const floats = await decoderCase('wan2.1-t2v-tiny')
    return {
      ...floats,
      build: (dtype) =>
        buildVaeDecoderGraph(config, weights, { dtype: asVaeType(dtype), frameType: 'uint8' }),
      expected: {
        ...floats.expected,
        data: floats.expected.data.map((value) => Math.trunc((value / 2 + 0.5) * 255)),
      },
    }
  },
  'decoder of Wan2.2': () => decoderCase('wan2.2-ti2v-5b-tiny'),
  'encoder of Wan2.1': async () => {
    const { config, weights } = await readComponent('wan2.1-flf2v-tiny', 'vae')
    const reference = await readFamilyReference('wan2.1-flf2v-tiny', 'vae_encoder')
    return {
      build: (dtype) =>
        buildVaeEncoderGraph(config, weights, { source: 'first-last', dtype: asVaeType(dtype) }),
      feeds: {
        first_frame: reference.floats('condition.image'),
        last_frame: reference.floats('condition.last_image'),
        chunk_count: { dims: [], data: BigInt64Array.of(2n) },
      },
      output: 'latents',
      expected: reference.floats('condition.normalised'),
    }
  },
  'encoder of Wan2.2': async () => {
    const { config, weights } = await readComponent('wan2.2-ti2v-5b-tiny', 'vae')
    const reference = await readFamilyReference('wan2.2-ti2v-5b-tiny', 'vae_encoder')
    return {
      build: (dtype) => buildVaeEncoderGraph(config, weights, { source: 'frame', dtype: asVaeType(dtype) }),
      feeds: { first_frame: reference.floats('condition.image') },
      output: 'latents',
      expected: reference.floats('condition.normalised'),
    }
  },
}

async function decoderCase(family: Family): Promise<Case> {
  const { config, weights } = await readComponent(family, 'vae')
  const reference = await readFamilyReference(family, 'vae_decoder')
  return {
    build: (dtype) => buildVaeDecoderGraph(config, weights, { dtype: asVaeType(dtype) }),
    feeds: { latents: reference.floats('latents3.unscaled') },
    output: 'frames',
    expected: channelsLast(reference.floats('latents3.video')),
  }
}

/**
 * What rounding every result to 11 significant bits (float16) or 8 (bfloat16) may change, relative
 * to the largest value. torch's own float16 and bfloat16 runs of the tiny transformers are off by
 * 1.3e-3 and 9e-3.
 */
const ROUNDING: Readonly<Record<Half, number>> = { float16: 2e-3, bfloat16: 1.5e-2 }
/** The autoencoders are deeper, and the result is not a residual sum. */
const AUTOENCODER_ROUNDING = 1e-2

async function errorOf({ feeds, output, expected }: Case, graph: Graph): Promise<number> {
  return relativeError((await runGraph(graph, feeds))[output], expected)
}

for (const [name, read] of Object.entries({ ...TRANSFORMERS, ...ENCODERS })) {
  for (const dtype of ['float16', 'bfloat16'] as const) {
    test(`Results rounded to ${dtype} after every node stay close to float32: ${name}`, async () => {
      const given = await read()
      const error = await errorOf(given, withRounding(given.build(dtype), dtype))
      assert.ok(error <= ROUNDING[dtype], `relative error ${error}`)
      // Not the float32 graph in disguise: the rounding shows.
      assert.ok(error >= ROUNDING[dtype] / 20, `relative error ${error}`)
    })
  }
}

for (const [name, read] of Object.entries(AUTOENCODERS)) {
  test(`Results rounded to float16 after every node stay close to float32: ${name}`, async () => {
    const given = await read()
    const error = await errorOf(given, withRounding(given.build('float16'), 'float16'))
    assert.ok(error <= AUTOENCODER_ROUNDING, `relative error ${error}`)
    assert.ok(error >= AUTOENCODER_ROUNDING / 20, `relative error ${error}`)
  })
}

for (const [name, read] of Object.entries({ ...TRANSFORMERS, ...ENCODERS, ...AUTOENCODERS })) {
  test(`The float16 build runs unchanged on the CPU: ${name}`, async () => {
    const given = await read()
    const error = await errorOf(given, given.build('float16'))
    assert.ok(error <= AUTOENCODER_ROUNDING, `relative error ${error}`)
  })

  const dtypes = Object.hasOwn(AUTOENCODERS, name) ? (['float32', 'float16'] as const) : DTYPES
  for (const dtype of dtypes) {
    test(`Every node of the ${dtype} build has a CUDA kernel for its types: ${name}`, async () => {
      const { build } = await read()
      for (const { node, operator, reads, writes } of typedNodes(decodeModel(build(dtype).model))) {
        const kernels = CUDA_KERNELS[operator]
        assert.ok(kernels, `${operator} is not known`)
        const data = reads.filter((type, i) => type !== undefined && !OTHER_INPUTS[operator]?.includes(i))
        const types = [
          ...(data as ElementType[]),
          ...(operator === 'Shape' || operator === 'Equal' ? [] : writes),
        ]
        const missing = types.find((type) => !kernels.includes(type))
        assert.equal(missing, undefined, `${operator} ${node.name}`)
        // But for conversions and loops all data of a node is of one type.
        if (!['Cast', 'Loop'].includes(operator))
          assert.equal(new Set(data).size, data.length && 1, node.name)
      }
    })
  }
}

test('Inputs and outputs are float32, int64 or bytes in every build', async () => {
  for (const read of Object.values({ ...TRANSFORMERS, ...ENCODERS, ...AUTOENCODERS })) {
    const { build } = await read()
    for (const dtype of DTYPES) {
      const { inputs, outputs } = build(dtype)
      for (const { type } of [...inputs, ...outputs]) assert.ok(['float32', 'int64', 'uint8'].includes(type))
      assert.deepEqual([inputs, outputs], [build('float32').inputs, build('float32').outputs])
    }
  }
})

test('The bfloat16 transformer multiplies by published bfloat16 weights as stored', async () => {
  const { config, weights } = await readComponent('wan2.1-t2v-tiny', 'transformer')
  const model = decodeModel(buildTransformerGraph(config, weights, { dtype: 'bfloat16' }).model)
  const stored = new Map(model.initializers.map(({ name, kind }) => [name, kind]))
  const products = typedNodes(model).filter(({ operator }) => operator === 'com.microsoft.FusedMatMul')
  const narrow = products.filter(({ reads }) => reads[0] === 'bfloat16')
  for (const { node } of narrow) assert.equal(stored.get(node.inputs[1] ?? ''), 'external', node.name)
  // All but the two of the time embedding.
  assert.deepEqual([products.length, narrow.length], [27, 25])
})

test('Norms between the layers, rotation, modulation and the time embedding are float32 in every build', async () => {
  for (const read of Object.values(TRANSFORMERS)) {
    const { build } = await read()
    for (const dtype of ['float16', 'bfloat16'] as const) {
      for (const { operator, reads, node } of typedNodes(decodeModel(build(dtype).model))) {
        if (
          ['LayerNormalization', 'RotaryEmbedding', 'Cos', 'Sin', 'Sigmoid', 'ScatterND'].includes(operator)
        ) {
          assert.equal(reads[0], 'float32', node.name)
        }
        if (operator.endsWith('Attention') || operator === 'RMSNormalization') assert.equal(reads[0], dtype)
      }
    }
  }
})

test('Only the float16 build of UMT5 multiplies by wo in float32, because its inputs would overflow there', async () => {
  const { config, weights } = await readComponent('wan2.1-t2v-tiny', 'text_encoder')
  for (const [dtype, wide] of [
    ['float16', 2],
    ['bfloat16', 0],
  ] as const) {
    const { model } = buildUmt5EncoderGraph(config, weights, { dtype })
    const products = typedNodes(decodeModel(model)).filter(({ operator }) => operator.endsWith('FusedMatMul'))
    assert.equal(products.filter(({ reads }) => reads[0] === 'float32').length, wide, dtype)
  }
})

test('UMT5 reads only the embedding rows of the prompt before it converts them', async () => {
  const { config, weights } = await readComponent('wan2.1-t2v-tiny', 'text_encoder')
  const nodes = typedNodes(decodeModel(buildUmt5EncoderGraph(config, weights).model))
  const gather = nodes.find(({ node }) => node.inputs[0] === 'shared.weight')
  assert.deepEqual([gather?.operator, gather?.writes], ['Gather', ['bfloat16']])
})

test('Attention is the operator with a flash kernel: ai.onnx only for bfloat16 below compute capability 9.0', () => {
  const chosen = [
    chooseAttention('float32'),
    chooseAttention('bfloat16'),
    chooseAttention('float16', 8.6),
    chooseAttention('bfloat16', 8),
    chooseAttention('bfloat16', 8.9),
    chooseAttention('bfloat16', 9),
    chooseAttention('bfloat16', 12),
  ]
  const [mha, attention] = ['MultiHeadAttention', 'Attention']
  assert.deepEqual(chosen, [mha, mha, mha, attention, attention, mha, mha])
})

test('Attention of ai.onnx computes the same as MultiHeadAttention', async () => {
  const given = await transformerCase('wan2.1-flf2v-tiny', { attention: 'Attention' })
  const graph = given.build('float32')
  assert.deepEqual(
    [graph.nodeCount['Attention'], graph.nodeCount['com.microsoft.MultiHeadAttention']],
    [6, undefined],
  )
  const error = await errorOf(given, graph)
  assert.ok(error <= 1e-5, `relative error ${error}`)
})
