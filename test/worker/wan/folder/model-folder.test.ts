import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import {
  chmod,
  cp,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { after, describe, it } from 'node:test'
import { TINY_MODEL_FOLDER } from '#test/support/onnx/reference.ts'
import {
  float32Tensor,
  readTensorBytes,
  type TensorBytes,
  writeSafetensors,
} from '#test/support/onnx/safetensors.ts'
import { loadModel } from '#worker/wan/loaded-model.ts'
import { COMPONENTS } from '#worker/wan/folder/graphs.ts'
import { type ModelFolder, ModelFolderError, readModelFolder } from '#worker/wan/folder/model-folder.ts'
import { generate } from '#worker/wan/pipeline.ts'
import { familyFolder, familyRun } from '#test/worker/wan/family-run.ts'
import { hooks } from '#test/worker/wan/reference-run.ts'

const base = mkdtempSync(join(tmpdir(), 'model-folder-'))
after(() => rm(base, { recursive: true, force: true }))
let copies = 0
const newFolder = () => join(base, `copy-${copies++}`)
const copyOf = async (family: string): Promise<string> => {
  const folder = newFolder()
  await cp(familyFolder(family), folder, { recursive: true })
  return folder
}
const editJson = async (file: string, change: Record<string, unknown>) => {
  const json = JSON.parse(await readFile(file, 'utf8')) as object
  await writeFile(file, JSON.stringify({ ...json, ...change }))
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name))
}

/**
 * The family's folder as huggingface_hub keeps it: every file is a link into a folder of files
 * named by their hash.
 */
async function hubCacheOf(family: string): Promise<string> {
  const cache = newFolder()
  const snapshot = join(cache, 'snapshots', 'c0ffee')
  await mkdir(join(cache, 'blobs'), { recursive: true })
  for (const file of await filesIn(familyFolder(family))) {
    const blob = join(
      cache,
      'blobs',
      createHash('sha256')
        .update(await readFile(file))
        .digest('hex'),
    )
    await cp(file, blob)
    const link = join(snapshot, relative(familyFolder(family), file))
    await mkdir(dirname(link), { recursive: true })
    await symlink(relative(dirname(link), blob), link)
  }
  return snapshot
}

async function framesOf(folder: ModelFolder, family: string): Promise<Buffer> {
  const model = loadModel(folder, { device: 'cpu', threads: 1 })
  const { input } = await familyRun(family, 'run_a', folder.definition.task === 't2v' ? [] : ['image'])
  const video = await generate(model, { ...input, frames: 5, steps: 2 }, hooks())
  await model.release()
  return Buffer.concat(Array.from({ length: video.frameCount }, (_, i) => video.frame(i)))
}

describe('A model folder', () => {
  it('A model folder is read with all that the pipeline needs', async () => {
    const folder = await readModelFolder(TINY_MODEL_FOLDER)
    assert.equal(folder.definition.id, 'wan2.1-i2v-tiny')
    assert.equal(folder.architecture.headDim, 32)
    assert.equal(folder.architecture.latents.channels, 16)
    assert.equal(folder.clip?.size, 224)
    assert.deepEqual(folder.variants, [])
  })

  const parts: [family: string, components: string[]][] = [
    ['wan2.1-t2v-tiny', ['textEncoder', 'transformer', 'vaeDecoder']],
    ['wan2.1-i2v-tiny', ['textEncoder', 'imageEncoder', 'vaeEncoder', 'transformer', 'vaeDecoder']],
    ['wan2.1-flf2v-tiny', ['textEncoder', 'imageEncoder', 'firstLastEncoder', 'transformer', 'vaeDecoder']],
    ['wan2.2-t2v-a14b-tiny', ['textEncoder', 'transformer', 'transformer2', 'vaeDecoder']],
    [
      'wan2.2-i2v-a14b-tiny',
      ['textEncoder', 'vaeEncoder', 'firstLastEncoder', 'transformer', 'transformer2', 'vaeDecoder'],
    ],
    ['wan2.2-ti2v-5b-tiny', ['textEncoder', 'vaeEncoder', 'transformer', 'vaeDecoder']],
  ]
  for (const [family, components] of parts) {
    it(`A model folder has a graph for each component of its family: ${family}`, async () => {
      const { graphs, variants } = await readModelFolder(familyFolder(family))
      for (const one of [graphs, ...variants.map((variant) => variant.graphs)]) {
        assert.deepEqual(
          COMPONENTS.filter((component) => one[component]),
          components,
        )
      }
    })
  }

  it('A model folder without service.json is served under its own name', async () => {
    const folder = await copyOf('wan2.2-ti2v-5b-tiny')
    await rm(join(folder, 'service.json'))
    const { definition, variants } = await readModelFolder(`${folder}/`)
    assert.equal(definition.id, basename(folder))
    assert.deepEqual([definition.task, definition.fps, definition.defaults.size], ['ti2v', 24, '1280x704'])
    assert.deepEqual(variants, [])
  })

  it('A model folder may link into the Hugging Face cache, also with shards and LoRA files', async () => {
    for (const family of ['wan2.1-t2v-tiny', 'wan2.2-i2v-a14b-tiny']) {
      const linked = await readModelFolder(await hubCacheOf(family))
      const plain = await readModelFolder(familyFolder(family))
      assert.deepEqual(await framesOf(linked, family), await framesOf(plain, family))
      for (const [i, variant] of linked.variants.entries()) {
        assert.deepEqual(await framesOf(variant, family), await framesOf(plain.variants[i]!, family))
      }
    }
  })

  it('A model folder is never written to and may be mounted read-only', async () => {
    const family = 'wan2.2-t2v-a14b-tiny'
    const folder = await copyOf(family)
    const paths = [folder, ...(await readdir(folder, { recursive: true })).map((name) => join(folder, name))]
    for (const path of paths) await chmod(path, (await stat(path)).isDirectory() ? 0o555 : 0o444)
    const state = async () => {
      const present = [
        folder,
        ...(await readdir(folder, { recursive: true })).map((name) => join(folder, name)),
      ]
      return Promise.all(
        present.map(async (path) => [path, (await lstat(path)).mtimeMs, (await lstat(path)).ctimeMs]),
      )
    }
    const before = await state()
    const read = await readModelFolder(folder)
    assert.ok((await framesOf(read, family)).length > 0)
    assert.ok((await framesOf(read.variants[0]!, family)).length > 0)
    assert.deepEqual(await state(), before)
    for (const path of paths) await chmod(path, 0o755)
  })

  it('One LoRA file with keys of both experts gives each its own, and keys of neither are told', async () => {
    const folder = await copyOf('wan2.2-t2v-a14b-tiny')
    const tensors: Record<string, TensorBytes> = { 'controlnet.lora_A.weight': float32Tensor([1, 1], [0]) }
    for (const [expert, prefix] of [
      ['high', 'transformer.'],
      ['low', 'transformer_2.'],
    ]) {
      const own = await readTensorBytes(join(folder, `loras/${expert}_noise-diffusers.safetensors`))
      for (const [key, tensor] of Object.entries(own)) {
        tensors[key.replace('transformer.', prefix!)] = tensor
      }
    }
    await writeSafetensors(join(folder, 'loras/both.safetensors'), tensors)
    const separate = [
      { file: 'loras/high_noise-diffusers.safetensors', expert: 'transformer', strength: 1 },
      { file: 'loras/low_noise-diffusers.safetensors', expert: 'transformer_2', strength: 1 },
    ]
    const reads = async (loras: readonly object[]) => {
      await editJson(join(folder, 'service.json'), { loras, variants: [] })
      return readModelFolder(folder)
    }
    const [both, two] = [
      await reads([{ file: 'loras/both.safetensors', strength: 1 }]),
      await reads(separate),
    ]
    assert.deepEqual(
      both.definition.unapplied?.map((sentence) => sentence.replace(/of \d+ keys/, 'of n keys')),
      ['1 of n keys of loras/both.safetensors belong to nothing: controlnet.lora_A.weight'],
    )
    const family = 'wan2.2-t2v-a14b-tiny'
    assert.deepEqual(await framesOf(both, family), await framesOf(two, family))
    const high = await reads([{ file: 'loras/both.safetensors', expert: 'transformer', strength: 1 }])
    assert.match(high.definition.unapplied?.[0] ?? '', /belong to nothing: .*transformer_2\./)
  })

  it('A model folder with older spellings of the CLIP sizes is read', async () => {
    const folder = await copyOf('wan2.1-i2v-tiny')
    await editJson(join(folder, 'image_processor/preprocessor_config.json'), { size: 224, crop_size: 224 })
    assert.equal((await readModelFolder(folder)).clip?.size, 224)
  })

  type Fault = [fault: string, family: string, spoil: (folder: string) => Promise<void>, message: RegExp]
  const i2v = 'wan2.1-i2v-tiny'
  const t2v = 'wan2.1-t2v-tiny'
  const a14b = 'wan2.2-t2v-a14b-tiny'
  const shard = 'transformer/diffusion_pytorch_model-00002-of-00003.safetensors'
  const transformer = 'transformer/diffusion_pytorch_model.safetensors'
  const embedding = 'text_encoder/model.safetensors'

  /** Writes `bytes` over what is at `offset` of the file, from its end when negative. */
  const overwrite = async (path: string, offset: number, bytes: Uint8Array) => {
    const file = await open(path, 'r+')
    const { size } = await file.stat()
    await file.write(bytes, 0, bytes.length, offset < 0 ? size + offset : offset)
    await file.close()
  }
  /** Changes one tensor of a safetensors file. */
  const change = async (
    path: string,
    name: string,
    edit: (tensor: { dtype: string; dims: readonly number[]; data: Uint8Array }) => object,
  ) => {
    const tensors = await readTensorBytes(path)
    await writeSafetensors(path, { ...tensors, [name]: { ...tensors[name]!, ...edit(tensors[name]!) } })
  }
  const rowsZeroed = (from: number, to: number) => (f: string) =>
    change(join(f, embedding), 'shared.weight', ({ dims, data }) => {
      const rowBytes = data.length / dims[0]!
      return { data: new Uint8Array(data).fill(0, from * rowBytes, to * rowBytes) }
    })

  const faults: Fault[] = [
    [
      'with half a service.json',
      i2v,
      (f) => writeFile(join(f, 'service.json'), '{"id": '),
      /\/service\.json: .*JSON/,
    ],
    [
      'with a bad field',
      i2v,
      (f) => editJson(join(f, 'service.json'), { fps: 'x' }),
      /\/service\.json: fps is "x"/,
    ],
    [
      'without model_index.json',
      i2v,
      (f) => rm(join(f, 'model_index.json')),
      /\/model_index\.json: is missing/,
    ],
    [
      'of another pipeline',
      i2v,
      (f) => editJson(join(f, 'model_index.json'), { _class_name: 'WanPipeline' }),
      /\/transformer\/config\.json: in_channels is 36, expected 16 for a WanPipeline/,
    ],
    [
      'with another resize for CLIP',
      i2v,
      (f) => editJson(join(f, 'image_processor/preprocessor_config.json'), { resample: 2 }),
      /\/image_processor\/preprocessor_config\.json: resample is 2, expected 3/,
    ],
    [
      'without a crop for CLIP',
      i2v,
      (f) => editJson(join(f, 'image_processor/preprocessor_config.json'), { do_center_crop: false }),
      /\/preprocessor_config\.json: do_center_crop is false, expected true/,
    ],
    [
      'without a tokenizer',
      i2v,
      (f) => rm(join(f, 'tokenizer/tokenizer.json')),
      /\/tokenizer\.json: is missing/,
    ],
    [
      'with half a tokenizer',
      i2v,
      (f) => truncate(join(f, 'tokenizer/tokenizer.json'), 100_000),
      /\/tokenizer\/tokenizer\.json: .*JSON/,
    ],
    [
      'with a tokenizer of other special tokens',
      i2v,
      (f) => editJson(join(f, 'tokenizer/tokenizer_config.json'), { eos_token: '<end>' }),
      /eos_token "<end>" is not in the vocabulary/,
    ],
    [
      'without a configuration',
      i2v,
      (f) => rm(join(f, 'text_encoder/config.json')),
      /\/text_encoder\/config\.json: is missing/,
    ],
    [
      'with a byte too many in a configuration',
      i2v,
      (f) => overwrite(join(f, 'vae/config.json'), 0, Buffer.from('x')),
      /\/vae\/config\.json: .*JSON/s,
    ],
    [
      'without the weights of a component',
      i2v,
      (f) => rm(join(f, 'vae/diffusion_pytorch_model.safetensors')),
      /\/vae: has none of/,
    ],
    [
      'with weights of other sizes',
      i2v,
      (f) => editJson(join(f, 'text_encoder/config.json'), { d_ff: 256 }),
      /\/text_encoder\/model\.safetensors: tensor "encoder\..*" has shape \[128, 64\], expected \[256, 64\]/,
    ],
    [
      'without a shard',
      t2v,
      (f) => rm(join(f, shard)),
      /\/transformer\/diffusion_pytorch_model-00002-of-00003/,
    ],
    [
      'with a shard cut short',
      t2v,
      async (f) => truncate(join(f, shard), (await stat(join(f, shard))).size - 1),
      /\/diffusion_pytorch_model-00002-of-00003\.safetensors: tensor ".*" ends at byte \d+, but the file is truncated/,
    ],
    [
      'with a shard of too many bytes',
      t2v,
      (f) => writeFile(join(f, shard), 'x', { flag: 'a' }),
      /00002-of-00003\.safetensors: has 1 bytes after the last tensor/,
    ],
    [
      'with a flipped byte in a header',
      i2v,
      (f) => overwrite(join(f, transformer), 9, Buffer.from('x')),
      /\/transformer\/diffusion_pytorch_model\.safetensors: /,
    ],
    [
      'with weights of whole numbers',
      i2v,
      (f) => change(join(f, transformer), 'proj_out.bias', ({ data }) => ({ dtype: 'I32', data })),
      /\/diffusion_pytorch_model\.safetensors: tensor "proj_out\.bias" has dtype I32/,
    ],
    [
      'with weights in bytes that are no floats',
      i2v,
      (f) =>
        change(join(f, transformer), 'blocks.0.ffn.net.2.weight', ({ data }) => ({
          dtype: 'U8',
          data: data.subarray(0, data.length / 4),
        })),
      /tensor "blocks\.0\.ffn\.net\.2\.weight" has dtype U8, expected a float type/,
    ],
    [
      'with an embedding of zeros',
      i2v,
      rowsZeroed(0, 1664),
      /\/model\.safetensors: tensor "shared\.weight" has only zeros in row 1/,
    ],
    [
      'with a hole in its embedding',
      i2v,
      rowsZeroed(700, 701),
      /tensor "shared\.weight" has only zeros in row 700/,
    ],
    [
      'with experts of different sizes',
      a14b,
      (f) => editJson(join(f, 'transformer_2/config.json'), { attention_head_dim: 64 }),
      /\/transformer_2\/config\.json: attention_head_dim is 64, expected 32 as of transformer/,
    ],
    [
      'without its second transformer',
      a14b,
      (f) => rm(join(f, 'transformer_2'), { recursive: true }),
      /\/transformer_2\/config\.json: is missing/,
    ],
    [
      'without a LoRA file that it names',
      a14b,
      (f) => rm(join(f, 'loras/low_noise-original.safetensors')),
      /\/loras\/low_noise-original\.safetensors/,
    ],
    [
      'with a LoRA file for another model',
      a14b,
      (f) =>
        writeSafetensors(join(f, 'loras/low_noise-original.safetensors'), {
          'lora_unet_down_blocks_0.lora_down.weight': float32Tensor([1, 2], [1, 2]),
        }),
      /\/loras\/low_noise-original\.safetensors: has no key that belongs to the transformer/,
    ],
  ]
  for (const [fault, family, spoil, message] of faults) {
    it(`A model folder ${fault} is refused with file and reason`, async () => {
      const folder = await copyOf(family)
      await spoil(folder)
      const error = await readModelFolder(folder).catch((cause: unknown) => cause)
      assert.ok(error instanceof ModelFolderError, String(error))
      assert.match(error.message, message)
      assert.ok(error.message.startsWith(folder), error.message)
    })
  }
})
