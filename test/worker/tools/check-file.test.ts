import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { writeComfyuiFolder } from '#test/support/comfyui/comfyui-folder.ts'
import { plainGguf, quantisedGguf, writeGguf } from '#test/support/comfyui/gguf.ts'
import { float32Tensor, writeSafetensors } from '#test/support/onnx/safetensors.ts'
import { familyFolder } from '#test/worker/wan/family-run.ts'
import { runModelCommand } from '#worker/tools/model.ts'

const root = await mkdtemp(join(tmpdir(), 'check-file-'))
after(() => rm(root, { recursive: true }))
const check = (file: string) => runModelCommand(['check', join(root, file)])

describe('The check of a single file of weights', () => {
  before(() => writeComfyuiFolder(familyFolder('wan2.2-i2v-a14b-tiny'), root))

  it('A transformer, its type, its sizes and its place are named', async () => {
    const text = await check('diffusion_models/wan_high_noise.safetensors')
    assert.match(
      text,
      /wan_high_noise\.safetensors: a transformer, 69 tensors, <0\.01 GiB\n {2}stored as F16 \d+/,
    )
    assert.match(text, /in_channels 36, out_channels 16, text_dim 64, .*num_layers 2/)
    assert.match(text, /put it into <model>\/diffusion_models\/, beside the other expert/)
  })

  it('An autoencoder and a text encoder are told apart', async () => {
    assert.match(
      await check('vae/wan_vae.safetensors'),
      /: an autoencoder, 194 tensors[^]*z_dim 16[^]*<model>\/vae\//,
    )
    assert.match(
      await check('text_encoders/umt5.safetensors'),
      /: a text encoder[^]*vocab_size 1664[^]*<model>\/text_encoders\//,
    )
  })

  it('A LoRA is told with its layers and the line of service.json', async () => {
    const lora = join(familyFolder('wan2.2-i2v-a14b-tiny'), 'loras/high_noise-original.safetensors')
    const text = await runModelCommand(['check', lora])
    assert.match(text, /: a LoRA, \d+ tensors[^]*\d+ layers\n/)
    assert.match(text, /"loras": \[\{ "file": "loras\/high_noise-original\.safetensors", "strength": 1 \}\]/)
  })

  it('GGUF is told with its types', async () => {
    const values = Float32Array.from({ length: 512 }, (_, i) => Math.sin(i))
    const tensor = float32Tensor([2, 256], values)
    await writeGguf(
      join(root, 'stray.gguf'),
      {},
      {
        'head.modulation': plainGguf(float32Tensor([1, 2, 256], values), values),
        'blocks.0.ffn.0.weight': quantisedGguf('Q4_K', tensor, values),
      },
    )
    await assert.rejects(check('stray.gguf'), /tensor "patch_embedding\.weight" is missing/)
    await writeGguf(
      join(root, 'other.gguf'),
      {},
      { 'blk.0.attn_q.weight': quantisedGguf('Q6_K', tensor, values) },
    )
    assert.match(
      await check('other.gguf'),
      /other\.gguf: no network of Wan[^]*stored as Q6_K 1[^]*repacked once[^]*such as blk\.0\.attn_q/,
    )
  })

  it('Weights of other programs and pickled ones end with the reason', async () => {
    await writeSafetensors(join(root, 'unet.safetensors'), {
      'input_blocks.0.0.weight': float32Tensor([2], [1, 2]),
    })
    assert.match(
      await check('unet.safetensors'),
      /no network of Wan[^]*input_blocks\.0\.0\.weight, belong to no network/,
    )
    await writeFile(join(root, 'Wan2.1_VAE.pth'), 'PK')
    await assert.rejects(
      check('Wan2.1_VAE.pth'),
      /pickled weights are not read; .*ComfyUI's files in safetensors/,
    )
  })
})
