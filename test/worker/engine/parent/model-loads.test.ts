import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { it } from 'node:test'
import { createMetrics } from '#core/metrics/metrics.ts'
import { newFolder, newRequest, startTestEngine, TINY_MODEL } from '#test/support/engine/engine.ts'
import type { ModelLoad } from '#worker/engine/parent/process.ts'
import { closeAfter } from '#test/support/closing.ts'

const run = { signal: new AbortController().signal, timeLimitMs: 120_000, onProgress: () => undefined }

it('An engine tells which components of a model it has loaded, and how long that took', async (t) => {
  const loads: ModelLoad[] = []
  const folder = await newFolder()
  const engine = await startTestEngine({ onLoad: (load) => void loads.push(load) })
  closeAfter(t, async () => {
    await engine.close()
    await rm(folder, { recursive: true })
  })
  assert.equal(loads.length, 0, 'nothing is loaded before a run asks for it')
  const startedAt = performance.now()
  await engine.generate(await newRequest(folder), run)
  const components = ['imageEncoder', 'textEncoder', 'transformer', 'vaeDecoder', 'vaeEncoder']
  assert.deepEqual([...new Set(loads.map(({ component }) => component))].toSorted(), components)
  assert.ok(
    loads.every(({ model, deviceClass }) => model === TINY_MODEL && deviceClass === engine.deviceClass),
  )
  const seconds = loads.reduce((sum, load) => sum + load.seconds, 0)
  assert.ok(seconds > 0 && seconds < (performance.now() - startedAt) / 1000, `${seconds}`)
  // On the CPU nothing stays open between runs.
  const before = loads.length
  await engine.generate(await newRequest(folder), run)
  assert.ok(loads.length > before)
})

it('The histogram of loads counts them by model, component and device class', async () => {
  const metrics = createMetrics()
  metrics.modelLoadSeconds.observe({ model: 'm', component: 'transformer', device_class: 'cpu' }, 3)
  const text = await metrics.registry.metrics()
  const labels = '{model="m",component="transformer",device_class="cpu"}'
  assert.ok(text.includes(`wan_model_load_seconds_count${labels} 1`))
  assert.ok(text.includes(`wan_model_load_seconds_sum${labels} 3`))
})
