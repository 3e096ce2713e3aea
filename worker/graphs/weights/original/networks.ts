import { type SafetensorsIndex } from '#worker/graphs/weights/safetensors.ts'
import { translateImageEncoder } from './image-encoder-names.ts'
import { translateTextEncoder } from './text-encoder-names.ts'
import { translated } from './translated.ts'
import { translateTransformer, withoutWrapper } from './transformer-names.ts'
import { translateVae } from './vae-names.ts'

/** The networks of a Wan model that are published in files of their own. */
export type Network = 'transformer' | 'text_encoder' | 'vae' | 'image_encoder'

/** Tensors by which a file's network shows, in any of its spellings. */
const MARKS: Readonly<Record<Network, readonly string[]>> = {
  transformer: ['head.modulation', 'condition_embedder.time_proj.weight'],
  vae: ['decoder.middle.0.residual.0.gamma', 'decoder.mid_block.resnets.0.norm1.gamma'],
  text_encoder: [
    'encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight',
    'blocks.0.pos_embedding.embedding.weight',
    'enc.blk.0.attn_rel_b.weight',
  ],
  image_encoder: [
    'vision_model.embeddings.class_embedding',
    'embeddings.class_embedding',
    'visual.cls_embedding',
    'visual.class_embedding',
  ],
}

const LORA = /\.(lora_(down|up|A|B)(\.default)?\.weight|diff(_[bm])?|hada_w1_a|lokr_w[12](_[ab])?)$/

/** What a file of weights is, by the names of its tensors; null for neither of Wan's files. */
export function contentOf({ tensors }: Pick<SafetensorsIndex, 'tensors'>): Network | 'lora' | null {
  const names = [...tensors.keys()]
  if (names.some((name) => LORA.test(name))) return 'lora'
  const bare = new Set(names.map(withoutWrapper))
  const found = Object.entries(MARKS).find(([, marks]) => marks.some((mark) => bare.has(mark)))
  return found ? (found[0] as Network) : null
}

/**
 * The weights of a network under the names of the graph builders, from any of the spellings in
 * which they are published: those of the Wan authors, ComfyUI, open_clip, diffusers and
 * transformers. The bytes stay where they are.
 *
 * @throws WeightsError for a tensor of another network.
 */
export function withBuilderNames(index: SafetensorsIndex, network: Network): SafetensorsIndex {
  switch (network) {
    case 'transformer':
      return translated(index, network, translateTransformer(index.tensors.values()))
    case 'vae':
      return translated(index, 'autoencoder', translateVae)
    case 'text_encoder':
      return translated(index, 'text encoder', translateTextEncoder)
    case 'image_encoder':
      return translated(index, 'image encoder', translateImageEncoder)
  }
}
