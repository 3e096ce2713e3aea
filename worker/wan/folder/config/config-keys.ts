import { type ComponentConfig, readConfig } from '#worker/graphs/config.ts'

/** Keys of any transformers model: training, bookkeeping, text generation. */
const TRANSFORMERS_KEYS = [
  ...['architectures', 'model_type', 'dtype', 'torch_dtype', 'transformers_version', 'initializer_factor'],
  ...['initializer_range', 'output_attentions', 'output_hidden_states', 'return_dict', 'torchscript'],
]
const UMT5_KEYS = [
  ...TRANSFORMERS_KEYS,
  ...[
    'vocab_size',
    'd_model',
    'd_kv',
    'd_ff',
    'num_layers',
    'num_heads',
    'feed_forward_proj',
    'dense_act_fn',
  ],
  ...[
    'is_gated_act',
    'layer_norm_epsilon',
    'relative_attention_num_buckets',
    'relative_attention_max_distance',
  ],
  ...['is_decoder', 'is_encoder_decoder', 'num_decoder_layers', 'decoder_start_token_id', 'eos_token_id'],
  ...['pad_token_id', 'bos_token_id', 'classifier_dropout', 'dropout_rate', 'use_cache', 'tokenizer_class'],
  // A remnant of the first weights' format, and a tie that a model without a decoder's head does
  // not have.
  ...['output_past', 'scalable_attention', 'tie_word_embeddings'],
]
const CLIP_KEYS = [
  ...TRANSFORMERS_KEYS,
  ...['hidden_size', 'intermediate_size', 'num_hidden_layers', 'num_attention_heads', 'num_channels'],
  ...[
    'image_size',
    'patch_size',
    'hidden_act',
    'layer_norm_eps',
    'attention_dropout',
    'dropout',
    'projection_dim',
  ],
]

/**
 * Refuses a key of transformers' UMT5Config that is neither read nor without effect, such as a
 * quantisation or a new kind of attention: a graph built without it would compute something else.
 * Null values and keys that begin with an underscore pass.
 *
 * @throws ConfigError that names the key.
 */
export function refuseUnknownUmt5Keys(config: ComponentConfig): void {
  readConfig('text_encoder', config).known(UMT5_KEYS)
}

/**
 * Refuses such keys of CLIPVisionConfig.
 *
 * @throws ConfigError that names the key.
 */
export function refuseUnknownClipKeys(config: ComponentConfig): void {
  readConfig('image_encoder', config).known(CLIP_KEYS)
}
