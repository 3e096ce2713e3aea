import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import { join, resolve } from 'node:path'
import { describe, it } from 'node:test'
import { createFileHashes } from '#worker/wan/folder/file-hashes.ts'
import { readModelFolder } from '#worker/wan/folder/model-folder.ts'
import { readModelFolders } from '#worker/wan/folder/model-folders.ts'
import { closeAfter } from '#test/support/closing.ts'
import { compareRun } from './compare-run.ts'
import { familyRun } from './family-run.ts'

const MODELS = resolve(import.meta.dirname, '../../../models')
const FOLDER = join(MODELS, 'wan-demo')
const MOST_BYTES = 40_000_000

describe('The demo model', () => {
  it('The demo model is served undamaged, as a fallback that starts from a photograph', async (t) => {
    const cache = await mkdtemp(join(os.tmpdir(), 'demo-model-'))
    closeAfter(t, () => rm(cache, { recursive: true }))
    const { folders, faults } = await readModelFolders(MODELS, { hashes: createFileHashes(cache) })
    assert.deepEqual(
      faults.filter(({ folder }) => folder === 'wan-demo'),
      [],
    )
    const demo = folders.find(({ definition }) => definition.id === 'wan-demo')
    const { fallback, inputs, defaults, limits } = demo!.definition
    assert.deepEqual(
      { fallback, inputs, size: defaults.size, frames: defaults.frames, multiple: limits.sizeMultiple },
      {
        fallback: true,
        inputs: { firstFrame: 'required', lastFrame: 'none' },
        size: '320x192',
        frames: 33,
        multiple: 16,
      },
    )
    const files = await readdir(FOLDER, { recursive: true })
    const weights = files.filter((file) => file.endsWith('.safetensors'))
    const sizes = await Promise.all(weights.map(async (file) => (await stat(join(FOLDER, file))).size))
    assert.equal(weights.length, 3)
    assert.ok(sizes.reduce((sum, size) => sum + size) <= MOST_BYTES)
  })

  // Reference numbers are of these weights: test/reference/make_reference_demo.py makes them.
  for (const name of ['zoom', 'night'])
    it(`The video of the demo model is the one that diffusers makes: ${name}`, async () => {
      await compareRun(await readModelFolder(FOLDER), await familyRun('wan-demo', name, ['image']))
    })
})
