import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type FloatValues, relativeError, runGraph } from '#test/support/onnx/onnx.ts'
import {
  float32Tensor,
  readTensorBytes,
  type TensorBytes,
  writeSafetensors,
} from '#test/support/onnx/safetensors.ts'
import { type ComponentConfig } from '#worker/graphs/config.ts'
import { createGraphBuilder } from '#worker/graphs/onnx/builder.ts'
import { quantiseTransformer } from '#worker/graphs/quantise/quantise.ts'
import { quantiseRows } from '#worker/graphs/quantise/rows.ts'
import { quantisedProduct } from '#worker/graphs/onnx/quantised-linear.ts'
import {
  readComponentWeights,
  readSafetensorsIndex,
  WeightsError,
} from '#worker/graphs/weights/safetensors.ts'
import { buildTransformerGraph } from '#worker/graphs/transformer/transformer.ts'
import { type Family, readComponent, readFamilyReference } from '#test/worker/graphs/families.ts'
import { withRounding } from '#test/worker/graphs/transformer/rounded.ts'
import { toPatches, transformerFeeds } from '#test/worker/graphs/transformer/feeds.ts'

let root = ''
let folders = 0

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'quantise-'))
})

after(() => rm(root, { recursive: true }))

const newFolder = () => join(root, String(folders++))

async function quantised(family: Family, shardBytes = 1e9) {
  const { folder, config } = await readComponent(family, 'transformer')
  const target = newFolder()
  const result = await quantiseTransformer(folder, target, { shardBytes })
  return { source: folder, sourceConfig: config, target, result, ...(await readFolder(target)) }
}

async function readFolder(folder: string) {
  const text = await readFile(join(folder, 'config.json'), 'utf8')
  return { config: JSON.parse(text) as ComponentConfig, weights: await readComponentWeights(folder) }
}

function floats({ dtype, data }: TensorBytes): Float32Array {
  const { buffer } = data.slice()
  if (dtype === 'F32') return new Float32Array(buffer)
  if (dtype === 'F16') return Float32Array.from(new Float16Array(buffer))
  assert.equal(dtype, 'BF16')
  return new Float32Array(Uint32Array.from(new Uint16Array(buffer), (half) => half << 16).buffer)
}

/**
 * The matrices that a quantised folder stands for, in place of what is stored, computed with the
 * definition.
 */
async function dequantised(source: string): Promise<Record<string, TensorBytes>> {
  const tensors = await readTensorBytes(source)
  return Object.fromEntries(
    Object.entries(tensors).flatMap(([name, tensor]): [string, TensorBytes][] => {
      if (name.endsWith('.weight_scale')) return []
      if (!name.endsWith('.weight_int8')) return [[name, tensor]]
      const layer = name.slice(0, -'.weight_int8'.length)
      const scales = tensors[`${layer}.weight_scale`]
      assert.ok(scales)
      const perBlock = floats(scales)
      const [outputs = 0, blocks = 0] = tensor.dims
      const values = Float32Array.from(
        tensor.data,
        (byte, i) => (byte - 128) * (perBlock[i >> 5] ?? Number.NaN),
      )
      return [[`${layer}.weight`, float32Tensor([outputs, blocks * 32], values)]]
    }),
  )
}

async function velocity(
  config: ComponentConfig,
  weights: Awaited<ReturnType<typeof readComponentWeights>>,
  family: Family,
) {
  const reference = await readFamilyReference(family, 'transformer')
  const feeds = { ...transformerFeeds(reference), timestep: reference.floats('t937.timestep') }
  const graph = buildTransformerGraph(config, weights)
  const { velocity: values } = await runGraph(graph, feeds)
  assert.ok(values?.data instanceof Float32Array)
  const expected = toPatches(reference.floats('t937.output'), 'channel last')
  return { graph, feeds, expected, velocity: { dims: values.dims, data: values.data } as FloatValues }
}

for (const family of ['wan2.1-t2v-tiny', 'wan2.2-i2v-a14b-tiny', 'wan2.1-flf2v-tiny'] as const) {
  test(`The quantised transformer of ${family} computes with exactly the weights that its file defines`, async () => {
    const { config, weights, sourceConfig, result } = await quantised(family)
    const actual = await velocity(config, weights, family)
    const plain = newFolder()
    await mkdir(plain)
    await writeSafetensors(join(plain, 'model.safetensors'), await dequantised(weights.source))
    const same = await velocity(sourceConfig, await readComponentWeights(plain), family)
    assert.ok(relativeError(actual.velocity, same.velocity) <= 1e-5)
    // And these are close to the weights they came from.
    assert.ok(result.relativeError < 0.01, `${result.relativeError}`)
    const error = relativeError(actual.velocity, actual.expected)
    assert.ok(error <= 0.02 && error >= 1e-3, `relative error ${error}`)
  })
}

test('Quantising changes the matrices of the blocks and copies all other tensors unchanged', async () => {
  const { weights, source, result, config, sourceConfig } = await quantised('wan2.1-flf2v-tiny')
  const before = await readTensorBytes((await readComponentWeights(source)).source)
  const after = await readTensorBytes(weights.source)
  for (const [name, tensor] of Object.entries(before)) {
    if (/^blocks\.\d\.(attn|ffn).*\.weight$/.test(name) && !name.includes('norm')) {
      assert.ok(after[name.replace('.weight', '.weight_int8')], name)
      assert.equal(after[name], undefined, name)
    } else {
      assert.deepEqual(after[name], tensor, name)
    }
  }
  const { graph } = await velocity(config, weights, 'wan2.1-flf2v-tiny')
  const matrices = 2 * (4 + 4 + 2 + 2)
  assert.deepEqual(
    [result.quantisedTensors, graph.nodeCount['com.microsoft.MatMulNBits']],
    [matrices, matrices],
  )
  assert.equal(result.copiedTensors, Object.keys(before).length - matrices)
  assert.deepEqual(
    { ...config, quantization_config: undefined },
    { ...sourceConfig, quantization_config: undefined },
  )
})

test('A quantised layer takes little more than a byte per weight', async () => {
  const { weights } = await quantised('wan2.2-t2v-a14b-tiny')
  const layer = 'blocks.0.attn1.to_q'
  assert.deepEqual(
    [
      weights.tensors.get(`${layer}.weight_int8`)?.length,
      weights.tensors.get(`${layer}.weight_scale`)?.length,
    ],
    [96 * 96, (96 * 96 * 2) / 32],
  )
})

test('Quantised files are split where they are full, and read back as one set of tensors', async () => {
  const { target, weights } = await quantised('wan2.1-t2v-tiny', 100_000)
  const whole = await quantised('wan2.1-t2v-tiny')
  const names = (await readdir(target)).filter((name) => name.endsWith('.safetensors'))
  assert.ok(
    names.length > 2 && names.every((name) => /^diffusion_pytorch_model-0000\d-of-0000\d\./.test(name)),
  )
  assert.deepEqual(await readTensorBytes(weights.source), await readTensorBytes(whole.weights.source))
  // Aligned to the element size, in every file.
  const bytes: Record<string, number> = { F32: 4, BF16: 2, U8: 1 }
  for (const { dtype, offset } of weights.tensors.values()) assert.equal(offset % (bytes[dtype] ?? 0), 0)
})

test('Rows become bytes around 128 with one bfloat16 scale per 32 inputs, and the last block is padded', () => {
  const row = Float32Array.from({ length: 40 }, (_, i) => (i < 32 ? (i - 16) / 16 : 0))
  const rows = Float32Array.from([...row, ...row.map((value) => value * 1000)])
  const tensor = { name: 'w', dtype: 'F32', dims: [2, 40], file: '', offset: 0, length: 320 } as const
  const index = { source: 'w.safetensors', folder: '/', tensors: new Map() }
  const { int8, scales } = quantiseRows(new Uint8Array(rows.buffer), tensor, index)
  assert.deepEqual([int8.length, scales.length], [2 * 2 * 32, 2 * 2 * 2])
  const [first = 0, empty, second = 0] = floats({ dtype: 'BF16', dims: [4], data: scales })
  // 1 / 127 rounded up to 8 significant bits.
  assert.ok(first >= 1 / 127 && first < (1 / 127) * (1 + 2 ** -7))
  assert.ok(second >= 1000 / 127 && empty === 0)
  for (const [i, value] of row.subarray(0, 32).entries()) {
    assert.ok(Math.abs(((int8[i] ?? 0) - 128) * first - value) <= first / 2, `${i}`)
  }
  assert.deepEqual(int8.subarray(32, 64), new Uint8Array(32).fill(128))
  assert.ok(int8.every((byte) => byte >= 1))
  rows[7] = Number.NaN
  assert.throws(() => quantiseRows(new Uint8Array(rows.buffer), tensor, index), /tensor "w" is not finite/)
  rows[7] = Number.NEGATIVE_INFINITY
  assert.throws(() => quantiseRows(new Uint8Array(rows.buffer), tensor, index), /tensor "w" is not finite/)
})

test('A quantised layer whose input count is not a multiple of 32 is multiplied as defined', async () => {
  const [inputs, outputs, tokens] = [40, 5, 3]
  const matrix = Float32Array.from({ length: outputs * inputs }, (_, i) => Math.sin(i * 0.37))
  const tensor = {
    name: 'w',
    dtype: 'F32',
    dims: [outputs, inputs],
    file: '',
    offset: 0,
    length: 800,
  } as const
  const source = { source: 'w.safetensors', folder: '/', tensors: new Map() }
  const { int8, scales } = quantiseRows(new Uint8Array(matrix.buffer), tensor, source)
  const path = join(root, 'odd.safetensors')
  await writeSafetensors(path, {
    'layer.weight_int8': { dtype: 'U8', dims: [outputs, 2, 32], data: int8 },
    'layer.weight_scale': { dtype: 'BF16', dims: [outputs, 2], data: scales },
  })
  const builder = createGraphBuilder({ name: 'odd', weights: await readSafetensorsIndex(path) })
  const x = builder.input('x', 'float32', [1, tokens, inputs])
  builder.output('y', quantisedProduct(builder, x, 'layer', inputs, outputs), 'float32', [1, tokens, outputs])
  const values = Float32Array.from({ length: tokens * inputs }, (_, i) => Math.cos(i))
  const { y } = await runGraph(builder.build(), { x: { dims: [1, tokens, inputs], data: values } })
  const perBlock = floats({ dtype: 'BF16', dims: [outputs, 2], data: scales })
  const expected = Float32Array.from({ length: tokens * outputs }, (_, at) => {
    const [token, output] = [Math.floor(at / outputs), at % outputs]
    let sum = 0
    for (let i = 0; i < inputs; i++) {
      const byte = int8[output * 64 + i] ?? Number.NaN
      sum += (byte - 128) * (perBlock[output * 2 + (i >> 5)] ?? 0) * (values[token * inputs + i] ?? 0)
    }
    return sum
  })
  assert.ok(relativeError(y, { dims: [1, tokens, outputs], data: expected }) <= 1e-5)
})

test('LoRA files act on a quantised transformer as on the weights that it represents', async () => {
  const family = 'wan2.2-t2v-a14b-tiny'
  const { config, weights, sourceConfig } = await quantised(family)
  const plain = newFolder()
  await mkdir(plain)
  await writeSafetensors(join(plain, 'model.safetensors'), await dequantised(weights.source))
  const layer = 'transformer.blocks.1.ffn.net.2'
  const path = join(root, 'lora.safetensors')
  const wave = (length: number) => Float32Array.from({ length }, (_, i) => Math.sin(i * 0.7) / 8)
  await writeSafetensors(path, {
    [`${layer}.diff`]: float32Tensor([96, 64], wave(96 * 64)),
    [`${layer}.diff_b`]: float32Tensor([96], wave(96)),
    [`${layer}.lora_A.weight`]: float32Tensor([2, 64], wave(128)),
    [`${layer}.lora_B.weight`]: float32Tensor([96, 2], wave(192)),
  })
  const loras = [{ weights: await readSafetensorsIndex(path), strength: 0.5 }]
  const reference = await readFamilyReference(family, 'transformer')
  const feeds = { ...transformerFeeds(reference), timestep: reference.floats('t937.timestep') }
  const graph = buildTransformerGraph(config, weights, { loras })
  assert.deepEqual(graph.loras[0]?.unmatchedKeys, [])
  const run = async (built: Parameters<typeof runGraph>[0]) => {
    const { velocity: values } = await runGraph(built, feeds)
    assert.ok(values?.data instanceof Float32Array)
    return { dims: values.dims, data: values.data }
  }
  const actual = await run(graph)
  const same = await run(buildTransformerGraph(sourceConfig, await readComponentWeights(plain), { loras }))
  assert.ok(relativeError(actual, same) <= 1e-5)
  assert.ok(relativeError(actual, await run(buildTransformerGraph(config, weights))) > 0.01)
})

test('Half-precision builds read the same bytes, and scales that bfloat16 holds exactly', async () => {
  const family = 'wan2.2-i2v-a14b-tiny'
  const { config, weights } = await quantised(family)
  const { feeds, velocity: wide } = await velocity(config, weights, family)
  for (const [dtype, tolerance] of [
    ['float16', 2e-3],
    ['bfloat16', 1.5e-2],
  ] as const) {
    const graph = withRounding(buildTransformerGraph(config, weights, { dtype }), dtype)
    const error = relativeError((await runGraph(graph, feeds))['velocity'], wide)
    assert.ok(error <= tolerance, `${dtype}: relative error ${error}`)
  }
})

test('A quantised folder, an existing target and weights that are not finite are refused', async () => {
  const { source, target } = await quantised('wan2.1-t2v-tiny')
  await assert.rejects(quantiseTransformer(target, newFolder()), /is already quantised/)
  await assert.rejects(quantiseTransformer(source, target), /is not empty/)

  const damaged = newFolder()
  await mkdir(damaged)
  const tensors = await readTensorBytes((await readComponentWeights(source)).source)
  const name = 'blocks.1.ffn.net.2.weight'
  const tensor = tensors[name]
  assert.ok(tensor)
  const data = tensor.data.slice()
  data.set([0x80, 0x7f], 10)
  await writeSafetensors(join(damaged, 'model.safetensors'), { ...tensors, [name]: { ...tensor, data } })
  await writeFile(join(damaged, 'config.json'), await readFile(join(source, 'config.json')))
  const output = newFolder()
  await assert.rejects(
    quantiseTransformer(damaged, output),
    (error) => error instanceof WeightsError && error.tensor === name && /not finite/.test(error.message),
  )
  assert.deepEqual(await readdir(output), [])
})

test('Quantising reports progress after each tensor, and a signal stops it without leaving files', async () => {
  const { folder } = await readComponent('wan2.1-t2v-tiny', 'transformer')
  const done: number[] = []
  await quantiseTransformer(folder, newFolder(), { onProgress: (progress) => done.push(progress.done) })
  const { weights } = await readComponent('wan2.1-t2v-tiny', 'transformer')
  assert.deepEqual(
    done,
    Array.from({ length: weights.tensors.size }, (_, i) => i + 1),
  )
  const controller = new AbortController()
  const target = newFolder()
  const stopped = quantiseTransformer(folder, target, {
    signal: controller.signal,
    onProgress: ({ done: count }) => count === 5 && controller.abort(),
  })
  await assert.rejects(stopped, { name: 'AbortError' })
  assert.deepEqual(await readdir(target), [])
})
