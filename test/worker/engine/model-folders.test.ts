import assert from 'node:assert/strict'
import { cp, mkdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import type { Engine } from '#worker/engine/client.ts'
import { readModelFolders } from '#worker/engine/model-folders.ts'
import { MODELS_DIRECTORY, newFolder, newRequest, startTestEngine, TINY_MODEL } from '#test/support/engine.ts'

const TINY = path.join(MODELS_DIRECTORY, TINY_MODEL)
let folder: string
let models: string
beforeEach(async () => {
  folder = await newFolder()
  models = path.join(folder, 'models')
  await mkdir(models)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function copyTiny(
  name: string,
  patch: Record<string, unknown> = { id: name, aliases: [] },
): Promise<string> {
  const copy = path.join(models, name)
  await cp(TINY, copy, { recursive: true })
  const file = path.join(copy, 'service.json')
  await writeFile(file, JSON.stringify({ ...(JSON.parse(await readFile(file, 'utf8')) as object), ...patch }))
  return copy
}

test('a folder that cannot be used is reported by name and reason; the others are served', async () => {
  await copyTiny('good')
  await truncate(path.join(await copyTiny('cut'), 'transformer/diffusion_pytorch_model.safetensors'), 100_000)
  await rm(path.join(await copyTiny('lean'), 'vae/config.json'))
  await rm(path.join(await copyTiny('nameless'), 'service.json'))
  await copyTiny('odd', { id: 'odd', oversize: 'stretch' })

  let engine: Engine | undefined
  try {
    engine = await startTestEngine({ modelsDirectory: models })
    assert.deepEqual(
      engine.models.map((model) => model.id),
      ['good'],
    )
    const reasons = Object.fromEntries(engine.modelFaults.map((fault) => [fault.folder, fault.reason]))
    assert.deepEqual(Object.keys(reasons), ['cut', 'lean', 'nameless', 'odd'])
    assert.match(reasons.cut!, /cut\/transformer\/diffusion_pytorch_model\.safetensors/)
    assert.match(reasons.lean!, /lean\/vae\/config\.json/)
    assert.match(reasons.nameless!, /nameless\/service\.json/)
    assert.match(reasons.odd!, /oversize is "stretch", expected shrink or refuse/)

    const run = {
      onProgress: () => undefined,
      signal: new AbortController().signal,
      deadlineAt: Date.now() + 60_000,
    }
    const result = await engine.generate(await newRequest(folder, { modelId: 'good' }), run)
    assert.equal(result.video.frames, 5)
    await assert.rejects(engine.generate(await newRequest(folder, { modelId: 'cut' }), run), {
      code: 'model_unavailable',
    })
  } finally {
    await engine?.close()
  }
})

test('two models are served in turn by one engine', async () => {
  await copyTiny('a')
  await copyTiny('b')
  const engine = await startTestEngine({ modelsDirectory: models })
  try {
    const run = {
      onProgress: () => undefined,
      signal: new AbortController().signal,
      deadlineAt: Date.now() + 60_000,
    }
    for (const modelId of ['a', 'b', 'a']) {
      const result = await engine.generate(await newRequest(folder, { modelId }), run)
      assert.ok(result.timings.load! > 0.02, 'the other model had been released')
    }
  } finally {
    await engine.close()
  }
})

test('folders are read in the order of their names; one whose id or alias is taken is reported', async () => {
  await copyTiny('b', { id: 'one', aliases: [] })
  await copyTiny('a', { id: 'two', aliases: ['one'] })
  const { folders, faults } = await readModelFolders(models)
  assert.deepEqual(
    folders.map(({ definition }) => definition.id),
    ['two'],
  )
  assert.deepEqual(faults, [{ folder: 'b', reason: 'the id or alias one is already that of a' }])
})

test('files and folders that do not look like a model are passed over; links are followed', async () => {
  await writeFile(path.join(models, 'README.md'), 'read me')
  await mkdir(path.join(models, '.cache'))
  await symlink(TINY, path.join(models, 'linked'))
  const { folders, faults } = await readModelFolders(models)
  assert.deepEqual(
    folders.map(({ definition }) => definition.id),
    [TINY_MODEL],
  )
  assert.deepEqual(faults, [])
})

test('an engine without a models directory, or without ffmpeg, does not start and says why', async () => {
  await assert.rejects(
    startTestEngine({ modelsDirectory: path.join(folder, 'none') }),
    /models directory .*none cannot be read/,
  )
  await assert.rejects(
    startTestEngine({ ffmpegPath: '/nonexistent/ffmpeg' }),
    /FFMPEG_PATH=\/nonexistent\/ffmpeg: the file does not exist/,
  )
})
