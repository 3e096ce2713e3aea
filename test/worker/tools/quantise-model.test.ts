import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'
import { checkModel } from '#worker/tools/check-model.ts'
import { runModelCommand } from '#worker/tools/model.ts'
import { quantiseModel } from '#worker/tools/quantise-model.ts'
import { memoryBudget } from '#worker/wan/memory/budget.ts'
import { readModelFolder } from '#worker/wan/folder/model-folder.ts'

describe('The quantisation of a model folder', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'quantise-model-'))
  })
  after(() => rm(folder, { recursive: true }))

  it('The engine can serve the quantised folder beside the source, with both experts in int8', async () => {
    const target = path.join(folder, 'a14b-int8')
    const seen: string[] = []
    const source = path.join(MODELS_DIRECTORY, 'wan2.2-t2v-a14b-tiny')
    const results = await quantiseModel(source, target, { onProgress: (part) => void seen.push(part) })
    assert.deepEqual([...results.keys()], ['transformer', 'transformer_2'])
    assert.deepEqual([...new Set(seen)], ['transformer', 'transformer_2'])
    for (const { relativeError, quantisedTensors } of results.values()) {
      assert.ok(quantisedTensors > 0 && relativeError < 0.01)
    }
    const model = await readModelFolder(target)
    const original = await readModelFolder(source)
    assert.equal(model.definition.id, `${original.definition.id}-int8`)
    assert.deepEqual(model.definition.aliases, [])
    const variants = model.variants.map(({ definition }) => [definition.id, definition.aliases.length])
    assert.deepEqual(
      variants,
      original.variants.map(({ definition }) => [`${definition.id}-int8`, 0]),
    )
    for (const graph of [model.graphs.transformer, model.graphs.transformer2!])
      assert.ok(graph.nodeCount['com.microsoft.MatMulNBits']! > 0)
    assert.deepEqual((await readdir(folder)).toSorted(), ['a14b-int8'])
  })

  it('A quantised transformer takes about half the memory on the device', async () => {
    const source = path.join(MODELS_DIRECTORY, 'wan2.1-i2v-tiny')
    await runModelCommand(['quantize', source, '--out', path.join(folder, 'i2v-int8')])
    const bytes = async (model: string) => {
      const options = {
        dtype: 'bfloat16',
        int8: false,
        size: null,
        frames: null,
        budget: memoryBudget('cuda', null),
      } as const
      const { models } = await checkModel(model, options)
      return models[0]!.graphs.find(({ component }) => component === 'transformer')!.graph.deviceWeightBytes
    }
    // The tiny transformer's embeddings, which stay as they are, weigh more than those of a real
    // one.
    const ratio = (await bytes(path.join(folder, 'i2v-int8'))) / (await bytes(source))
    assert.ok(ratio > 0.5 && ratio < 0.75, `${ratio}`)
  })

  it('The checksums of the new folder are those of the files that it takes over', async () => {
    const source = path.join(MODELS_DIRECTORY, 'wan2.1-i2v-tiny')
    const target = path.join(folder, 'i2v-int8')
    const [before, now] = await Promise.all(
      [source, target].map(async (at) => (await readFile(path.join(at, 'SHA256SUMS'), 'utf8')).split('\n')),
    )
    assert.deepEqual(
      now,
      before!.filter((line) => !/ (transformer\/|service\.json)/.test(line)),
    )
    assert.ok(now.length > 5 && now.length < before!.length)
  })

  it('Unchanged files are linked instead of copied', async () => {
    const file = 'text_encoder/config.json'
    const linked = await stat(path.join(folder, 'i2v-int8', file))
    assert.ok(
      linked.nlink > 1 ||
        (await stat(path.join(MODELS_DIRECTORY, 'wan2.1-i2v-tiny', file))).dev !== linked.dev,
    )
  })

  it('Nothing is written when the target exists or the source is already quantised', async () => {
    const quantised = path.join(folder, 'i2v-int8')
    await assert.rejects(
      runModelCommand(['quantize', quantised, '--out', quantised]),
      /i2v-int8 already exists/,
    )
    await assert.rejects(
      runModelCommand(['quantize', quantised, '--out', path.join(folder, 'twice')]),
      /is already quantised/,
    )
    assert.deepEqual((await readdir(folder)).toSorted(), ['a14b-int8', 'i2v-int8'])
    await assert.rejects(runModelCommand(['quantize', quantised]), /quantize needs --out/)
  })
})
