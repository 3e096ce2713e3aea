import assert from 'node:assert/strict'
import { mkdir, mkdtemp, realpath, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { runGraph } from '#test/support/onnx/onnx.ts'
import { float32Tensor, safetensorsBytes, writeSafetensors } from '#test/support/onnx/safetensors.ts'
import { createGraphBuilder } from '#worker/graphs/onnx/builder.ts'
import {
  plannedWeights,
  readComponentWeights,
  readSafetensorsIndex,
  requireTensor,
  WeightsError,
} from '#worker/graphs/weights/safetensors.ts'

let folder = ''

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'safetensors-')))
})

afterEach(() => rm(folder, { recursive: true }))

const a = float32Tensor([2, 3], [1, 2, 3, 4, 5, 6])
const b = float32Tensor([2], [10, 20])

async function writeShards(weightMap: Record<string, unknown>) {
  const path = join(folder, 'diffusion_pytorch_model.safetensors.index.json')
  await writeFile(path, JSON.stringify({ metadata: { total_size: 32 }, weight_map: weightMap }))
  return path
}

/**
 * Asserts a WeightsError whose message names `file`, and `tensor` if given, and matches `reason`.
 */
function fault(file: string, tensor: string | undefined, reason: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof WeightsError, String(error))
    assert.equal(error.tensor, tensor)
    assert.ok(error.message.startsWith(join(folder, file)), error.message)
    if (tensor !== undefined) assert.ok(error.message.includes(`"${tensor}"`), error.message)
    assert.match(error.message, reason)
    return true
  }
}

test('A single file gives every tensor its dtype, shape and byte range counted from the start of the file', async () => {
  const path = join(folder, 'model.safetensors')
  await writeSafetensors(path, { a, b })
  const index = await readSafetensorsIndex(path)
  const headerEnd = (await stat(path)).size - 32
  assert.equal(index.folder, folder)
  assert.deepEqual(
    [...index.tensors.values()],
    [
      { name: 'a', dtype: 'F32', dims: [2, 3], file: 'model.safetensors', offset: headerEnd, length: 24 },
      { name: 'b', dtype: 'F32', dims: [2], file: 'model.safetensors', offset: headerEnd + 24, length: 8 },
    ],
  )
})

test('Shards listed by an index file are read as one set of tensors', async () => {
  await writeSafetensors(join(folder, 'one.safetensors'), { a })
  await writeSafetensors(join(folder, 'two.safetensors'), { b })
  await writeShards({ a: 'one.safetensors', b: 'two.safetensors' })
  const index = await readComponentWeights(folder)
  assert.equal(index.tensors.get('a')?.file, 'one.safetensors')
  assert.equal(index.tensors.get('b')?.file, 'two.safetensors')
})

test('Links of a Hugging Face cache are resolved, so that a session finds the data behind them', async () => {
  // snapshots/<revision>/<component>/<file> links to blobs/<hash>, a name without an extension.
  const [blobs, component] = [join(folder, 'blobs'), join(folder, 'snapshots', 'main', 'vae')]
  await mkdir(blobs)
  await mkdir(component, { recursive: true })
  await writeSafetensors(join(blobs, '0a1b'), { a })
  await writeSafetensors(join(blobs, '2c3d'), { b })
  await writeFile(
    join(blobs, '4e5f'),
    JSON.stringify({ weight_map: { a: 'model-1.safetensors', b: 'model-2.safetensors' } }),
  )
  await symlink('../../../blobs/0a1b', join(component, 'model-1.safetensors'))
  await symlink('../../../blobs/2c3d', join(component, 'model-2.safetensors'))
  await symlink('../../../blobs/4e5f', join(component, 'model.safetensors.index.json'))
  const weights = await readComponentWeights(component)
  assert.equal(weights.folder, blobs)

  const builder = createGraphBuilder({ name: 'linked', weights })
  const x = builder.input('x', 'float32', [1, 2])
  const scaled = builder.add('Mul', [x, builder.weight('b', [2])])
  builder.output('y', builder.add('MatMul', [scaled, builder.weight('a', [2, 3])]), 'float32', [1, 3])
  const { y } = await runGraph(builder.build(), { x: { dims: [1, 2], data: Float32Array.of(1, 1) } })
  assert.deepEqual(y?.data, Float32Array.of(90, 120, 150))
})

test('A truncated safetensors file is refused with the name of the tensor that is cut off', async () => {
  const path = join(folder, 'model.safetensors')
  await writeSafetensors(path, { a, b })
  const { size } = await stat(path)
  await truncate(path, size - 1)
  await assert.rejects(readSafetensorsIndex(path), fault('model.safetensors', 'b', /truncated to \d+/))
  await truncate(path, size - 9)
  await assert.rejects(readSafetensorsIndex(path), fault('model.safetensors', 'a', /truncated to \d+/))
  await truncate(path, 20)
  await assert.rejects(readSafetensorsIndex(path), fault('model.safetensors', undefined, /is truncated/))
  await truncate(path, 3)
  await assert.rejects(
    readSafetensorsIndex(path),
    fault('model.safetensors', undefined, /is truncated: 3 bytes/),
  )
})

test('A damaged safetensors header is refused with the tensor and the fault', async () => {
  const path = join(folder, 'model.safetensors')
  const entry = { dtype: 'F32', shape: [2], data_offsets: [0, 8] }
  const cases: [header: unknown, tensor: string | undefined, reason: RegExp][] = [
    [{ t: { ...entry, dtype: 'F99' } }, 't', /unknown dtype "F99"/],
    [{ t: { ...entry, shape: [-2] } }, 't', /invalid shape \[-2\]/],
    [{ t: { ...entry, shape: '2' } }, 't', /invalid shape "2"/],
    [{ t: { ...entry, data_offsets: [0] } }, 't', /invalid data_offsets \[0\]/],
    [{ t: { ...entry, shape: [3] } }, 't', /has 8 bytes, but F32 \[3\] takes 12/],
    [{ t: { ...entry, data_offsets: [8, 0] } }, 't', /has -8 bytes/],
    [{ t: { ...entry, shape: [1], data_offsets: [4, 8] } }, 't', /starts at byte \d+, expected \d+/],
    [
      { t: entry, u: { ...entry, shape: [1], data_offsets: [4, 8] } },
      'u',
      /starts at byte \d+, expected \d+/,
    ],
    [{ t: { ...entry, shape: [1], data_offsets: [0, 4] } }, undefined, /has 4 bytes after the last tensor/],
    [{ t: 7 }, 't', /not an object/],
    [[], undefined, /not an object/],
  ]
  for (const [header, tensor, reason] of cases) {
    await writeFile(path, safetensorsBytes(header, new Uint8Array(8)))
    await assert.rejects(readSafetensorsIndex(path), fault('model.safetensors', tensor, reason))
  }
  await writeFile(path, Buffer.concat([Buffer.of(4, 0, 0, 0, 0, 0, 0, 0), Buffer.from('{"a"')]))
  await assert.rejects(readSafetensorsIndex(path), fault('model.safetensors', undefined, /damaged JSON/))
  await writeFile(path, '<!doctype html><html>not a weights file</html>')
  await assert.rejects(readSafetensorsIndex(path), fault('model.safetensors', undefined, /not safetensors/))
})

test('Missing files, missing shards and shards without their tensor are refused by name', async () => {
  await assert.rejects(readComponentWeights(folder), fault('', undefined, /has none of .*model\.safetensors/))
  await mkdir(join(folder, 'model.safetensors'))
  await assert.rejects(
    readComponentWeights(folder),
    fault('model.safetensors', undefined, /is not a regular file/),
  )
  await assert.rejects(
    readSafetensorsIndex(join(folder, 'absent.safetensors')),
    fault('absent.safetensors', undefined, /is missing; perhaps its download was cut/),
  )
  await writeSafetensors(join(folder, 'one.safetensors'), { a })
  await assert.rejects(
    readSafetensorsIndex(await writeShards({ a: 'one.safetensors', b: 'two.safetensors' })),
    fault('two.safetensors', undefined, /is missing; perhaps its download was cut/),
  )
  await assert.rejects(
    readSafetensorsIndex(await writeShards({ a: 'one.safetensors', b: 'one.safetensors' })),
    fault('one.safetensors', 'b', /is missing, though .*index\.json places it here/),
  )
})

test('An index file that points outside its folder, or at nothing, is refused', async () => {
  await writeSafetensors(join(folder, 'one.safetensors'), { a })
  const name = 'diffusion_pytorch_model.safetensors.index.json'
  for (const shard of ['../one.safetensors', '/etc/passwd', '..', '', 7]) {
    const path = await writeShards({ a: shard })
    await assert.rejects(
      readSafetensorsIndex(path),
      fault(name, 'a', /is not the name of a safetensors file/),
    )
  }
  await assert.rejects(
    readSafetensorsIndex(await writeShards({})),
    fault(name, undefined, /empty "weight_map"/),
  )
  await writeFile(join(folder, name), '{}')
  await assert.rejects(readComponentWeights(folder), fault(name, undefined, /no "weight_map"/))
})

test('Shards whose real files lie in different folders are read through the deepest folder that holds them', async () => {
  await mkdir(join(folder, 'disk', 'elsewhere'), { recursive: true })
  await writeSafetensors(join(folder, 'one.safetensors'), { a })
  await writeSafetensors(join(folder, 'disk', 'elsewhere', 'two'), { b })
  await symlink('disk/elsewhere/two', join(folder, 'two.safetensors'))
  const path = await writeShards({ a: 'one.safetensors', b: 'two.safetensors' })
  const weights = await readSafetensorsIndex(path)
  assert.equal(weights.folder, folder)
  assert.deepEqual(
    [...weights.tensors.values()].map(({ file }) => file),
    ['one.safetensors', 'disk/elsewhere/two'],
  )
  const builder = createGraphBuilder({ name: 'apart', weights })
  const scaled = builder.add('Mul', [builder.weight('b', [2]), builder.input('x', 'float32', [1, 2])])
  builder.output('y', builder.add('MatMul', [scaled, builder.weight('a', [2, 3])]), 'float32', [1, 3])
  const { y } = await runGraph(builder.build(), { x: { dims: [1, 2], data: Float32Array.of(1, 1) } })
  assert.deepEqual(y?.data, Float32Array.of(90, 120, 150))
})

test('The metadata of a safetensors header is kept', async () => {
  const path = join(folder, 'model.safetensors')
  await writeSafetensors(path, { a })
  assert.deepEqual((await readSafetensorsIndex(path)).metadata, { format: 'pt' })
  const header = {
    __metadata__: { format: 'pt', number: 7 },
    b: { dtype: 'F32', shape: [2], data_offsets: [0, 8] },
  }
  await writeFile(path, safetensorsBytes(header, b.data))
  assert.deepEqual((await readSafetensorsIndex(path)).metadata, { format: 'pt' })
})

test('Planned weights contain every requested tensor in the requested shape', () => {
  const planned = plannedWeights('BF16')
  const { dtype, dims, length } = requireTensor(planned, 'anything', [3, 5])
  assert.deepEqual([dtype, dims, length], ['BF16', [3, 5], 30])
})

test('A required tensor must exist with exactly the expected shape', async () => {
  const path = join(folder, 'model.safetensors')
  await writeSafetensors(path, { a, b })
  const index = await readSafetensorsIndex(path)
  assert.equal(requireTensor(index, 'a', [2, 3]).length, 24)
  assert.throws(() => requireTensor(index, 'c', [1]), fault('model.safetensors', 'c', /is missing/))
  for (const dims of [[3, 2], [6], [2, 3, 1]]) {
    assert.throws(
      () => requireTensor(index, 'a', dims),
      fault('model.safetensors', 'a', /has shape \[2, 3\], expected \[/),
    )
  }
})

test('The graph builder refuses a weight that is not floating point', async () => {
  const path = join(folder, 'model.safetensors')
  await writeSafetensors(path, { ids: { dtype: 'I64', dims: [1], data: new Uint8Array(8) } })
  const builder = createGraphBuilder({ name: 'ids', weights: await readSafetensorsIndex(path) })
  assert.throws(
    () => builder.weight('ids', [1]),
    fault('model.safetensors', 'ids', /dtype I64, expected a float type/),
  )
})
