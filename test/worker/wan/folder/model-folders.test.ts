import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { cp, mkdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import type { Engine } from '#worker/engine/engine.ts'
import type { ModelFault } from '#worker/wan/folder/model-folders.ts'
import { unavailableModels } from '#worker/models/served-models.ts'
import { createFileHashes } from '#worker/wan/folder/file-hashes.ts'
import { readModelFolders } from '#worker/wan/folder/model-folders.ts'
import { newFolder, newRequest, startTestEngine, TINY_MODEL } from '#test/support/engine/engine.ts'
import { MODELS_DIRECTORY } from '#test/support/fixture-models.ts'

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

test('An unusable folder is reported by name and reason, and the others are served', async () => {
  await copyTiny('good')
  await truncate(path.join(await copyTiny('cut'), 'transformer/diffusion_pytorch_model.safetensors'), 100_000)
  await rm(path.join(await copyTiny('lean'), 'vae/config.json'))
  await rm(path.join(await copyTiny('torn'), 'model_index.json'))
  await copyTiny('odd', { id: 'odd', oversize: 'stretch' })

  let engine: Engine | undefined
  try {
    engine = await startTestEngine({ modelsDirectory: models })
    assert.deepEqual(
      engine.models.map((model) => model.id),
      ['good'],
    )
    const reasons = Object.fromEntries(engine.modelFaults.map((fault) => [fault.folder, fault.reason]))
    assert.deepEqual(Object.keys(reasons), ['cut', 'lean', 'odd', 'torn'])
    assert.match(reasons.cut!, /cut\/transformer\/diffusion_pytorch_model\.safetensors/)
    assert.match(reasons.lean!, /lean\/vae\/config\.json/)
    assert.match(reasons.torn!, /torn\/model_index\.json/)
    assert.match(reasons.odd!, /oversize is "stretch", expected shrink or refuse/)

    const run = {
      onProgress: () => undefined,
      signal: new AbortController().signal,
      timeLimitMs: 60_000,
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

describe('What lies in the models directory and is not served', () => {
  const entries: [name: string, files: Record<string, string>, reason: RegExp][] = [
    [
      'Wan2.1-T2V-14B',
      { 'Wan2.1_VAE.pth': '', 'config.json': '{}', 'diffusion_pytorch_model-00001-of-00006.safetensors': '' },
      /^an original checkpoint of the Wan repository: the folder that diffusers publishes/,
    ],
    [
      'wan-gguf',
      { 'wan2.1-t2v-14b-Q4_K_M.gguf': 'GGUF' },
      /Q4_K_M\.gguf: a single file of weights is read in the folders of ComfyUI/,
    ],
    [
      'comfy',
      {
        'split_files/text_encoders/umt5_xxl_fp16.safetensors': '',
        'split_files/vae/v.safetensors': '',
      },
      /^single files as ComfyUI loads them, such as split_files\/text_encoders\/umt5.*without a transformer/,
    ],
    ['loras', { 'my_lora.safetensors': '' }, /^LoRA files, such as my_lora\.safetensors: .*service\.json/],
    [
      'single',
      { 'model.safetensors': '' },
      /^model\.safetensors: a single file of weights is read in the folders of ComfyUI/,
    ],
    [
      'eight',
      { 'wan_fp8_e4m3fn.safetensors': '' },
      /^wan_fp8_e4m3fn\.safetensors: a single file of weights .*npm run model -- check/,
    ],
    ['old', { 'pytorch_model.bin': '' }, /^pytorch_model\.bin: pickled weights are not read/],
    ['unpulled', { 'w.safetensors': 'version https://git-lfs.github.com/spec/v1\noid sha256:0' }, /Git LFS/],
    ['wan.gguf', { '': 'GGUF' }, /^wan\.gguf: a single file of weights is read in the folders of ComfyUI/],
  ]
  for (const [name, files, reason] of entries) {
    test(`Weights in another form are listed with the reason: ${name}`, async () => {
      for (const [file, text] of Object.entries(files)) {
        const target = path.join(models, name, file)
        await mkdir(path.dirname(target), { recursive: true })
        await writeFile(target, text)
      }
      const { faults } = await readModelFolders(models)
      assert.deepEqual(
        faults.map(({ folder: each }) => each),
        [name],
      )
      assert.match(faults[0]!.reason, reason)
    })
  }

  test('A model folder whose weights are pointers or pickled is listed with that reason', async () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'
    await writeFile(path.join(await copyTiny('a'), 'vae/diffusion_pytorch_model.safetensors'), pointer)
    const pickled = path.join(await copyTiny('b'), 'text_encoder')
    await rename(path.join(pickled, 'model.safetensors'), path.join(pickled, 'pytorch_model.bin'))
    const { faults } = await readModelFolders(models)
    assert.match(faults[0]!.reason, /^vae\/diffusion_pytorch_model\.safetensors is a pointer of Git LFS/)
    assert.match(
      faults[1]!.reason,
      /^text_encoder has only pickled weights \(text_encoder\/pytorch_model\.bin\)/,
    )
  })

  test('Notes and hidden files are no models', async () => {
    for (const name of ['README.md', 'LICENSE', 'SHA256SUMS', 'notes.txt', '.hidden.gguf'])
      await writeFile(path.join(models, name), '')
    assert.deepEqual((await readModelFolders(models)).faults, [])
  })

  const strays: [name: string, reason: RegExp][] = [
    ['empty/', /^an empty folder/],
    ['nothing/config.json', /^a folder without weights, model_index\.json and service\.json$/],
    ['wan.zip', /^wan\.zip is an archive: unpack it/],
    ['wan.tar.gz', /^wan\.tar\.gz is an archive/],
    ['packed/wan.7z', /^wan\.7z is an archive/],
    [
      'wan.safetensors.part-00',
      /^wan\.safetensors\.part-00 is a part of a file that was split: join .*`cat wan\./,
    ],
    ['split/wan.safetensors.part-01', /is a part of a file that was split/],
    ['wan.gguf.aa', /is a part of a file that was split/],
    ['wan.zip.001', /is a part of a file that was split/],
    ['wan.safetensors.crdownload', /is an unfinished download/],
    [
      '.wan-ti2v.partial/model_index.json',
      /^the download of wan-ti2v has not ended: `npm run model -- pull`/,
    ],
    ['wan-00001-of-00002.safetensors', /is a shard without wan\.safetensors\.index\.json, which says/],
    ['shards/wan-00001-of-00002.safetensors', /is a shard without wan\.safetensors\.index\.json/],
    [
      'models--Wan-AI--Wan2.1/snapshots/c0ffee/model_index.json',
      /link to the folder of a commit in its snapshots/,
    ],
    ['photo.png', /^photo\.png is no model/],
  ]
  for (const [name, reason] of strays)
    test(`A stray thing is listed with the reason: ${name}`, async () => {
      const target = path.join(models, name)
      await mkdir(name.endsWith('/') ? target : path.dirname(target), { recursive: true })
      if (!name.endsWith('/')) await writeFile(target, '')
      const { faults } = await readModelFolders(models)
      assert.deepEqual(
        faults.map(({ folder: each }) => each),
        [name.split('/')[0]],
      )
      assert.match(faults[0]!.reason, reason)
    })

  test('A model folder that is half there says what is missing', async () => {
    const shard = 'transformer/diffusion_pytorch_model-00001-of-00002.safetensors'
    const a = await copyTiny('a')
    await rename(path.join(a, 'transformer/diffusion_pytorch_model.safetensors'), path.join(a, shard))
    const b = path.join(await copyTiny('b'), 'vae')
    const weights = path.join(b, 'diffusion_pytorch_model.safetensors')
    await rename(weights, `${weights}.part-00`)
    await rm(path.join(await copyTiny('c'), 'text_encoder'), { recursive: true })
    await rm(path.join(await copyTiny('d'), 'vae/diffusion_pytorch_model.safetensors'))
    const reasons = (await readModelFolders(models)).faults.map(({ reason }) => reason)
    assert.match(reasons[0]!, /00001-of-00002\.safetensors is a shard without .*index\.json/)
    assert.match(reasons[1]!, /^vae has no weights, and .*\.part-00 is a part of a file that was split/)
    assert.match(reasons[2]!, /c\/text_encoder\/config\.json: is missing; perhaps its download was cut$/)
    assert.match(reasons[3]!, /d\/vae: has none of .*; perhaps its download was cut$/)
    for (const reason of reasons) assert.doesNotMatch(reason, /ENOENT/)
  })

  test('The reasons that customers read name files by their place in the models directory', () => {
    const modelFaults = [{ folder: 'a', reason: '/srv/models/a/vae/config.json: no' }]
    assert.deepEqual(unavailableModels([{ modelFaults }, { modelFaults }], '/srv/models/'), [
      { folder: 'a', reason: 'a/vae/config.json: no' },
    ])
  })
})

test('A folder without service.json is served under its name', async () => {
  await rm(path.join(await copyTiny('nameless'), 'service.json'))
  const { folders, faults } = await readModelFolders(models)
  assert.deepEqual(
    folders.map(({ definition }) => [definition.id, definition.oversize]),
    [['nameless', 'refuse']],
  )
  assert.deepEqual(faults, [])
})

test('The name of the folder and its published name are aliases, unless another model has them', async () => {
  const nameOrPath = async (folder: string, name: string): Promise<void> => {
    const file = path.join(folder, 'model_index.json')
    const index = JSON.parse(await readFile(file, 'utf8')) as object
    await writeFile(file, JSON.stringify({ ...index, _name_or_path: name }))
  }
  await nameOrPath(await copyTiny('a-folder', { id: 'a', aliases: ['first'] }), 'Wan-AI/Wan2.1-I2V-Diffusers')
  await nameOrPath(await copyTiny('b-folder', { id: 'b', aliases: ['A-Folder'] }), '/home/me/FIRST')
  await nameOrPath(await copyTiny('c-folder', { id: 'c', aliases: [] }), 'wan-ai/wan2.1-i2v-diffusers')
  const { folders, faults } = await readModelFolders(models)
  assert.deepEqual(faults, [])
  assert.deepEqual(
    folders.map(({ definition: { id, aliases } }) => [id, aliases]),
    [
      ['a', ['first', 'Wan-AI/Wan2.1-I2V-Diffusers']],
      ['b', ['A-Folder', 'b-folder']],
      ['c', ['c-folder']],
    ],
  )
})

test('Variants are served beside their folder, and unmatched keys of LoRA files are reported', async () => {
  await symlink(path.join(MODELS_DIRECTORY, 'wan2.2-t2v-a14b-tiny'), path.join(models, 'a14b'))
  const { folders, faults, notes } = await readModelFolders(models)
  assert.deepEqual(
    folders.map(({ definition }) => definition.id),
    ['wan2.2-t2v-a14b-tiny', 'wan2.2-t2v-a14b-tiny-lightning'],
  )
  assert.deepEqual(faults, [])
  assert.equal(notes.length, 2)
  assert.match(
    notes[0]!,
    /^model wan2\.2-t2v-a14b-tiny-lightning: 3 of 63 keys of .*high_noise-original\.safetensors belong to nothing: .*k_img/,
  )
})

test('A variant with the id of another model makes its folder unusable', async () => {
  await copyTiny('a')
  await copyTiny('b', { id: 'b', aliases: [], variants: [{ id: 'a', overrides: {} }] })
  await copyTiny('c', { id: 'c', aliases: [], variants: [{ id: 'c', overrides: {} }] })
  const { folders, faults } = await readModelFolders(models)
  assert.deepEqual(
    folders.map(({ definition }) => definition.id),
    ['a'],
  )
  assert.deepEqual(faults, [
    { folder: 'b', reason: 'the id or alias a is already that of a' },
    { folder: 'c', reason: 'the id or alias c is already that of this folder' },
  ])
})

describe('A single flipped byte', () => {
  const weights = 'transformer/diffusion_pytorch_model.safetensors'
  const flip = async (file: string): Promise<void> => {
    const bytes = await readFile(file)
    bytes[bytes.length - 1]! ^= 1
    await writeFile(file, bytes)
  }
  const sha256Of = async (file: string): Promise<string> =>
    createHash('sha256')
      .update(await readFile(file))
      .digest('hex')
  const faultsWith = async (): Promise<readonly ModelFault[]> => {
    const { folders, faults } = await readModelFolders(models, { hashes: createFileHashes(null) })
    assert.ok(folders.some(({ definition }) => definition.id === 'good'))
    return faults
  }

  test('A flipped byte in weights that SHA256SUMS lists is found, and the folder is refused by file', async () => {
    await copyTiny('good')
    const folder = await copyTiny('flipped')
    assert.deepEqual(await faultsWith(), [])
    await flip(path.join(folder, weights))
    const [fault, ...others] = await faultsWith()
    assert.deepEqual(others, [])
    assert.equal(fault?.folder, 'flipped')
    assert.match(
      fault.reason,
      /flipped\/transformer\/diffusion_pytorch_model\.safetensors: is damaged: its SHA-256 is \w{64}, expected \w{64} by SHA256SUMS/,
    )
  })

  test('A flipped byte in weights of a Hugging Face cache is found by the name of the file', async () => {
    await copyTiny('good')
    const folder = await copyTiny('cached')
    await rm(path.join(folder, 'SHA256SUMS'))
    const file = path.join(folder, weights)
    const blob = path.join(models, await sha256Of(file))
    await rename(file, blob)
    await symlink(blob, file)
    assert.deepEqual(await faultsWith(), [])
    await flip(blob)
    assert.match((await faultsWith())[0]!.reason, /its name in the cache of Hugging Face/)
  })

  test('A flipped byte in weights that Hugging Face downloaded into the folder is found by its metadata', async () => {
    await copyTiny('good')
    const folder = await copyTiny('downloaded')
    await rm(path.join(folder, 'SHA256SUMS'))
    const note = path.join(folder, '.cache/huggingface/download', `${weights}.metadata`)
    await mkdir(path.dirname(note), { recursive: true })
    await writeFile(note, `c0ffee\n${await sha256Of(path.join(folder, weights))}\n1763800000.0\n`)
    assert.deepEqual(await faultsWith(), [])
    await flip(path.join(folder, weights))
    assert.match((await faultsWith())[0]!.reason, /expected \w{64} by \.cache\/huggingface/)
  })
})

test('Damage found after the start fails the run, because it would make another video', async () => {
  const file = path.join(await copyTiny('late'), 'transformer/diffusion_pytorch_model.safetensors')
  const engine = await startTestEngine({ modelsDirectory: models })
  try {
    assert.deepEqual(engine.modelFaults, [])
    const bytes = await readFile(file)
    bytes[bytes.length - 1]! ^= 1
    await writeFile(file, bytes)
    const run = {
      onProgress: () => undefined,
      signal: new AbortController().signal,
      timeLimitMs: 60_000,
    }
    await assert.rejects(engine.generate(await newRequest(folder, { modelId: 'late' }), run), {
      code: 'model_unavailable',
      retryable: false,
    })
  } finally {
    await engine.close()
  }
})

test('One engine serves two models in turn', async () => {
  await copyTiny('a')
  await copyTiny('b')
  const engine = await startTestEngine({ modelsDirectory: models })
  try {
    const run = {
      onProgress: () => undefined,
      signal: new AbortController().signal,
      timeLimitMs: 60_000,
    }
    for (const modelId of ['a', 'b', 'a']) {
      const result = await engine.generate(await newRequest(folder, { modelId }), run)
      assert.ok(result.timings.load! > 0.02, 'the other model had been released')
    }
  } finally {
    await engine.close()
  }
})

test('Folders are read in the order of their names, and one whose id or alias is taken is reported', async () => {
  await copyTiny('b', { id: 'one', aliases: [] })
  await copyTiny('a', { id: 'two', aliases: ['one'] })
  const { folders, faults } = await readModelFolders(models)
  assert.deepEqual(
    folders.map(({ definition }) => definition.id),
    ['two'],
  )
  assert.deepEqual(faults, [{ folder: 'b', reason: 'the id or alias one is already that of a' }])
})

test('Files and folders that do not look like a model are ignored, and links are followed', async () => {
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

test('An engine without a models directory, or without ffmpeg, does not start and gives the reason', async () => {
  await assert.rejects(
    startTestEngine({ modelsDirectory: path.join(folder, 'none') }),
    /models directory .*none cannot be read/,
  )
  await assert.rejects(
    startTestEngine({ ffmpegPath: '/nonexistent/ffmpeg' }),
    /FFMPEG_PATH=\/nonexistent\/ffmpeg: the file does not exist/,
  )
})
