import { type ConfigChanges } from './random-model.ts'

/**
 * Wan2.1 image-to-video with about 100 million parameters, most of them in the transformer, as in
 * the published models.
 */
export const MID_SIZE: ConfigChanges = {
  text_encoder: { d_model: 512, d_ff: 1024, d_kv: 64, num_heads: 8, num_layers: 6, num_decoder_layers: 6 },
  image_encoder: { hidden_size: 320, intermediate_size: 1280, num_attention_heads: 5, num_hidden_layers: 6 },
  transformer: {
    num_attention_heads: 12,
    attention_head_dim: 64,
    ffn_dim: 3072,
    num_layers: 6,
    text_dim: 512,
    image_dim: 320,
    added_kv_proj_dim: 768,
  },
  vae: { base_dim: 24 },
}
