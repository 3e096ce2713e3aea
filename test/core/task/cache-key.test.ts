import assert from 'node:assert/strict'
import { it } from 'node:test'
import { cacheKey, modelRevision } from '#core/task/cache-key.ts'
import type { TaskParameters } from '#core/task/parameters.ts'
import { MANIFEST, PARAMETERS } from '#test/support/database/tasks.ts'

const base = {
  model: 'm',
  revision: 'r',
  parameters: PARAMETERS,
  inputs: { firstFrame: 'a', lastFrame: null },
}

it('A cache key depends on the model, every parameter and every input, but not on order or absent values', () => {
  const key = cacheKey(base)
  const reversed = Object.fromEntries(Object.entries(PARAMETERS).toReversed()) as unknown as TaskParameters
  assert.equal(cacheKey({ ...base, parameters: { ...reversed, easyCacheThreshold: null } }), key)
  assert.equal(cacheKey({ ...base, inputs: { firstFrame: 'a' } }), key)
  // A word of the answer that decides no frame.
  assert.equal(cacheKey({ ...base, parameters: { ...PARAMETERS, nominalSeconds: 2 } }), key)

  const others = [
    ...Object.entries(PARAMETERS).map(([name, value]) => ({
      ...base,
      parameters: { ...PARAMETERS, [name]: typeof value === 'string' ? `${value}!` : (value ?? 0) + 1 },
    })),
    { ...base, parameters: { ...PARAMETERS, easyCacheThreshold: 0.05 } },
    { ...base, parameters: { ...PARAMETERS, scheduler: 'unipc', schedule: 'A' } as const },
    { ...base, parameters: { ...PARAMETERS, scheduler: 'euler', schedule: 'A' } as const },
    { ...base, parameters: { ...PARAMETERS, boundaryRatio: 0.5 } },
    { ...base, model: 'n' },
    { ...base, revision: 's' },
    { ...base, inputs: { firstFrame: 'b' } },
    { ...base, inputs: { lastFrame: 'a' } },
    { ...base, inputs: { firstFrame: 'a', lastFrame: 'a' } },
  ]
  assert.equal(new Set([key, ...others.map(cacheKey)]).size, others.length + 1)
})

it('A model revision depends on files, LoRAs and graphs, but not on seed, sampler or device', () => {
  const changed = [
    { files: { ...MANIFEST.files, 'model_index.json': 'c'.repeat(64) } },
    { loras: [{ file: 'x.safetensors', expert: 'transformer' as const, strength: 1 }] },
    { graphBuilder: '2' },
  ]
  const revisions = changed.map((change) => modelRevision({ ...MANIFEST, ...change }))
  assert.equal(new Set([modelRevision(MANIFEST), ...revisions]).size, changed.length + 1)
  const elsewhere = { ...MANIFEST, seed: 1, scheduler: 'euler', schedule: 'B', deviceClass: 'another' }
  assert.equal(modelRevision(elsewhere), modelRevision(MANIFEST))
})
