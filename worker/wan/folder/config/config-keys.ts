import { type ComponentConfig, ConfigError } from '#worker/graphs/config.ts'
import { TRANSFORMER_DEFAULTS } from '#worker/graphs/transformer/config.ts'
import { VAE_DEFAULTS } from '#worker/graphs/vae/config.ts'

/** The components that have a config.json. */
export type ConfiguredComponent = 'text_encoder' | 'image_encoder' | 'transformer' | 'transformer_2' | 'vae'

/** Keys of any model: training, bookkeeping, text generation, and the classes of classifiers. */
const BOOKKEEPING = [
  ...['architectures', 'model_type', 'dtype', 'torch_dtype', 'transformers_version', 'initializer_factor'],
  ...['initializer_range', 'output_attentions', 'output_hidden_states', 'return_dict', 'torchscript'],
  ...['chunk_size_feed_forward', 'id2label', 'label2id', 'problem_type'],
]
const UMT5_KEYS = [
  ...BOOKKEEPING,
  ...['vocab_size', 'd_model', 'd_kv', 'd_ff', 'num_layers', 'num_heads', 'feed_forward_proj'],
  ...['dense_act_fn', 'is_gated_act', 'layer_norm_epsilon'],
  ...['relative_attention_num_buckets', 'relative_attention_max_distance'],
  ...['is_decoder', 'is_encoder_decoder', 'num_decoder_layers', 'decoder_start_token_id', 'eos_token_id'],
  ...['pad_token_id', 'bos_token_id', 'classifier_dropout', 'dropout_rate', 'use_cache', 'tokenizer_class'],
  // Of the decoder, which Wan does not have; and a remnant of the first weights' format.
  ...['scale_decoder_outputs', 'tie_word_embeddings', 'output_past', 'scalable_attention'],
]
const CLIP_KEYS = [
  ...BOOKKEEPING,
  ...['hidden_size', 'intermediate_size', 'num_hidden_layers', 'num_attention_heads', 'num_channels'],
  ...['image_size', 'patch_size', 'hidden_act', 'layer_norm_eps', 'attention_dropout', 'dropout'],
  'projection_dim',
]
const TRANSFORMER_KEYS = [
  ...Object.keys(TRANSFORMER_DEFAULTS),
  ...['window_size', 'quantization_config'],
  // Redundant with image_dim, and read only by loaders.
  ...['add_img_emb', 'torch_dtype', 'dtype'],
]
const VAE_KEYS = [
  ...Object.keys(VAE_DEFAULTS),
  'scale_factor_spatial',
  // No effect: dropout is for training, and decoded frames are always clamped.
  ...['dropout', 'clip_output', 'torch_dtype', 'dtype'],
]
const KNOWN_KEYS: Readonly<Record<ConfiguredComponent, readonly string[]>> = {
  text_encoder: UMT5_KEYS,
  image_encoder: CLIP_KEYS,
  transformer: TRANSFORMER_KEYS,
  transformer_2: TRANSFORMER_KEYS,
  vae: VAE_KEYS,
}

/** Announces weights in another form than the tensors' own. */
const QUANTISATION = /quanti[sz]/i
/** Arguments of other models on the same blocks: VACE, Animate, Speech-to-Video, Fun-Control. */
const OTHER_MODELS = /^(vace|motion|face|audio)_|^(enable_)?adain|control|^add_ref/

/**
 * The keys of a component's config.json that nothing here reads, because the class of diffusers or
 * transformers does not have them. Those libraries ignore such a key as well; a later version may
 * not, so the operator is told. Keys that are null, false, empty or begin with an underscore ask
 * for nothing.
 *
 * @throws ConfigError for a key that announces a quantisation or belongs to another model.
 */
export function ignoredKeys(component: ConfiguredComponent, config: ComponentConfig): readonly string[] {
  const unknown = unknownKeys(config, KNOWN_KEYS[component])
  for (const key of unknown) {
    if (QUANTISATION.test(key))
      throw new ConfigError(component, key, config[key], 'weights that are not quantised')
    if (OTHER_MODELS.test(key)) throw new ConfigError(component, key, config[key], 'no key of another model')
  }
  return unknown
}

/** The keys of `config` that are not in `known` and ask for something. */
export function unknownKeys(config: ComponentConfig, known: readonly string[]): readonly string[] {
  return Object.entries(config)
    .filter(([key, value]) => !key.startsWith('_') && !known.includes(key) && asksForSomething(value))
    .map(([key]) => key)
}

function asksForSomething(value: unknown): boolean {
  if (value === null || value === false || value === '') return false
  return typeof value !== 'object' || Object.keys(value).length > 0
}
