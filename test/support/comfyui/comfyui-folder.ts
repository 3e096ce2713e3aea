import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readTensorBytes, type TensorBytes, writeSafetensors } from '#test/support/onnx/safetensors.ts'
import {
  originalImageEncoder,
  originalTextEncoder,
  originalTransformer,
  originalVae,
} from './original-names.ts'
import { sentencePieceModel } from './sentencepiece.ts'

type Tensors = Readonly<Record<string, TensorBytes>>
type Part = 'transformer' | 'transformer_2' | 'text_encoder' | 'image_encoder' | 'vae'

export interface ComfyuiOptions {
  /**
   * `comfyui`: transformers' names of the encoders and the tokenizer inside UMT5's file, as
   * Comfy-Org publishes them; `authors`: the names of the Wan repository for all networks.
   */
  readonly spelling?: 'comfyui' | 'authors'
  /** The last word on each file's tensors, such as their quantisation. */
  readonly change?: (part: Part, tensors: Tensors) => Tensors
  /** Names of files by part. */
  readonly names?: Readonly<Partial<Record<Part, string>>>
}

const NAMES: Readonly<Record<Part, string>> = {
  transformer: 'diffusion_models/wan_high_noise.safetensors',
  transformer_2: 'diffusion_models/wan_low_noise.safetensors',
  text_encoder: 'text_encoders/umt5.safetensors',
  image_encoder: 'clip_vision/clip_vision_h.safetensors',
  vae: 'vae/wan_vae.safetensors',
}

/** The head widths of the tiny folders, which no shape shows. */
export const TINY_CONFIGS = {
  transformer: { num_attention_heads: 3, attention_head_dim: 32 },
  image_encoder: { num_attention_heads: 4 },
}

/**
 * Writes the tiny folder `source`, in the layout of diffusers, to `target` as ComfyUI's files, with
 * a service.json that states the widths of its heads.
 */
export async function writeComfyuiFolder(
  source: string,
  target: string,
  { spelling = 'comfyui', change = (_, tensors) => tensors, names = {} }: ComfyuiOptions = {},
): Promise<void> {
  const parts = (await readdir(source)).filter((name): name is Part => name in NAMES)
  const original: Readonly<Record<Part, (tensors: Tensors) => Tensors>> = {
    transformer: originalTransformer,
    transformer_2: originalTransformer,
    vae: originalVae,
    text_encoder: spelling === 'authors' ? originalTextEncoder : (tensors) => tensors,
    image_encoder: spelling === 'authors' ? originalImageEncoder : (tensors) => tensors,
  }
  for (const part of parts) {
    const tensors = original[part](await readTensorBytes(await weightsOf(join(source, part))))
    const single = part === 'transformer' && !parts.includes('transformer_2')
    const name = names[part] ?? (single ? 'diffusion_models/wan.safetensors' : NAMES[part])
    await mkdir(dirname(join(target, name)), { recursive: true })
    const all =
      part === 'text_encoder' && spelling === 'comfyui'
        ? { ...tensors, spiece_model: await sentencePiece(source) }
        : tensors
    await writeSafetensors(join(target, name), change(part, all))
  }
  if (spelling === 'authors') {
    await mkdir(join(target, 'tokenizer'), { recursive: true })
    for (const name of ['tokenizer.json', 'tokenizer_config.json'])
      await writeFile(join(target, 'tokenizer', name), await readFile(join(source, 'tokenizer', name)))
  }
  const configs = parts.includes('image_encoder') ? TINY_CONFIGS : { transformer: TINY_CONFIGS.transformer }
  await writeFile(join(target, 'service.json'), JSON.stringify({ configs }))
}

async function weightsOf(folder: string): Promise<string> {
  const names = await readdir(folder)
  const name =
    names.find((each) => each.endsWith('.index.json')) ?? names.find((each) => each.endsWith('.safetensors'))
  return join(folder, name!)
}

async function sentencePiece(source: string): Promise<TensorBytes> {
  const json = await readFile(join(source, 'tokenizer/tokenizer.json'), 'utf8')
  const data = sentencePieceModel(JSON.parse(json) as Parameters<typeof sentencePieceModel>[0])
  return { dtype: 'U8', dims: [data.length], data }
}
