import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type GenerateInput } from '#worker/wan/input.ts'
import { loadModel, type LoadOptions } from '#worker/wan/loaded-model.ts'
import { type Component, COMPONENTS } from '#worker/wan/folder/graphs.ts'
import { type ModelFolder, readModelFolder } from '#worker/wan/folder/model-folder.ts'
import { generate } from '#worker/wan/pipeline.ts'
import { createSessionPool, type SessionPool } from '#worker/wan/sessions/pool.ts'
import { familyFolder, familyRun } from './family-run.ts'
import { hooks } from './reference-run.ts'

const options = { device: 'cpu', threads: 1 } as const

/** A pool that notes which components' sessions are made, and how many are open at most. */
function observedPool(folder: ModelFolder) {
  const pool = createSessionPool(options)
  const made: Component[] = []
  const open = new Set<unknown>()
  let mostOpen = 0
  const observed: SessionPool = {
    open: (graph, yieldPoint) =>
      pool.open(graph, async () => {
        made.push(COMPONENTS.find((component) => folder.graphs[component] === graph)!)
        open.add(graph)
        mostOpen = Math.max(mostOpen, open.size)
        await yieldPoint()
      }),
    keepOnly: (graphs) => {
      for (const graph of open) if (!(graphs as ReadonlySet<unknown>).has(graph)) open.delete(graph)
      return pool.keepOnly(graphs)
    },
  }
  return { pool: observed, made, open, mostOpen: () => mostOpen }
}

describe('A loaded model', async () => {
  const folder = await readModelFolder(familyFolder('wan2.2-t2v-a14b-tiny'))
  const { input } = await familyRun('wan2.2-t2v-a14b-tiny', 'run_a', [])
  const all: readonly Component[] = ['textEncoder', 'transformer', 'transformer2', 'vaeDecoder']
  const framesOf = async (resident: LoadOptions['resident'], runs: GenerateInput[] = [input]) => {
    const observed = observedPool(folder)
    const model = loadModel(folder, resident ? { ...options, resident } : options, observed.pool)
    const frames: Buffer[] = []
    for (const run of runs) {
      const video = await generate(model, run, hooks())
      frames.push(Buffer.concat(Array.from({ length: video.frameCount }, (_, i) => video.frame(i))))
    }
    const { made, mostOpen } = observed
    const stayed = observed.open.size
    await model.release()
    assert.equal(observed.open.size, 0)
    return { frames, made, mostOpen: mostOpen(), stayed }
  }

  it('A loaded model keeps every session between runs by default', async () => {
    const { made, mostOpen, stayed } = await framesOf(undefined, [input, input])
    assert.deepEqual(made, all)
    assert.deepEqual([mostOpen, stayed], [4, 4])
  })

  it('A loaded model exchanges its transformers once per run when memory holds only one of them', async () => {
    const { made, mostOpen } = await framesOf(new Set<Component>(['textEncoder', 'vaeDecoder']), [
      input,
      input,
    ])
    assert.deepEqual(made, [
      'textEncoder',
      'vaeDecoder',
      'transformer',
      'transformer2',
      'transformer',
      'transformer2',
    ])
    assert.equal(mostOpen, 3)
  })

  it('A loaded model runs with one session at a time when none may stay', async () => {
    const { made, mostOpen } = await framesOf(new Set())
    assert.deepEqual(made, all)
    assert.equal(mostOpen, 1)
  })

  it('A loaded model makes the same frames whichever sessions stay', async () => {
    const [resident] = (await framesOf(undefined)).frames
    for (const set of [new Set<Component>(['textEncoder', 'vaeDecoder']), new Set<Component>()]) {
      const [frames] = (await framesOf(set)).frames
      assert.ok(frames?.equals(resident!))
    }
  })

  it('A loaded model shares the sessions of common graphs with a variant of its folder', async () => {
    const [variant] = folder.variants
    const observed = observedPool(folder)
    await loadModel(folder, options, observed.pool).open()
    assert.deepEqual(observed.made.splice(0), all)
    const other = loadModel(variant!, options, observed.pool)
    await other.open()
    assert.equal(observed.open.size, 4)
    assert.ok(observed.made.length < 4, `made anew: ${observed.made.join(', ')}`)
    await other.release()
  })

  it('A loaded model has no session for a component that it lacks', async () => {
    const model = loadModel(folder, options)
    await assert.rejects(
      model.session('imageEncoder', async () => {}),
      {
        message: 'the model wan2.2-t2v-a14b-tiny has no imageEncoder',
      },
    )
  })
})
