import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { TINY_MODEL_FOLDER } from '#test/support/reference.ts'
import { ModelFolderError, readModelFolder } from '#worker/wan/model-folder.ts'

describe('a model folder', async () => {
  const base = await mkdtemp(join(tmpdir(), 'model-folder-'))
  after(() => rm(base, { recursive: true }))
  let copies = 0
  const copy = async () => {
    const folder = join(base, String(copies++))
    await cp(TINY_MODEL_FOLDER, folder, { recursive: true })
    return folder
  }
  const editJson = async (file: string, change: Record<string, unknown>) => {
    const json = JSON.parse(await readFile(file, 'utf8')) as object
    await writeFile(file, JSON.stringify({ ...json, ...change }))
  }

  it('is read with all that the pipeline needs', async () => {
    const folder = await readModelFolder(TINY_MODEL_FOLDER)
    assert.equal(folder.definition.id, 'wan2.1-i2v-tiny')
    assert.equal(folder.headDim, 32)
    assert.equal(folder.latents.channels, 16)
    assert.equal(folder.clip?.size, 224)
    const names = Object.values(folder.graphs).map((graph) => graph?.name)
    assert.deepEqual(names, ['text_encoder', 'image_encoder', 'transformer', 'vae_encoder', 'vae_decoder'])
  })

  const faults: [fault: string, spoil: (folder: string) => Promise<void>, message: RegExp][] = [
    ['without service.json', (f) => rm(join(f, 'service.json')), /\/service\.json: ENOENT/],
    [
      'with half a service.json',
      (f) => writeFile(join(f, 'service.json'), '{"id": '),
      /\/service\.json: .*JSON/,
    ],
    [
      'with a bad field',
      (f) => editJson(join(f, 'service.json'), { fps: 'x' }),
      /\/service\.json: fps is "x"/,
    ],
    [
      'of another pipeline',
      (f) => editJson(join(f, 'model_index.json'), { _class_name: 'WanPipeline' }),
      /\/model_index\.json: _class_name is "WanPipeline", expected "WanImageToVideoPipeline"/,
    ],
    [
      'with two transformers',
      (f) => editJson(join(f, 'model_index.json'), { boundary_ratio: 0.9 }),
      /\/model_index\.json: boundary_ratio is 0\.9, expected null/,
    ],
    [
      'with a text-to-video transformer',
      (f) => editJson(join(f, 'transformer/config.json'), { in_channels: 16 }),
      /transformer\/config\.json: in_channels is 16, expected 36/,
    ],
    [
      'with another resize for CLIP',
      (f) => editJson(join(f, 'image_processor/preprocessor_config.json'), { resample: 2 }),
      /preprocessor_config\.json: resample is 2, expected 3/,
    ],
    ['without a tokenizer', (f) => rm(join(f, 'tokenizer/tokenizer.json')), /tokenizer\.json: ENOENT/],
    [
      'without the weights of a component',
      (f) => rm(join(f, 'vae/diffusion_pytorch_model.safetensors')),
      /\/vae: has none of/,
    ],
    [
      'with weights of other sizes',
      (f) => editJson(join(f, 'text_encoder/config.json'), { d_ff: 256 }),
      /text_encoder\/model\.safetensors: tensor "encoder\..*" has shape \[128, 64\], expected \[256, 64\]/,
    ],
  ]
  for (const [fault, spoil, message] of faults) {
    it(`${fault} is refused, naming file and reason`, async () => {
      const folder = await copy()
      await spoil(folder)
      const error = await readModelFolder(folder).catch((cause: unknown) => cause)
      assert.ok(error instanceof ModelFolderError, String(error))
      assert.match(error.message, message)
      assert.ok(error.message.startsWith(folder), error.message)
    })
  }

  it('with older spellings of the CLIP sizes is read too', async () => {
    const folder = await copy()
    await editJson(join(folder, 'image_processor/preprocessor_config.json'), { size: 224, crop_size: 224 })
    assert.equal((await readModelFolder(folder)).clip?.size, 224)
  })
})
