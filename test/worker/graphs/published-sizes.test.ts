import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildClipVisionGraph } from '#worker/graphs/image/clip-vision.ts'
import { plannedWeights } from '#worker/graphs/weights/safetensors.ts'
import { buildTransformerGraph } from '#worker/graphs/transformer/transformer.ts'
import { buildUmt5EncoderGraph } from '#worker/graphs/text/umt5.ts'
import { buildVaeDecoderGraph } from '#worker/graphs/vae/decoder.ts'
import { buildVaeEncoderGraph } from '#worker/graphs/vae/encoder.ts'
import { readComponent } from './families.ts'

/** Sizes of the published models: huggingface/diffusers, scripts/convert_wan_to_diffusers.py. */
const SHARED = {
  _class_name: 'WanTransformer3DModel',
  attention_head_dim: 128,
  cross_attn_norm: true,
  eps: 1e-6,
  freq_dim: 256,
  patch_size: [1, 2, 2],
  qk_norm: 'rms_norm_across_heads',
  rope_max_seq_len: 1024,
  text_dim: 4096,
}
const B14 = {
  ...SHARED,
  num_attention_heads: 40,
  num_layers: 40,
  ffn_dim: 13824,
  in_channels: 16,
  out_channels: 16,
}
const I2V = { ...B14, in_channels: 36, image_dim: 1280, added_kv_proj_dim: 5120 }
const BYTES = 2
const weights = plannedWeights('BF16')

for (const [name, config, billions] of [
  ['Wan2.1-T2V-1.3B', { ...B14, num_attention_heads: 12, num_layers: 30, ffn_dim: 8960 }, 1.419],
  ['Wan2.1-T2V-14B and each expert of Wan2.2-T2V-A14B', B14, 14.288],
  ['Wan2.1-I2V-14B', I2V, 16.395],
  ['Wan2.1-FLF2V-14B', { ...I2V, pos_embed_seq_len: 514 }, 16.396],
  ['each expert of Wan2.2-I2V-A14B', { ...B14, in_channels: 36 }, 14.289],
  [
    'Wan2.2-TI2V-5B',
    { ...B14, num_attention_heads: 24, num_layers: 30, ffn_dim: 14336, in_channels: 48, out_channels: 48 },
    5.0,
  ],
] as const) {
  test(`The transformer of ${name} is planned from its configuration alone and has ${billions} billion parameters`, () => {
    const graph = buildTransformerGraph(config, weights, { dtype: 'bfloat16' })
    assert.equal((graph.weightBytes / BYTES / 1e9).toFixed(3), billions.toFixed(3))
    assert.ok(graph.model.length < 1_000_000, `${graph.model.length} bytes`)
  })
}

test('UMT5-XXL has 5.68 billion parameters, and CLIP ViT-H/14 without its last block has 0.61', () => {
  const umt5 = buildUmt5EncoderGraph(
    {
      model_type: 'umt5',
      vocab_size: 256384,
      d_model: 4096,
      d_kv: 64,
      d_ff: 10240,
      num_heads: 64,
      num_layers: 24,
      feed_forward_proj: 'gated-gelu',
    },
    weights,
  )
  assert.equal((umt5.weightBytes / BYTES / 1e9).toFixed(2), '5.68')
  const clip = buildClipVisionGraph(
    {
      model_type: 'clip_vision_model',
      hidden_size: 1280,
      intermediate_size: 5120,
      num_attention_heads: 16,
      num_hidden_layers: 32,
      patch_size: 14,
      hidden_act: 'gelu',
    },
    weights,
  )
  assert.equal((clip.weightBytes / BYTES / 1e9).toFixed(2), '0.61')
})

test('The decoder and encoder of Wan2.1 have 73.3 and 53.6 million parameters, the decoder of Wan2.2-TI2V-5B 555.1', async () => {
  const millions = (bytes: number) => (bytes / BYTES / 1e6).toFixed(1)
  const { config } = await readComponent('wan2.1-t2v-tiny', 'vae')
  const published = { ...config, base_dim: 96 }
  assert.equal(millions(buildVaeDecoderGraph(published, weights).weightBytes), '73.3')
  assert.equal(millions(buildVaeEncoderGraph(published, weights, { source: 'image' }).weightBytes), '53.6')
  const { config: config22 } = await readComponent('wan2.2-ti2v-5b-tiny', 'vae')
  const published22 = { ...config22, base_dim: 160, decoder_base_dim: 256 }
  assert.equal(millions(buildVaeDecoderGraph(published22, weights).weightBytes), '555.1')
})
