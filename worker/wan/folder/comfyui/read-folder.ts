import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type ComponentConfig } from '#worker/graphs/config.ts'
import {
  type Architecture,
  type ModelConfigs,
  readArchitecture,
} from '#worker/wan/folder/config/architecture.ts'
import { naming } from '#worker/wan/folder/config/folder-files.ts'
import { type ModelIndex } from '#worker/wan/folder/config/model-index.ts'
import { type FolderContents } from '#worker/wan/folder/contents.ts'
import { refuseZeroRows } from '#worker/wan/folder/embedding-check.ts'
import { type ModelFile } from '#worker/wan/folder/files.ts'
import { type ModelWeights } from '#worker/wan/folder/graphs.ts'
import { repack } from '#worker/graphs/weights/gguf/repack.ts'
import { derivedConfig } from './derived-configs.ts'
import { findFiles, type FoundFiles, missing, type WeightsFile } from './find-files.ts'
import { readComfyuiTokenizer } from './read-tokenizer.ts'
import { type RepackInto } from './read-weights.ts'
import { type ComfyuiKeys } from './service-keys.ts'

/** As laion/CLIP-ViT-H-14-laion2B-s32B-b79K, the only image encoder of Wan, publishes it. */
const CLIP_PREPROCESSING = {
  size: 224,
  mean: [0.48145466, 0.4578275, 0.40821073],
  std: [0.26862954, 0.26130258, 0.27577711],
}

/** The timestep at which Wan2.2's authors change the expert (wan/configs/wan_*_A14B.py). */
const BOUNDARY = { text: 0.875, image: 0.9 }

/**
 * The contents of a folder of single files, as ComfyUI and Wan's authors lay them out. Which model
 * it is follows from shapes: no configuration is read.
 *
 * @throws ModelFolderError that names the file and the reason.
 */
export async function readComfyuiFolder(
  path: string,
  keys: ComfyuiKeys,
  into: RepackInto | null,
): Promise<FolderContents> {
  return naming(path, '', async () => {
    const files = await findFiles(path, keys.files, into)
    const { transformer, text_encoder: textEncoder, vae } = files
    if (!transformer) throw new Error(missing('transformer'))
    if (!textEncoder) throw new Error(missing('text_encoder'))
    if (!vae) throw new Error(missing('vae'))
    const configs = configsOf({ ...files, transformer, text_encoder: textEncoder, vae }, keys)
    if (configs.transformer['image_dim'] !== null && !files.image_encoder)
      throw new Error(missing('image_encoder'))
    const architecture = readArchitecture(indexOf(configs), configs)
    return {
      configs,
      architecture,
      sampling: {
        sampling: { scheduler: 'unipc', schedule: 'A' },
        flowShift: authorsShift(architecture),
        ignored: [],
      },
      publishedName: null,
      notes: files.image_encoder && architecture.imageTokens === 0 ? [unused(files.image_encoder)] : [],
      tokenizer: () => naming(path, '', () => readComfyuiTokenizer(path, textEncoder)),
      clip: async () => (architecture.imageTokens > 0 ? CLIP_PREPROCESSING : undefined),
      weights: async (): Promise<ModelWeights> => {
        if (into) await repackAll(files, into)
        await refuseZeroRows(textEncoder.weights)
        return {
          textEncoder: textEncoder.weights,
          transformer: transformer.weights,
          transformer2: files.transformer_2?.weights,
          vae: vae.weights,
          imageEncoder: configs.imageEncoder && files.image_encoder?.weights,
        }
      },
      componentFiles: await componentFiles(path, files, architecture.imageTokens > 0),
    }
  })
}

async function repackAll(files: FoundFiles, { onProgress }: RepackInto): Promise<void> {
  for (const { name, repack: plan } of Object.values(files)) {
    if (plan) await repack(plan, { onProgress: (done, total) => onProgress?.(name, done, total) })
  }
}

type CompleteFiles = FoundFiles & Readonly<Record<'transformer' | 'text_encoder' | 'vae', WeightsFile>>

function configsOf(files: CompleteFiles, { configs }: ComfyuiKeys): ModelConfigs {
  const { transformer, transformer_2: second, image_encoder: image } = files
  const config = derivedConfig('transformer', transformer.weights, configs.transformer ?? {})
  const seesImages = (config['image_dim'] ?? null) !== null
  return {
    transformer: config,
    transformer2:
      second &&
      derivedConfig('transformer', second.weights, configs.transformer_2 ?? configs.transformer ?? {}),
    textEncoder: derivedConfig('text_encoder', files.text_encoder.weights, configs.text_encoder ?? {}),
    vae: derivedConfig('vae', files.vae.weights, configs.vae ?? {}),
    imageEncoder:
      image && seesImages
        ? derivedConfig('image_encoder', image.weights, configs.image_encoder ?? {})
        : undefined,
  }
}

/** The switches that diffusers keeps in model_index.json. */
function indexOf({ transformer, transformer2, imageEncoder, vae }: ModelConfigs): ModelIndex {
  const sameChannels = transformer['in_channels'] === transformer['out_channels']
  const boundary = sameChannels ? BOUNDARY.text : BOUNDARY.image
  return {
    pipeline: sameChannels ? 'WanPipeline' : 'WanImageToVideoPipeline',
    boundaryRatio: transformer2 ? boundary : null,
    // Only TI2V-5B works on squares of pixels.
    expandTimesteps: sameChannels && isPatched(vae),
    hasImageEncoder: imageEncoder !== undefined,
    publishedName: null,
    notes: [],
  }
}

const isPatched = (vae: ComponentConfig): boolean => (vae['patch_size'] ?? null) !== null

/** The shift with which the authors sample (Wan2.1, generate.py; Wan2.2, wan/configs). */
function authorsShift({ conditioning, imageTokens, boundaryRatio }: Architecture): number {
  if (imageTokens === 514) return 16
  return conditioning === 'none' && boundaryRatio !== null ? 12 : 5
}

const unused = ({ name }: WeightsFile): string => `${name}: this transformer sees no images through CLIP`

async function componentFiles(path: string, files: FoundFiles, seesImages: boolean): Promise<ModelFile[]> {
  const used = Object.entries(files).filter(([part]) => part !== 'image_encoder' || seesImages)
  const weights = used.flatMap(([, { name, stored }]) => {
    if (!name.endsWith('.json')) return [name]
    const shards = new Set([...stored.tensors.values()].map(({ file }) => join(stored.folder, file)))
    const place = name.slice(0, name.lastIndexOf('/') + 1)
    return [name, ...[...shards].map((shard) => place + shard.slice(shard.lastIndexOf('/') + 1))]
  })
  const tokenizer = (await readdir(join(path, 'tokenizer')).catch(() => []))
    .filter((name) => name.endsWith('.json'))
    .map((name) => `tokenizer/${name}`)
  return [...weights, ...tokenizer].map((name) => ({ name, path: join(path, name) }))
}
