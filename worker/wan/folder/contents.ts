import { join } from 'node:path'
import { readComponentWeights } from '#worker/graphs/weights/safetensors.ts'
import { readJson } from '#worker/wan/folder/config/folder-files.ts'
import { parseClipPreprocessing } from '#worker/wan/folder/config/image-processor.ts'
import { type FolderConfigs, readModelConfigs } from '#worker/wan/folder/config/model-configs.ts'
import type { ClipPreprocessing } from '#worker/wan/image/preprocess.ts'
import type { PromptTokenizer } from '#worker/wan/text/tokenizer.ts'
import { refuseZeroRows } from './embedding-check.ts'
import { type ModelFile } from './files.ts'
import { type ModelWeights } from './graphs.ts'
import { readTokenizer } from './read-tokenizer.ts'

/** What a model folder holds beside its service.json, whatever its layout. */
export interface FolderContents extends FolderConfigs {
  readonly tokenizer: () => Promise<PromptTokenizer>
  /** Of models whose transformer takes image tokens. */
  readonly clip: () => Promise<ClipPreprocessing | undefined>
  /** The headers of the weights. */
  readonly weights: () => Promise<ModelWeights>
  /** The files that decide the results; absent in the layout of diffusers, whose index has them. */
  readonly componentFiles?: readonly ModelFile[]
}

/**
 * The contents of a folder in the layout of diffusers.
 *
 * @throws ModelFolderError that names the file and the reason.
 */
export async function readDiffusersFolder(path: string): Promise<FolderContents> {
  const folder = await readModelConfigs(path)
  const { configs, architecture } = folder
  const read = (component: string) => readComponentWeights(join(path, component))
  return {
    ...folder,
    tokenizer: () => readTokenizer(path),
    clip: async () =>
      architecture.imageTokens > 0
        ? readJson(path, 'image_processor/preprocessor_config.json', parseClipPreprocessing)
        : undefined,
    weights: async () => {
      const textEncoder = await read('text_encoder')
      await refuseZeroRows(textEncoder)
      return {
        textEncoder,
        transformer: await read('transformer'),
        transformer2: configs.transformer2 && (await read('transformer_2')),
        vae: await read('vae'),
        imageEncoder: configs.imageEncoder && (await read('image_encoder')),
      }
    },
  }
}
