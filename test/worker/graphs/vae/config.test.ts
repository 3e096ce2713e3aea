import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { readTinyConfig } from '#test/support/onnx/reference.ts'
import { ConfigError } from '#worker/graphs/config.ts'
import { readVaeConfig } from '#worker/graphs/vae/config.ts'
import { readComponent } from '#test/worker/graphs/families.ts'

let config: Awaited<ReturnType<typeof readTinyConfig>>
before(async () => {
  config = await readTinyConfig('vae')
})

test('Absent and null keys of older files take the values of the Wan2.1 autoencoder', () => {
  const later = ['decoder_base_dim', 'is_residual', 'patch_size', 'in_channels', 'out_channels']
  const older = Object.fromEntries(Object.entries(config).filter(([key]) => !later.includes(key)))
  assert.deepEqual(readVaeConfig(older), readVaeConfig(config))
  assert.equal(readVaeConfig(older).decoderChannels, 8)
  assert.equal(readVaeConfig({ ...config, decoder_base_dim: 16 }).decoderChannels, 16)
})

test('The configuration of Wan2.2-TI2V-5B gives its patches, shortcuts and pixels per latent position', async () => {
  const { config: config22 } = await readComponent('wan2.2-ti2v-5b-tiny', 'vae')
  const read = readVaeConfig({ ...config22, clip_output: false })
  assert.deepEqual(
    [read.residual, read.patchSize, read.imageChannels, read.spatialCompression, read.latentChannels],
    [true, 2, 12, 16, 48],
  )
  const plain = readVaeConfig(config)
  assert.deepEqual(
    [plain.residual, plain.patchSize, plain.imageChannels, plain.spatialCompression],
    [false, 1, 3, 8],
  )
  assert.throws(() => readVaeConfig({ ...config22, patch_size: 1 }), /in_channels is 12, expected 3/)
  // The last stage keeps its size, so its 2 cannot become 4 by averaging; the others shrink by 4 at
  // least.
  assert.throws(() => readVaeConfig({ ...config22, dim_mult: [1, 2, 2, 4] }), /dim_mult is \[1,2,2,4\]/)
  assert.doesNotThrow(() => readVaeConfig({ ...config, dim_mult: [1, 2, 2, 4] }))
})

for (const [key, value] of [
  ['_class_name', 'AutoencoderKL'],
  ['is_residual', 'yes'],
  ['patch_size', 0],
  ['scale_factor_spatial', 16],
  ['scale_factor_temporal', 8],
  ['attn_scales', [0.5]],
  ['in_channels', 12],
  ['out_channels', 12],
  ['base_dim', undefined],
  ['z_dim', 0],
  ['dim_mult', 4],
  ['dim_mult', [1, 2, 4.5, 4]],
  ['num_res_blocks', -1],
  ['temperal_downsample', [true, true]],
  ['temperal_downsample', [true, true, true]],
  ['temperal_downsample', [0, 1, 1]],
  ['latents_mean', Array(15).fill(0)],
  ['latents_mean', Array(16).fill(null)],
  ['latents_std', Array(16).fill(0)],
] as const) {
  test(`A VAE configuration with ${key} ${JSON.stringify(value)} is refused by the name of the key`, () => {
    assert.throws(
      () => readVaeConfig({ ...config, [key]: value }),
      (error) => error instanceof ConfigError && error.key === key && error.message.includes(`${key} is `),
    )
  })
}
