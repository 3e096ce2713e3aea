import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { writeComfyuiFolder, type ComfyuiOptions } from '#test/support/comfyui/comfyui-folder.ts'
import { readTensorBytes, writeSafetensors } from '#test/support/onnx/safetensors.ts'
import { compareRun } from '#test/worker/wan/compare-run.ts'
import { familyFolder, familyRun } from '#test/worker/wan/family-run.ts'
import { referencePrompts } from '#test/worker/wan/reference-run.ts'
import { modelFiles } from '#worker/wan/folder/files.ts'
import { readModelFolder } from '#worker/wan/folder/model-folder.ts'
import { readModelFolders } from '#worker/wan/folder/model-folders.ts'

const root = mkdtempSync(join(tmpdir(), 'comfyui-'))
after(() => rm(root, { recursive: true }))
let made = 0

/** A tiny folder as ComfyUI's files. */
async function comfyui(family: string, options: ComfyuiOptions = {}): Promise<string> {
  const folder = join(root, `${made++}-${family}`)
  await writeComfyuiFolder(familyFolder(family), folder, options)
  return folder
}

describe('Single files as ComfyUI and the authors publish them', () => {
  const families = [
    ['wan2.1-t2v-tiny', 'authors', []],
    ['wan2.1-flf2v-tiny', 'authors', ['image', 'last_image']],
    ['wan2.2-i2v-a14b-tiny', 'comfyui', ['image']],
    ['wan2.2-ti2v-5b-tiny', 'comfyui', []],
  ] as const
  for (const [family, spelling, pictures] of families) {
    it(`The video of ${family} in the spelling of ${spelling} is the one that diffusers makes`, async () => {
      const folder = await readModelFolder(await comfyui(family, { spelling }))
      const published = await readModelFolder(familyFolder(family))
      assert.deepEqual(folder.architecture, published.architecture)
      assert.deepEqual(folder.clip, published.clip)
      await compareRun(folder, await familyRun(family, 'run_a', pictures))
    })
  }

  it('The image encoder of ComfyUI is read by the names of transformers', async () => {
    const family = 'wan2.1-flf2v-tiny'
    const folder = await readModelFolder(await comfyui(family))
    const published = await readModelFolder(familyFolder(family))
    assert.equal(folder.graphs.imageEncoder?.weightBytes, published.graphs.imageEncoder?.weightBytes)
  })
})

describe('The tokenizer in the file of UMT5', () => {
  it('Its token ids are those of tokenizer.json for every reference prompt', async () => {
    const folder = await readModelFolder(await comfyui('wan2.1-t2v-tiny'))
    const tokenize = await folder.tokenizer()
    const expected = await (await readModelFolder(familyFolder('wan2.1-t2v-tiny'))).tokenizer()
    const prompts = [...(await referencePrompts()).map(({ cleaned }) => cleaned), '', 'a  b\u200d 家 😀']
    for (const prompt of prompts) assert.deepEqual(tokenize(prompt), expected(prompt), prompt)
  })

  it('Without one, the reason says where to put one', async () => {
    const path = await comfyui('wan2.1-t2v-tiny', {
      change: (_, { spiece_model: _omitted, ...tensors }) => tensors,
    })
    await assert.rejects(
      readModelFolder(path),
      /umt5\.safetensors holds no tokenizer \(spiece_model\): put tokenizer\.json .* into tokenizer\//,
    )
  })
})

describe('Which files a folder of ComfyUI has', () => {
  const reasonFor = async (path: string): Promise<string> =>
    readModelFolder(path).then(
      () => assert.fail('the folder was read'),
      (error: Error) => error.message,
    )

  it('Folders of a repackaged download, other names and sub-folders are found', async () => {
    const path = await comfyui('wan2.2-ti2v-5b-tiny', {
      names: {
        transformer: 'split_files/diffusion_models/wan/a.safetensors',
        text_encoder: 'split_files/clip/b.safetensors',
        vae: 'split_files/vae/c.safetensors',
      },
    })
    const { architecture } = await readModelFolder(path)
    assert.equal(architecture.conditioning, 'first_frame')
  })

  it('The files of a folder decide its revision, and no others beside them', async () => {
    const path = await comfyui('wan2.2-t2v-a14b-tiny')
    await mkdir(join(path, 'loras'))
    await writeFile(join(path, 'loras/unused.safetensors'), '')
    assert.deepEqual(
      (await modelFiles(await readModelFolder(path))).map(({ name }) => name),
      [
        'diffusion_models/wan_high_noise.safetensors',
        'diffusion_models/wan_low_noise.safetensors',
        'text_encoders/umt5.safetensors',
        'vae/wan_vae.safetensors',
      ],
    )
  })

  it('Shards count as one file, by their index', async () => {
    const path = await comfyui('wan2.1-t2v-tiny')
    const whole = join(path, 'diffusion_models/wan.safetensors')
    const entries = Object.entries(await readTensorBytes(whole))
    await rm(whole)
    const shards = ['wan-00001-of-00002.safetensors', 'wan-00002-of-00002.safetensors']
    const weightMap: Record<string, string> = {}
    for (const [i, name] of shards.entries()) {
      const part = entries.filter((_, each) => each % 2 === i)
      await writeSafetensors(join(path, 'diffusion_models', name), Object.fromEntries(part))
      for (const [tensor] of part) weightMap[tensor] = name
    }
    const index = JSON.stringify({ weight_map: weightMap })
    await writeFile(join(path, 'diffusion_models/wan.safetensors.index.json'), index)
    const names = (await modelFiles(await readModelFolder(path))).map(({ name }) => name)
    assert.deepEqual(
      names.filter((name) => name.startsWith('diffusion_models')).toSorted(),
      ['wan.safetensors.index.json', ...shards].map((name) => `diffusion_models/${name}`).toSorted(),
    )
  })

  it('Without service.json the folder is found, and a width that no published model has is refused', async () => {
    const path = await comfyui('wan2.1-t2v-tiny')
    await rm(join(path, 'service.json'))
    const { faults } = await readModelFolders(root)
    const fault = faults.find(({ folder }) => path.endsWith(folder))
    assert.match(
      fault!.reason,
      /no shape shows the heads of the transformer.*no multiple of 128: state configs\.transformer/,
    )
  })

  it('A part without a file, with several, and one expert of two are refused with the way out', async () => {
    const path = await comfyui('wan2.2-t2v-a14b-tiny')
    await rename(join(path, 'vae'), join(path, 'vae-elsewhere'))
    assert.match(
      await reasonFor(path),
      /has no file of an autoencoder: put one, such as wan_2\.1_vae\.safetensors, into vae\//,
    )
    await rename(join(path, 'vae-elsewhere'), join(path, 'vae'))

    const low = join(path, 'diffusion_models/wan_low_noise.safetensors')
    await rename(low, join(path, 'low.safetensors'))
    assert.match(
      await reasonFor(path),
      /has one expert of two, diffusion_models\/wan_high_noise.*that for low noise/,
    )
    await rename(join(path, 'low.safetensors'), join(path, 'diffusion_models/other.safetensors'))
    assert.match(await reasonFor(path), /has several files of a transformer \(.*other.*files\.transformer/)

    const service = { ...(JSON.parse(await readFile(join(path, 'service.json'), 'utf8')) as object) }
    const files = {
      transformer: 'diffusion_models/wan_high_noise.safetensors',
      transformer_2: 'diffusion_models/other.safetensors',
    }
    await writeFile(join(path, 'service.json'), JSON.stringify({ ...service, files }))
    assert.equal((await readModelFolder(path)).architecture.boundaryRatio, 0.875)

    const wrong = { ...files, vae: 'text_encoders/umt5.safetensors' }
    await writeFile(join(path, 'service.json'), JSON.stringify({ ...service, files: wrong }))
    assert.match(
      await reasonFor(path),
      /files\.vae is "text_encoders\/umt5\.safetensors", which holds a text encoder/,
    )
  })

  it('Fields about files are refused by name', async () => {
    const path = await comfyui('wan2.1-t2v-tiny')
    const cases = [
      [{ layout: 'kohya' }, /layout is "kohya", expected diffusers or comfyui/],
      [{ files: { unet: 'a.safetensors' } }, /files\.unet is not a known field/],
      [{ files: { vae: '../a.safetensors' } }, /files\.vae is "\.\.\/a\.safetensors"/],
      [{ layout: 'diffusers', files: {} }, /files is \{\}, expected nothing in the layout diffusers/],
      [
        { configs: { transformer: { in_channels: 36 } } },
        /configs\.transformer\.in_channels is 36, but the weights have 16/,
      ],
      [{ configs: { transformer: { heads: 3 } } }, /configs\.transformer .*no heads, which nothing reads/],
    ] as const
    for (const [service, reason] of cases) {
      await writeFile(join(path, 'service.json'), JSON.stringify(service))
      assert.match(await reasonFor(path), reason)
    }
  })
})
