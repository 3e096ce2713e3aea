import assert from 'node:assert/strict'
import { chmod, mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { runGraph } from '#test/support/onnx/onnx.ts'
import { float32Tensor, writeSafetensors } from '#test/support/onnx/safetensors.ts'
import { createGraphBuilder } from '#worker/graphs/onnx/builder.ts'
import { type Graph } from '#worker/graphs/onnx/graph.ts'
import { encodeModel, type SubGraph } from '#worker/graphs/onnx/writer.ts'
import { readSafetensorsIndex, type SafetensorsIndex } from '#worker/graphs/weights/safetensors.ts'
import { commonFolder, locationIn } from '#worker/graphs/weights/shared-folder.ts'
import { decodeModel } from '#test/worker/graphs/onnx/reader.ts'

let root = ''
let model: SafetensorsIndex
let lora: SafetensorsIndex

before(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'weights-folder-')))
  for (const folder of ['models/wan/transformer', 'loras', 'cache']) {
    await mkdir(join(root, folder), { recursive: true })
  }
  await writeSafetensors(join(root, 'models/wan/transformer/a.safetensors'), {
    a: float32Tensor([2], [1, 2]),
  })
  await writeSafetensors(join(root, 'loras/b.safetensors'), {
    b: float32Tensor([2], [10, 20]),
    scalar: float32Tensor([], [3]),
  })
  await symlink(join(root, 'models/wan/transformer/a.safetensors'), join(root, 'cache/a.safetensors'))
  await symlink(join(root, 'loras/b.safetensors'), join(root, 'cache/b.safetensors'))
  model = await readSafetensorsIndex(join(root, 'models/wan/transformer/a.safetensors'))
  lora = await readSafetensorsIndex(join(root, 'loras/b.safetensors'))
})

after(async () => {
  for (const folder of ['models/wan/transformer', 'loras']) await chmod(join(root, folder), 0o755)
  await rm(root, { recursive: true })
})

/** (a + b) * scalar, from two files. */
function sumGraph(): Graph {
  const builder = createGraphBuilder({ name: 'sum', weights: model })
  const sum = builder.add('Add', [builder.weight('a', [2]), builder.weight('b', [2], { source: lora })])
  const scaled = builder.add('Mul', [sum, builder.weight('scalar', [], { source: lora })])
  builder.output('y', builder.add('Add', [scaled, builder.input('x', 'float32', [2])]), 'float32', [2])
  return builder.build()
}

const feeds = { x: { dims: [2], data: Float32Array.of(0, 0) } }

test('Weights in different folders are read in place, even where the folders are read-only', async () => {
  for (const folder of ['models/wan/transformer', 'loras']) await chmod(join(root, folder), 0o555)
  const graph = sumGraph()
  assert.equal(graph.weightsFolder, root)
  assert.deepEqual((await runGraph(graph, feeds))['y']?.data, Float32Array.of(33, 66))
})

test('The common folder may be the root of the file system', async () => {
  const graph = sumGraph()
  const moved = relocated(graph, '/', (location) => locationIn('/', join(root, location)))
  assert.deepEqual((await runGraph(moved, feeds))['y']?.data, Float32Array.of(33, 66))
})

/** The same graph with other locations of its weights. */
function relocated(graph: Graph, weightsFolder: string, move: (location: string) => string): Graph {
  const { initializers, ...rest } = decodeModel(graph.model)
  const moved: SubGraph = {
    ...rest,
    initializers: initializers.map((tensor) =>
      tensor.kind === 'external' ? { ...tensor, location: move(tensor.location) } : tensor,
    ),
  }
  return { ...graph, weightsFolder, model: encodeModel(moved) }
}

test('The runtime refuses what a common folder avoids: absolute paths, .. and links that leave the folder', async () => {
  const transformer = join(root, 'models/wan/transformer')
  const other = (location: string) => (location.startsWith('loras') ? location : 'a.safetensors')
  for (const [folder, move, reason] of [
    [
      transformer,
      (location) => other(location).replace('loras', '../../../loras'),
      /escapes model directory/,
    ],
    [
      transformer,
      (location) => other(location).replace('loras', join(root, 'loras')),
      /Absolute path not allowed/,
    ],
    [join(root, 'cache'), (location) => location.split('/').at(-1) ?? '', /escapes model directory/],
  ] as const satisfies readonly (readonly [string, (location: string) => string, RegExp])[]) {
    await assert.rejects(runGraph(relocated(sumGraph(), folder, move), feeds), reason)
  }
})

test('The common folder is the deepest one, compared by whole names', () => {
  assert.equal(commonFolder(['/models/wan']), '/models/wan')
  assert.equal(commonFolder(['/models/wan', '/models/wan/loras']), '/models/wan')
  assert.equal(commonFolder(['/models/wan2/x', '/models/wan/x']), '/models')
  assert.equal(commonFolder(['/a/b', '/c']), '/')
  assert.equal(locationIn('/models', '/models/wan/a.safetensors'), 'wan/a.safetensors')
})
