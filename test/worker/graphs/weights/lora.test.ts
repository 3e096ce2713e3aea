import assert from 'node:assert/strict'
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type FloatValues, relativeError, runGraph } from '#test/support/onnx/onnx.ts'
import {
  float32Tensor,
  readTensorBytes,
  safetensorsBytes,
  type TensorBytes,
  writeSafetensors,
} from '#test/support/onnx/safetensors.ts'
import { fromEightBit, toEightBit } from '#test/support/comfyui/eight-bit.ts'
import { type LoraSource, mergeReports } from '#worker/graphs/weights/lora.ts'
import {
  readSafetensorsIndex,
  type SafetensorsIndex,
  WeightsError,
} from '#worker/graphs/weights/safetensors.ts'
import { buildTransformerGraph } from '#worker/graphs/transformer/transformer.ts'
import {
  type Component,
  type Family,
  familyFolder,
  readComponent,
  readFamilyManifest,
  readFamilyReference,
} from '#test/worker/graphs/families.ts'
import { toPatches, transformerFeeds } from '#test/worker/graphs/transformer/feeds.ts'

/** Rounding changes the results by 1e-6; a LoRA at half strength instead of full by 1e-1. */
const TOLERANCE = 1e-5
const FAMILIES = ['wan2.2-t2v-a14b-tiny', 'wan2.2-i2v-a14b-tiny'] as const
const EXPERTS = { high_noise: 'transformer', low_noise: 'transformer_2' } as const
const T2V = 'wan2.2-t2v-a14b-tiny'

interface LoraManifest {
  /** The kinds of LoRA files that each case merges, and how strongly. */
  readonly cases: Record<string, Record<string, number>>
  /** Strengths by file. */
  readonly unmatchedKeys: Record<string, string[]>
}

const loraFile = (family: Family, name: string) => join(familyFolder(family), 'loras', `${name}.safetensors`)

for (const family of FAMILIES) {
  for (const [expert, component] of Object.entries(EXPERTS)) {
    test(`LoRA files beside the weights give what diffusers computes with merged ones: ${family}, ${expert} expert`, async () => {
      const { config, weights } = await readComponent(family, component)
      const feeds = transformerFeeds(await readFamilyReference(family, component))
      const reference = await readFamilyReference(family, 'lora')
      const { cases, unmatchedKeys } = (await readFamilyManifest(family))['loras'] as LoraManifest
      assert.equal(Object.keys(cases).length, 7)
      const all: LoraManifest['cases'] = { none: {}, ...cases }
      for (const [name, kinds] of Object.entries(all)) {
        const loras: LoraSource[] = []
        for (const [kind, strength] of Object.entries(kinds)) {
          loras.push({
            weights: await readSafetensorsIndex(loraFile(family, `${expert}-${kind}`)),
            strength,
          })
        }
        const graph = buildTransformerGraph(config, weights, { loras })
        const timestep = reference.floats(`${expert}.timestep`)
        const { velocity } = await runGraph(graph, { ...feeds, timestep })
        const expected = toPatches(reference.floats(`${expert}.${name}`), 'channel last')
        const error = relativeError(velocity, expected)
        assert.ok(error <= TOLERANCE, `${name}: relative error ${error}`)
        assert.deepEqual(
          graph.loras.map(({ unmatchedKeys: keys }) => keys.toSorted()),
          Object.keys(kinds).map((kind) => unmatchedKeys[`${expert}-${kind}.safetensors`]),
        )
      }
    })
  }
}

let folder = ''
let transformer: Component
let feeds: Record<string, FloatValues>
let original: Record<string, TensorBytes>
let files = 0

before(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'lora-')))
  transformer = await readComponent(T2V, 'transformer')
  const timestep = (await readFamilyReference(T2V, 'lora')).floats('high_noise.timestep')
  feeds = { ...transformerFeeds(await readFamilyReference(T2V, 'transformer')), timestep }
  original = await readTensorBytes(loraFile(T2V, 'high_noise-original'))
})

after(() => rm(folder, { recursive: true }))

/** A LoRA file of its own. */
async function stored(tensors: Readonly<Record<string, TensorBytes>>, strength = 1): Promise<LoraSource> {
  const path = join(folder, `${files++}.safetensors`)
  await writeSafetensors(path, tensors)
  return { weights: await readSafetensorsIndex(path), strength }
}

async function velocityWith(loras: readonly LoraSource[], weights: SafetensorsIndex = transformer.weights) {
  const graph = buildTransformerGraph(transformer.config, weights, { loras })
  const { velocity } = await runGraph(graph, feeds)
  assert.ok(velocity?.data instanceof Float32Array)
  return { graph, velocity: { dims: velocity.dims, data: velocity.data } }
}

/** Asserts that two ways of storing a LoRA act alike, and that they act at all. */
async function assertSame(actual: readonly LoraSource[], expected: readonly LoraSource[]): Promise<void> {
  const [a, b, none] = [await velocityWith(actual), await velocityWith(expected), await velocityWith([])]
  const error = relativeError(a.velocity, b.velocity)
  assert.ok(error <= TOLERANCE, `relative error ${error}`)
  assert.ok(relativeError(a.velocity, none.velocity) > 0.01)
}

const renamed = (tensors: Readonly<Record<string, TensorBytes>>, rename: (key: string) => string) =>
  Object.fromEntries(Object.entries(tensors).map(([key, tensor]) => [rename(key), tensor]))

test('Names with underscores, as kohya trainers write them, and names without a prefix mean the same layers', async () => {
  const underscored = renamed(original, (key) => {
    const [, layer = '', suffix = ''] = /^diffusion_model\.(.*?)\.(lora_.*|alpha)$/.exec(key) ?? []
    return `lora_unet_${layer.replaceAll('.', '_')}.${suffix}`
  })
  assert.ok(Object.hasOwn(underscored, 'lora_unet_blocks_1_self_attn_q.lora_down.weight'))
  await assertSame([await stored(underscored)], [await stored(original)])
  const bare = renamed(original, (key) => key.replace('diffusion_model.', ''))
  await assertSame([await stored(bare)], [await stored(original)])
  const nested = renamed(original, (key) => `model.${key}`)
  await assertSame([await stored(nested)], [await stored(original)])
})

test("PEFT's names that contain an adapter mean the same layers", async () => {
  const tensors = await readTensorBytes(loraFile(T2V, 'high_noise-diffusers'))
  const named = renamed(tensors, (key) =>
    key.replace('transformer.', 'base_model.model.').replace(/\.weight$/, '.default.weight'),
  )
  await assertSame([await stored(named)], [await stored(tensors)])
})

/** A low-rank pair for the first block's feed-forward layer, [64, 96] = up [64, 2] down [2, 96]. */
const wave = (length: number, step: number) => Float32Array.from({ length }, (_, i) => Math.sin(i * step))
const pair = (names: readonly [down: string, up: string]) => ({
  [names[0]]: float32Tensor([2, 96], wave(192, 0.7)),
  [names[1]]: float32Tensor([64, 2], wave(128, 1.3)),
})
const LAYER = 'transformer.blocks.0.ffn.net.0.proj'
const PAIR = [`${LAYER}.lora_A.weight`, `${LAYER}.lora_B.weight`] as const

test('A pair without an alpha has scale 1; otherwise alpha / rank scales it, and strength multiplies that', async () => {
  const alpha = { [`${LAYER}.alpha`]: float32Tensor([], [3]) }
  await assertSame([await stored({ ...pair(PAIR), ...alpha })], [await stored(pair(PAIR), 1.5)])
  await assertSame([await stored({ ...pair(PAIR), ...alpha }, -2)], [await stored(pair(PAIR), -3)])
  const shaped = { [`${LAYER}.alpha`]: float32Tensor([1], [3]) }
  await assertSame([await stored({ ...pair(PAIR), ...shaped })], [await stored(pair(PAIR), 1.5)])
})

/** The product of [rows, inner] and [inner, columns], row by row. */
function matrixProduct(left: Float32Array, right: Float32Array, inner: number): Float32Array {
  const [rows, columns] = [left.length / inner, right.length / inner]
  return Float32Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns]
    let sum = 0
    for (let k = 0; k < inner; k++) sum += left[row * inner + k]! * right[k * columns + column]!
    return sum
  })
}

const difference = (values: Float32Array, factor: number) => ({
  [`${LAYER}.diff`]: float32Tensor(
    [64, 96],
    values.map((value) => value * factor),
  ),
})

test('A LoHa is the product, element by element, of two matrices of low rank, scaled by alpha / rank', async () => {
  const [a1, b1, a2, b2] = [wave(192, 0.3), wave(288, 0.5), wave(192, 0.9), wave(288, 1.7)]
  const [first, second] = [matrixProduct(a1, b1, 3), matrixProduct(a2, b2, 3)]
  const whole = first.map((value, i) => value * second[i]!)
  const loha = {
    [`${LAYER}.hada_w1_a`]: float32Tensor([64, 3], a1),
    [`${LAYER}.hada_w1_b`]: float32Tensor([3, 96], b1),
    [`${LAYER}.hada_w2_a`]: float32Tensor([64, 3], a2),
    [`${LAYER}.hada_w2_b`]: float32Tensor([3, 96], b2),
  }
  const alpha = { [`${LAYER}.alpha`]: float32Tensor([], [1.5]) }
  await assertSame([await stored({ ...loha, ...alpha }, 0.4)], [await stored(difference(whole, 0.2))])
  await assertSame([await stored(loha)], [await stored(difference(whole, 1))])
  const { graph } = await velocityWith([await stored({ ...loha, ...alpha })])
  assert.deepEqual(graph.loras[0]?.unmatchedKeys, [])
  const half = { ...loha, [`${LAYER}.hada_w2_b`]: float32Tensor([3, 48], wave(144, 1)) }
  await assert.rejects(
    velocityWith([await stored(half)]),
    /makes 64x96 and 64x48, expected a matrix of 64x96/,
  )
})

test('A LoKr is a Kronecker product of whole matrices or of such of low rank', async () => {
  const [w1, w2a, w2b] = [wave(24, 0.4), wave(32, 0.8), wave(32, 1.1)]
  const w2 = matrixProduct(w2a, w2b, 2)
  const kronecker = Float32Array.from({ length: 64 * 96 }, (_, i) => {
    const [row, column] = [Math.floor(i / 96), i % 96]
    const outer = w1[Math.floor(row / 16) * 6 + Math.floor(column / 16)]!
    return outer * w2[(row % 16) * 16 + (column % 16)]!
  })
  const alpha = { 'lycoris_blocks_0_ffn_0.alpha': float32Tensor([1], [3]) }
  const outer = { 'lycoris_blocks_0_ffn_0.lokr_w1': float32Tensor([4, 6], w1) }
  const lowRank = {
    'lycoris_blocks_0_ffn_0.lokr_w2_a': float32Tensor([16, 2], w2a),
    'lycoris_blocks_0_ffn_0.lokr_w2_b': float32Tensor([2, 16], w2b),
  }
  await assertSame(
    [await stored({ ...outer, ...lowRank, ...alpha }, 0.5)],
    [await stored(difference(kronecker, 0.75))],
  )
  // Two whole matrices have no scale, whatever alpha says.
  const whole = { 'lycoris_blocks_0_ffn_0.lokr_w2': float32Tensor([16, 16], w2) }
  await assertSame(
    [await stored({ ...outer, ...whole, ...alpha }, 0.5)],
    [await stored(difference(kronecker, 0.5))],
  )
})

test('Of a file with keys of both transformers, each reads its own, and the keys that name neither', async () => {
  const other = [PAIR[0], PAIR[1]].map((key) => key.replace('transformer.', 'transformer_2.'))
  const shared = 'diffusion_model.blocks.1.ffn.net.0.proj.diff_b'
  const second = {
    [other[0]!]: float32Tensor([2, 96], wave(192, 0.2)),
    [other[1]!]: float32Tensor([64, 2], wave(128, 0.6)),
  }
  const neither = { [shared]: float32Tensor([64], wave(64, 1)) }
  const alone = renamed(second, (key) => key.replace('transformer_2.', 'transformer.'))
  const both = await stored({ ...pair(PAIR), ...second, ...neither })
  await assertSame([both], [await stored({ ...pair(PAIR), ...neither })])
  await assertSame([{ ...both, expert: 'transformer_2' }], [await stored({ ...alone, ...neither })])
  const reports = await Promise.all(
    (['transformer', 'transformer_2'] as const).map(
      async (expert) => (await velocityWith([{ ...both, expert }])).graph.loras[0]!,
    ),
  )
  assert.deepEqual(
    reports.map(({ unmatchedKeys }) => unmatchedKeys),
    [other, [...PAIR]],
  )
  const [merged, ...more] = mergeReports(reports)
  assert.deepEqual([merged?.unmatchedKeys, merged?.matchedKeys.length, more], [[], 5, []])
})

const UNSUPPORTED_KEYS: readonly (readonly [key: string, kind: RegExp])[] = [
  [`${LAYER}.dora_scale`, /DoRA/],
  [`${LAYER}.lora_magnitude_vector`, /DoRA/],
  [`${LAYER}.lora_mid.weight`, /Tucker/],
  [`${LAYER}.hada_t1`, /Tucker/],
  [`${LAYER}.lokr_t2`, /Tucker/],
  [`${LAYER}.oft_blocks`, /OFT/],
  [`${LAYER}.oft_R.weight`, /OFT/],
  [`${LAYER}.a1.weight`, /GLoRA/],
  [`${LAYER}.b2.weight`, /GLoRA/],
  [`${LAYER}.w_norm`, /norm/],
  [`${LAYER}.on_input`, /IA3/],
  ['lora_te_text_model_encoder_layers_0_mlp_fc1.lora_up.weight', /text encoder/],
  ['text_encoder.encoder.block.0.layer.0.SelfAttention.q.lora_A.weight', /text encoder/],
]
for (const [key, kind] of UNSUPPORTED_KEYS) {
  test(`A LoRA file is refused by the name of a key that is no sum, even beside good ones: ${key.split('.').at(key.endsWith('weight') ? -2 : -1)} of ${kind.source}`, async () => {
    const lora = await stored({ ...pair(PAIR), [key]: float32Tensor([4], [1, 2, 3, 4]) })
    await assert.rejects(
      velocityWith([lora]),
      (error) => error instanceof WeightsError && error.tensor === key && kind.test(error.message),
    )
  })
}

test('A LoRA file in 8-bit floats acts as the values that its bytes stand for', async () => {
  const down = pair(PAIR)[PAIR[0]]!
  const floats = new Float32Array(Uint8Array.from(down.data).buffer)
  const eightBit = toEightBit(down, floats, 1)
  const values = float32Tensor(down.dims, fromEightBit(eightBit, 1))
  await assertSame(
    [await stored({ ...pair(PAIR), [PAIR[0]]: eightBit })],
    [await stored({ ...pair(PAIR), [PAIR[0]]: values })],
  )
})

test('An alpha in the header counts like a tensor for the layers that it names', async () => {
  const withMetadata = async (settings: Record<string, unknown>): Promise<LoraSource> => {
    const path = join(folder, `${files++}.safetensors`)
    const tensors = Object.entries(pair(PAIR))
    let end = 0
    const entries = tensors.map(([name, { dtype, dims, data }]) => {
      const range = [end, (end += data.length)]
      return [name, { dtype, shape: dims, data_offsets: range }]
    })
    const metadata = { lora_adapter_metadata: JSON.stringify(settings) }
    const header = { __metadata__: metadata, ...(Object.fromEntries(entries) as object) }
    const data = Buffer.concat(tensors.map(([, tensor]) => tensor.data))
    await writeFile(path, safetensorsBytes(header, data))
    return { weights: await readSafetensorsIndex(path), strength: 1 }
  }
  for (const [settings, strength] of [
    [{ 'transformer.lora_alpha': 3 }, 1.5],
    [{ 'transformer.lora_alpha': 3, 'transformer.use_rslora': true }, 3 / Math.SQRT2],
    [{ 'transformer.lora_alpha': 1, 'transformer.alpha_pattern': { 'ffn.net.0.proj': 5 } }, 2.5],
    [{ 'transformer.lora_alpha': 4, 'transformer.alpha_pattern': { 'net.2': 5 } }, 2],
  ] as const) {
    await assertSame([await withMetadata(settings)], [await stored(pair(PAIR), strength)])
  }
  const damaged = await withMetadata({ lora_alpha: '3' })
  await assert.rejects(velocityWith([damaged]), /damaged lora_adapter_metadata/)
})

test('A bias on the second half of a pair is scaled with the pair', async () => {
  const bias = float32Tensor([64], wave(64, 0.3))
  const half = { ...bias, data: new Uint8Array(wave(64, 0.3).map((value) => 1.5 * value).buffer) }
  await assertSame(
    [
      await stored({
        ...pair(PAIR),
        [`${LAYER}.alpha`]: float32Tensor([], [3]),
        [`${LAYER}.lora_B.bias`]: bias,
      }),
    ],
    [await stored(pair(PAIR), 1.5), await stored({ [`${LAYER}.diff_b`]: half })],
  )
})

test('A pair of kernels, as trainers write it for the patch embedding, acts as a pair of matrices', async () => {
  const kernels = {
    'diffusion_model.patch_embedding.lora_down.weight': float32Tensor([2, 16, 1, 2, 2], wave(128, 0.7)),
    'diffusion_model.patch_embedding.lora_up.weight': float32Tensor([96, 2, 1, 1, 1], wave(192, 1.3)),
  }
  const matrices = {
    'transformer.patch_embedding.lora_A.weight': float32Tensor([2, 64], wave(128, 0.7)),
    'transformer.patch_embedding.lora_B.weight': float32Tensor([96, 2], wave(192, 1.3)),
    ...pair(PAIR),
  }
  await assertSame([await stored(kernels), await stored(pair(PAIR))], [await stored(matrices)])
})

test('Differences of the modulation tables are added under every known name', async () => {
  const block = float32Tensor([1, 6, 96], wave(576, 0.7))
  const head = float32Tensor([1, 2, 96], wave(192, 1.1))
  const expected = await stored({
    'transformer.blocks.1.scale_shift_table.diff': block,
    'transformer.scale_shift_table.diff': head,
  })
  await assertSame(
    [await stored({ 'diffusion_model.blocks.1.diff_m': block, 'diffusion_model.head.diff_m': head })],
    [expected],
  )
  const names = {
    'diffusion_model.blocks.1.modulation.diff': block,
    'diffusion_model.head.modulation.diff': head,
  }
  await assertSame([await stored(names)], [expected])
})

test('Norms are numbered differently: norm3 of the original is norm2 of diffusers, and norm3 of diffusers has no weights', async () => {
  const difference = float32Tensor([96], wave(96, 0.7))
  // Which of the two conventions a file follows shows in its other names.
  const originalNames = await stored({
    'diffusion_model.blocks.0.norm3.diff': difference,
    'diffusion_model.blocks.0.norm2.diff': difference,
    'diffusion_model.blocks.1.ffn.0.diff_b': float32Tensor([64], wave(64, 0.3)),
  })
  const diffusersNames = await stored({
    'transformer.blocks.0.norm2.diff': difference,
    'transformer.blocks.0.norm3.diff': difference,
    'transformer.blocks.1.ffn.net.0.proj.diff_b': float32Tensor([64], wave(64, 0.3)),
  })
  await assertSame([originalNames], [diffusersNames])
  const unmatched = async (lora: LoraSource) => (await velocityWith([lora])).graph.loras[0]?.unmatchedKeys
  assert.deepEqual(await unmatched(originalNames), ['diffusion_model.blocks.0.norm2.diff'])
  assert.deepEqual(await unmatched(diffusersNames), ['transformer.blocks.0.norm3.diff'])
})

test('A LoRA file at strength 0 adds no node, and its matched and unmatched keys are still reported', async () => {
  const lora = await stored({ ...original, ...pair(['other.lora_A.weight', 'other.lora_B.weight']) }, 0)
  const { graph, velocity } = await velocityWith([lora])
  const none = await velocityWith([])
  assert.deepEqual(velocity, none.velocity)
  assert.deepEqual(graph.nodeCount, none.graph.nodeCount)
  assert.equal(graph.loras[0]?.matchedKeys.length, 60)
  assert.ok(graph.loras[0].unmatchedKeys.includes('other.lora_A.weight'))
})

test('A LoRA file given twice acts twice', async () => {
  const lora = await stored(pair(PAIR))
  await assertSame([lora, lora], [{ ...lora, strength: 2 }])
})

test('LoRA weights are read in place: the graph points into the file and holds no copy of it', async () => {
  const lora = await stored(original)
  const { graph } = await velocityWith([lora])
  const plain = buildTransformerGraph(transformer.config, transformer.weights)
  const matched = graph.loras[0]?.matchedKeys.map((key) => lora.weights.tensors.get(key)?.length ?? 0) ?? []
  assert.equal(
    graph.weightBytes - plain.weightBytes,
    matched.reduce((sum, length) => sum + length),
  )
  assert.ok(graph.model.length - plain.model.length < 40_000)
})

test('A LoRA pair of other sizes than the layer, of two ranks, or of another kind is refused by file and key', async () => {
  const [down, up] = PAIR
  const faults: readonly (readonly [Record<string, TensorBytes>, string, RegExp])[] = [
    [
      { ...pair(PAIR), [down]: float32Tensor([2, 95], wave(190, 1)) },
      down,
      /shape \[2, 95\], expected \[2, 96\]/,
    ],
    [{ ...pair(PAIR), [up]: float32Tensor([64, 3], wave(192, 1)) }, up, /is of rank 3, but .* of rank 2/],
    [
      { ...pair(PAIR), [`${LAYER}.dora_scale`]: float32Tensor([64, 1], wave(64, 1)) },
      `${LAYER}.dora_scale`,
      /unsupported kind/,
    ],
    [
      { [`${LAYER}.diff_b`]: float32Tensor([63], wave(63, 1)) },
      `${LAYER}.diff_b`,
      /shape \[63\], expected \[64\]/,
    ],
  ]
  for (const [tensors, key, reason] of faults) {
    const lora = await stored(tensors)
    await assert.rejects(
      velocityWith([lora]),
      (error) =>
        error instanceof WeightsError &&
        error.tensor === key &&
        error.message.startsWith(lora.weights.source) &&
        reason.test(error.message),
      key,
    )
  }
})
