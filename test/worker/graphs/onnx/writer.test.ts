import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openGraph, runGraph } from '#test/support/onnx/onnx.ts'
import { float32Tensor, writeSafetensors } from '#test/support/onnx/safetensors.ts'
import { createGraphBuilder } from '#worker/graphs/onnx/builder.ts'
import { readSafetensorsIndex, type SafetensorsIndex } from '#worker/graphs/weights/safetensors.ts'

let folder = ''
let weights: SafetensorsIndex

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onnx-writer-'))
  const path = join(folder, 'weights.safetensors')
  await writeSafetensors(path, {
    scale: float32Tensor([3], [2, 3, 5]),
    kernel: float32Tensor([2, 1, 3], [1, 2, 3, 4, 5, 6]),
    // 1, -2 and 0.5 are exact in bfloat16: the upper 16 bits of the float32 pattern.
    half: { dtype: 'BF16', dims: [3], data: new Uint8Array(Uint16Array.of(0x3f80, 0xc000, 0x3f00).buffer) },
  })
  weights = await readSafetensorsIndex(path)
})

after(() => rm(folder, { recursive: true }))

const floats = (dims: number[], values: number[]) => ({ dims, data: Float32Array.from(values) })

test('Weights are read from the safetensors file by offset, in the stored shape or in another view', async () => {
  const builder = createGraphBuilder({ name: 'views', weights })
  const x = builder.input('x', 'float32', ['n', 3])
  const scaled = builder.add('Mul', [x, builder.weight('scale', [3])])
  const kernel = builder.weight('kernel', [2, 1, 3], { viewDims: [2, 3] })
  const y = builder.add('com.microsoft.FusedMatMul', [scaled, kernel], { transB: 1 })
  builder.output('y', y, 'float32', ['n', 2])
  const graph = builder.build()
  assert.equal(graph.weightBytes, 9 * 4)
  assert.deepEqual(graph.nodeCount, { Mul: 1, 'com.microsoft.FusedMatMul': 1, Identity: 1 })
  for (const rows of [1, 2]) {
    const { y: result } = await runGraph(graph, { x: floats([rows, 3], Array(rows * 3).fill(1)) })
    assert.deepEqual(result?.dims, [rows, 2])
    assert.deepEqual([...(result?.data ?? [])].slice(0, 2), [2 + 6 + 15, 8 + 15 + 30])
  }
})

test('A weight stored in another float type is cast to the type of the graph', async () => {
  const builder = createGraphBuilder({ name: 'cast', weights })
  const x = builder.input('x', 'float32', [3])
  builder.output('y', builder.add('Mul', [x, builder.weight('half', [3])]), 'float32', [3])
  const { y } = await runGraph(builder.build(), { x: floats([3], [1, 1, 1]) })
  assert.deepEqual(y?.data, Float32Array.of(1, -2, 0.5))
})

test('Every kind of attribute reaches the runtime with the type that its operator expects', async () => {
  const builder = createGraphBuilder({ name: 'attributes', weights })
  const x = builder.input('x', 'float32', [1, 2])
  // FLOAT with a whole value, INT (negative), INTS, STRING and FLOATS.
  const leaky = builder.add('LeakyRelu', [x], { alpha: { float: 2 } })
  const soft = builder.add('Softmax', [leaky], { axis: -1 })
  const turned = builder.add('Transpose', [soft], { perm: [1, 0] })
  const gelu = builder.add('Gelu', [turned], { approximate: 'tanh' })
  const three = builder.add('Constant', [], { value_floats: { floats: [0.5, 3] } })
  const bias = builder.add('Constant', [], {
    value: {
      kind: 'tensor',
      name: '',
      type: 'float32',
      dims: [2, 1],
      data: new Uint8Array(Float32Array.of(1, -1).buffer),
    },
  })
  builder.output('y', builder.add('Add', [builder.add('Mul', [gelu, three]), bias]), 'float32', [2, 2])
  const { y } = await runGraph(builder.build(), { x: floats([1, 2], [-1, 0]) })
  const [a, b] = [Math.exp(-2) / (Math.exp(-2) + 1), 1 / (Math.exp(-2) + 1)]
  const g = (v: number) => (v / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (v + 0.044715 * v ** 3)))
  const expected = [0.5 * g(a) + 1, 3 * g(a) + 1, 0.5 * g(b) - 1, 3 * g(b) - 1]
  for (const [i, value] of expected.entries()) assert.ok(Math.abs(Number(y?.data[i]) - value) < 1e-6, `${i}`)
})

test('A Loop body carries states, reads weights and values of the enclosing graph, and stacks its scans', async () => {
  const builder = createGraphBuilder({ name: 'loop', weights })
  const x = builder.input('x', 'float32', [3])
  const count = builder.input('count', 'int64', [])
  const doubled = builder.add('Mul', [x, builder.float(2)])
  const { states, scans } = builder.loop({
    tripCount: count,
    states: [{ value: x, type: 'float32', dims: [3] }],
    body: (body, iteration, [state = '']) => {
      const next = body.add('Add', [state, body.add('Mul', [doubled, body.weight('scale', [3])])])
      const step = body.add('Add', [body.cast(iteration, 'float32'), body.float(1)])
      return {
        states: [next],
        scans: [
          { value: body.add('Mul', [next, step]), type: 'float32', dims: [3] },
          { value: iteration, type: 'int64', dims: [] },
        ],
      }
    },
  })
  builder.output('last', states[0] ?? '', 'float32', [3])
  builder.output('all', scans[0] ?? '', 'float32', ['count', 3])
  builder.output('steps', scans[1] ?? '', 'int64', ['count'])
  const graph = builder.build()
  assert.equal(graph.nodeCount['Mul'], 3)
  const session = await openGraph(graph)
  try {
    for (const trips of [0, 1, 2]) {
      const result = await session.run({
        x: floats([3], [1, 1, 1]),
        count: { dims: [], data: BigInt64Array.of(BigInt(trips)) },
      })
      assert.deepEqual(result['last']?.data, Float32Array.of(1 + 4 * trips, 1 + 6 * trips, 1 + 10 * trips))
      assert.deepEqual(result['all']?.dims, [trips, 3])
      assert.deepEqual([...(result['all']?.data ?? [])], [5, 7, 11, 18, 26, 42].slice(0, 3 * trips))
      assert.deepEqual([...(result['steps']?.data ?? [])], [0n, 1n].slice(0, trips))
    }
  } finally {
    await session.release()
  }
})

test('Constants are written in the float type of the graph and shared when equal', async () => {
  for (const [dtype, rounded] of [
    ['float32', Math.fround(0.1)],
    ['float16', 0.0999755859375],
    ['bfloat16', 0.10009765625],
  ] as const) {
    const builder = createGraphBuilder({ name: 'constants', weights, dtype })
    assert.equal(builder.floats([0.1, 0.1]), builder.floats([0.1, 0.1]))
    builder.output('y', builder.cast(builder.floats([0.1, -0.1]), 'float32'), 'float32', [2])
    const { y } = await runGraph(builder.build(), {})
    assert.deepEqual([...(y?.data ?? [])], [rounded, -rounded])
  }
})

test('A node that reads an undefined value and a value that is defined twice are refused when added', () => {
  const builder = createGraphBuilder({ name: 'faults', weights })
  builder.input('x', 'float32', [3])
  assert.throws(() => builder.add('Add', ['x', 'nowhere']), /Add reads "nowhere", which is not defined/)
  assert.throws(() => builder.input('x', 'float32', [3]), /"x" is defined twice/)
  assert.throws(
    () => builder.add('Softmax', ['x'], { axis: 0.5 }) && builder.build(),
    /0.5 is not a whole number/,
  )
})

test('Values of a Loop body cannot be read outside it', () => {
  const builder = createGraphBuilder({ name: 'scopes', weights })
  const x = builder.input('x', 'float32', [3])
  let inner = ''
  builder.loop({
    tripCount: builder.int(1),
    states: [{ value: x, type: 'float32', dims: [3] }],
    body: (body, _iteration, states) => {
      inner = body.add('Neg', states)
      return { states: [inner] }
    },
  })
  assert.throws(() => builder.add('Neg', [inner]), /is not defined/)
})
