import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { type ComfyuiOptions, writeComfyuiFolder } from '#test/support/comfyui/comfyui-folder.ts'
import { fromEightBit, scaleOf, toEightBit } from '#test/support/comfyui/eight-bit.ts'
import { type GgufTensorBytes, plainGguf, quantisedGguf, writeGguf } from '#test/support/comfyui/gguf.ts'
import { relativeError } from '#test/support/onnx/onnx.ts'
import { float32Tensor, readTensorBytes, type TensorBytes } from '#test/support/onnx/safetensors.ts'
import { compareRun } from '#test/worker/wan/compare-run.ts'
import { familyFolder, familyRun } from '#test/worker/wan/family-run.ts'
import { hooks } from '#test/worker/wan/reference-run.ts'
import { levelsOf } from '#worker/graphs/weights/gguf/blocks.ts'
import { PACKINGS, type QuantisedType } from '#worker/graphs/weights/gguf/types.ts'
import { loadModel } from '#worker/wan/loaded-model.ts'
import { type ModelFolder, readModelFolder } from '#worker/wan/folder/model-folder.ts'
import { generate } from '#worker/wan/pipeline.ts'

type Tensors = Readonly<Record<string, TensorBytes>>

const FAMILY = 'wan2.1-t2v-tiny'
const root = mkdtempSync(join(tmpdir(), 'comfyui-quantised-'))
after(() => rm(root, { recursive: true }))
let made = 0

async function comfyui(options: ComfyuiOptions = {}, family = FAMILY): Promise<string> {
  const folder = join(root, `${made++}`)
  await writeComfyuiFolder(familyFolder(family), folder, options)
  return folder
}

/** BF16 and F32 as floats. */
function floatsOf({ dtype, data }: TensorBytes): Float32Array {
  const bytes = Uint8Array.from(data).buffer
  if (dtype === 'F32') return new Float32Array(bytes)
  const words = Uint32Array.from(new Uint16Array(bytes), (half) => half << 16)
  return new Float32Array(words.buffer)
}

const isMatrix = (name: string, { dims }: TensorBytes) => dims.length === 2 && name.endsWith('.weight')
const layerOf = (name: string) => name.slice(0, -'.weight'.length)

/** The latents after every step of one run. */
async function latentsOf(folder: ModelFolder): Promise<Float32Array[]> {
  const { input } = await familyRun(FAMILY, 'run_a', [])
  const model = loadModel(folder, { device: 'cpu', threads: 1 })
  const latents: Float32Array[] = []
  await generate(model, input, hooks({ onStep: ({ state }) => void latents.push(state.latents) }))
  await model.release()
  return latents
}

async function assertEqualRuns(one: ModelFolder, other: ModelFolder, tolerance: number): Promise<void> {
  const [own, expected] = [await latentsOf(one), await latentsOf(other)]
  const errors = own.map((data, step) =>
    relativeError({ dims: [data.length], data }, { dims: [data.length], data: expected[step]! }),
  )
  assert.ok(errors.length > 0 && Math.max(...errors) <= tolerance, `relative errors ${errors.join(', ')}`)
}

describe('Weights in 8-bit floats', () => {
  /** Plain, with ComfyUI's scales under either of their names, or with one scale for each row. */
  const forms = ['plain', 'scale_weight', 'weight_scale', 'rows'] as const
  for (const form of forms) {
    it(`A run equals one with the values that the bytes stand for: ${form}`, async () => {
      const eightBit = (part: string, tensors: Tensors, asFloats: boolean): Tensors => {
        if (part === 'vae') return tensors
        const changed = Object.entries(tensors).flatMap(([name, tensor]): [string, TensorBytes][] => {
          if (!isMatrix(name, tensor) || /modulation|relative/.test(name)) return [[name, tensor]]
          const values = floatsOf(tensor)
          const rows = form === 'rows' && name !== 'shared.weight' ? tensor.dims[0]! : 1
          const columns = values.length / rows
          const pieces = Array.from({ length: rows }, (_, row) =>
            values.subarray(row * columns, (row + 1) * columns),
          )
          const scales = pieces.map((piece) => (form === 'plain' ? 1 : Math.fround(scaleOf(piece))))
          const bytes = pieces.map((piece, row) =>
            toEightBit({ ...tensor, dims: [columns] }, piece, scales[row]!),
          )
          if (asFloats) {
            const floats = bytes.flatMap((piece, row) => [...fromEightBit(piece, scales[row]!)])
            return [[name, float32Tensor(tensor.dims, floats)]]
          }
          const data = Buffer.concat(bytes.map((piece) => piece.data))
          const scaleName = form === 'scale_weight' ? 'scale_weight' : 'weight_scale'
          const scale = float32Tensor(rows === 1 ? [] : [rows, 1], scales)
          return [
            [name, { dtype: 'F8_E4M3', dims: tensor.dims, data }],
            ...(form === 'plain'
              ? []
              : ([[`${layerOf(name)}.${scaleName}`, scale]] as [string, TensorBytes][])),
          ]
        })
        const marks: Tensors =
          form === 'scale_weight' && !asFloats
            ? { scaled_fp8: { dtype: 'F8_E4M3', dims: [2], data: new Uint8Array(2) } }
            : {}
        return { ...Object.fromEntries(changed), ...marks }
      }
      const quantised = await comfyui({ change: (part, tensors) => eightBit(part, tensors, false) })
      const floats = await comfyui({ change: (part, tensors) => eightBit(part, tensors, true) })
      await assertEqualRuns(await readModelFolder(quantised), await readModelFolder(floats), 1e-4)
    })
  }

  it('Scales of another shape, and integers of other programs, are refused by name', async () => {
    const layer = 'blocks.0.self_attn.q'
    const withTensors = async (extra: (tensors: Tensors) => Tensors) =>
      readModelFolder(
        await comfyui({
          change: (part, tensors) => (part === 'transformer' ? { ...tensors, ...extra(tensors) } : tensors),
        }),
      )
    const eight = (tensor: TensorBytes) => toEightBit(tensor, floatsOf(tensor), 1)
    await assert.rejects(
      withTensors((tensors) => ({
        [`${layer}.weight`]: eight(tensors[`${layer}.weight`]!),
        [`${layer}.scale_weight`]: float32Tensor([3], [1, 2, 3]),
      })),
      /attn1\.to_q\.scale_weight" has shape \[3\], expected one scale, or one for each of 96 rows/,
    )
    await assert.rejects(
      withTensors(() => ({
        [`${layer}.weight`]: { dtype: 'U8', dims: [96, 48], data: new Uint8Array(96 * 48) },
      })),
      /self_attn\.q\.weight" is quantised in a form that is not read \(U8: NVFP4.*use fp16/,
    )
  })
})

describe('GGUF files', () => {
  const progress: number[] = []
  const into = {
    directory: join(root, 'repacked'),
    onProgress: (_: string, done: number) => void progress.push(done),
  }

  /** A file of ComfyUI's as GGUF, and the values that its blocks stand for. */
  async function asGguf(
    folder: string,
    name: string,
    rename: (tensor: string) => string,
    header: Parameters<typeof writeGguf>[1],
  ) {
    const tensors = await readTensorBytes(join(folder, `${name}.safetensors`))
    const values: Record<string, TensorBytes> = {}
    const written: Record<string, GgufTensorBytes> = {}
    const kinds = ['Q4_K', 'Q5_K', 'Q6_K'] as const
    let wide = 0
    for (const [tensor, stored] of Object.entries(tensors)) {
      if (tensor === 'spiece_model') continue
      const floats = floatsOf(stored)
      const columns = stored.dims.at(-1)!
      const type =
        !isMatrix(tensor, stored) || columns % 32 !== 0
          ? null
          : columns % 256 === 0
            ? kinds[wide++ % 3]!
            : 'Q8_0'
      const one = type === null ? plainGguf(stored, floats) : quantisedGguf(type, stored, floats)
      written[rename(tensor)] = one
      values[tensor] = float32Tensor(stored.dims, type === null ? floats : dequantised(type, one.data))
    }
    await writeGguf(join(folder, `${name}.gguf`), header, written)
    await rm(join(folder, `${name}.safetensors`))
    return { values, wide }
  }

  function dequantised(type: QuantisedType, data: Uint8Array): Float32Array {
    const { levels, scales, offsets } = levelsOf(type, data)
    const group = (i: number) => Math.floor(i / PACKINGS[type].values)
    return Float32Array.from(levels, (level, i) => scales[group(i)]! * level + (offsets?.[group(i)] ?? 0))
  }

  /** llama.cpp's names of UMT5. */
  const llamaName = (name: string): string =>
    [
      ['shared.', 'token_embd.'],
      ['encoder.final_layer_norm', 'enc.output_norm'],
      ['encoder.block.', 'enc.blk.'],
      ['layer.0.SelfAttention.relative_attention_bias', 'attn_rel_b'],
      ['layer.0.SelfAttention.', 'attn_'],
      ['layer.1.DenseReluDense.wi_0', 'ffn_gate'],
      ['layer.1.DenseReluDense.wi_1', 'ffn_up'],
      ['layer.1.DenseReluDense.wo', 'ffn_down'],
      ['layer.0.layer_norm', 'attn_norm'],
      ['layer.1.layer_norm', 'ffn_norm'],
    ].reduce((text, [from, to]) => text.replace(from!, to!), name)

  async function tokenizerHeader() {
    const file = join(familyFolder(FAMILY), 'tokenizer/tokenizer.json')
    const { model, normalizer } = JSON.parse(await readFile(file, 'utf8')) as {
      model: { unk_id: number; vocab: [string, number][] }
      normalizer: { precompiled_charsmap: string }
    }
    const types = model.vocab.map(([text], id) =>
      id === model.unk_id ? 2 : text === '<pad>' || text === '</s>' ? 3 : 1,
    )
    const charsmap = [...Buffer.from(normalizer.precompiled_charsmap, 'base64')]
    return {
      'general.architecture': 't5encoder',
      'tokenizer.ggml.model': 't5',
      'tokenizer.ggml.tokens': { type: 8, items: model.vocab.map(([text]) => text) },
      'tokenizer.ggml.scores': { type: 6, items: model.vocab.map(([, score]) => score) },
      'tokenizer.ggml.token_type': { type: 5, items: types },
      'tokenizer.ggml.precompiled_charsmap': { type: 5, items: charsmap },
    } as const
  }

  it('A run equals one with the values of the blocks: Q8_0, Q4_K, Q5_K, Q6_K, and floats in place', async () => {
    const path = await comfyui()
    const transformer = await asGguf(path, 'diffusion_models/wan', (name) => name, {
      'general.architecture': 'wan',
    })
    const text = await asGguf(path, 'text_encoders/umt5', llamaName, await tokenizerHeader())
    assert.ok(transformer.wide >= 3, 'all three kinds of 256 values occur')
    const floats = await comfyui({
      change: (part, tensors) =>
        part === 'transformer'
          ? transformer.values
          : part === 'text_encoder'
            ? { ...text.values, spiece_model: tensors['spiece_model']! }
            : tensors,
    })
    const quantised = await readModelFolder(path, { repackInto: into })
    await assertEqualRuns(quantised, await readModelFolder(floats), 1e-4)
    const count = quantised.graphs.transformer.nodeCount['com.microsoft.MatMulNBits'] ?? 0
    assert.ok(count > 20, `${count} products with integers`)
    assert.ok(quantised.graphs.textEncoder.nodeCount['com.microsoft.MatMulNBits'])

    const files = await readdir(into.directory)
    const weights = files.filter((name) => name.endsWith('.safetensors'))
    assert.deepEqual([weights.length, files.length], [2, 4])
    for (const name of weights) {
      const digest = createHash('sha256')
        .update(await readFile(join(into.directory, name)))
        .digest('hex')
      assert.equal(await readFile(join(into.directory, `${name}.sha256`), 'utf8'), `${digest}  ${name}\n`)
    }
    assert.ok(progress.length > 2 && progress.every((done) => done > 0))

    const before = await Promise.all(weights.map((name) => stat(join(into.directory, name))))
    await readModelFolder(path, { repackInto: into })
    const afterwards = await Promise.all(weights.map((name) => stat(join(into.directory, name))))
    assert.deepEqual(
      afterwards.map(({ mtimeMs, ino }) => [mtimeMs, ino]),
      before.map(({ mtimeMs, ino }) => [mtimeMs, ino]),
    )

    // A process was killed while it wrote, and this one got its number.
    const [killed] = weights as [string]
    const bytes = await readFile(join(into.directory, killed))
    await rm(join(into.directory, killed))
    await writeFile(join(into.directory, `${killed}.1234.partial`), bytes.subarray(0, 1000))
    const holder = { host: hostname(), pid: process.pid, startedAt: '1' }
    await writeFile(join(into.directory, `${killed}.turn`), JSON.stringify(holder))
    await readModelFolder(path, { repackInto: into })
    assert.ok(bytes.equals(await readFile(join(into.directory, killed))))
    assert.deepEqual((await readdir(into.directory)).toSorted(), files.toSorted())
  })

  it('A type that is not read, another architecture and a damaged file are refused with the way out', async () => {
    const refused = async (write: (file: string) => Promise<void>): Promise<string> => {
      const path = await comfyui()
      await rm(join(path, 'diffusion_models/wan.safetensors'))
      await write(join(path, 'diffusion_models/wan.gguf'))
      return readModelFolder(path).then(
        () => assert.fail('the folder was read'),
        (error: Error) => error.message,
      )
    }
    const tensor = (code: number) => ({ code, dims: [1, 256], data: new Uint8Array(1024) })
    assert.match(
      await refused((file) => writeGguf(file, {}, { 'blocks.0.ffn.0.weight': tensor(11) })),
      /wan\.gguf: tensor "blocks\.0\.ffn\.0\.weight" is quantised as Q3_K, which is not read: use a file in Q8_0/,
    )
    assert.match(
      await refused((file) => writeGguf(file, {}, { 'blk.0.attn_q.weight': tensor(0) })),
      /has no file of a transformer/,
    )
    assert.match(await refused((file) => writeFile(file, 'GGUX')), /wan\.gguf: is not GGUF/)
    assert.match(await refused((file) => writeFile(file, 'GGUF\u0003\0\0\0')), /is truncated, or not GGUF/)
  })

  it('Without a directory the folder is checked and nothing is written', async () => {
    const path = await comfyui()
    await asGguf(path, 'diffusion_models/wan', (name) => name, {})
    const folder = await readModelFolder(path)
    assert.ok(folder.graphs.transformer.deviceWeightBytes > 0)
    assert.deepEqual(await readdir(join(path, 'diffusion_models')), ['wan.gguf'])
  })
})

describe('Lightning on ComfyUI’s files', () => {
  it('The LoRA files of a folder act as on the folder of diffusers', async () => {
    const family = 'wan2.2-i2v-a14b-tiny'
    const path = await comfyui({}, family)
    await mkdir(join(path, 'loras'))
    await cp(join(familyFolder(family), 'loras'), join(path, 'loras'), { recursive: true })
    const own = JSON.parse(await readFile(join(path, 'service.json'), 'utf8')) as object
    const published = JSON.parse(await readFile(join(familyFolder(family), 'service.json'), 'utf8')) as {
      variants: readonly object[]
    }
    await writeFile(join(path, 'service.json'), JSON.stringify({ ...own, variants: published.variants }))
    const folder = await readModelFolder(path)
    await compareRun(folder.variants[0]!, await familyRun(family, 'lightning', ['image']))
  })
})
