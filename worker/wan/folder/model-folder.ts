import { basename, join, relative, resolve } from 'node:path'
import { type Graph } from '#worker/graphs/onnx/graph.ts'
import { mergeReports } from '#worker/graphs/weights/lora.ts'
import { readSafetensorsIndex } from '#worker/graphs/weights/safetensors.ts'
import { type Architecture, type ModelConfigs } from '#worker/wan/folder/config/architecture.ts'
import type { ModelDefinition, ModelLora } from '#core/task/model-definition.ts'
import { deriveDefinition } from '#worker/wan/folder/config/derived-definition.ts'
import { naming } from '#worker/wan/folder/config/folder-files.ts'
import type { ClipPreprocessing } from '#worker/wan/image/preprocess.ts'
import type { PromptTokenizer } from '#worker/wan/text/tokenizer.ts'
import { type ModelFile } from './files.ts'
import { type RepackInto } from '#worker/wan/folder/comfyui/read-weights.ts'
import { readFolder } from './read-folder.ts'
import {
  buildModelGraphs,
  buildTileDecoder,
  buildTransformers,
  type ModelGraphs,
  type TransformerLoras,
} from './graphs.ts'
import { type Precision, precisionOf } from './precision.ts'
import { type NamedLora } from '#worker/wan/folder/loras/find-loras.ts'
import { changeableBy, type LoraOffers, NO_OFFERS, offerLoras } from '#worker/wan/folder/loras/offers.ts'
import { servedModels } from '#worker/wan/folder/config/service-file.ts'

export { ModelFolderError } from '#worker/wan/folder/config/folder-files.ts'

/** One served model of a complete folder; no weight is in memory yet. */
export interface ModelFolder {
  readonly path: string
  readonly definition: ModelDefinition
  readonly configs: ModelConfigs
  readonly architecture: Architecture
  readonly precision: Precision
  readonly graphs: ModelGraphs
  /** The LoRAs that runs may add. */
  readonly loraOffers: LoraOffers
  /** In place of `graphs.vaeDecoder` where frames are decoded in tiles. */
  readonly tileDecoder: Graph
  /** Only of models whose transformer takes image tokens. */
  readonly clip: ClipPreprocessing | undefined
  /** Reads the tokenizer: the published one takes 0.7 s and 190 MB. */
  readonly tokenizer: () => Promise<PromptTokenizer>
  /** The files of its components; absent in the layout of diffusers, whose index lists them. */
  readonly componentFiles?: readonly ModelFile[]
  /**
   * Names by which a client may look for the folder's own model: the folder's and the published
   * one. They become aliases unless another model has them.
   */
  readonly otherNames: readonly string[]
  /**
   * Further models of the same folder, from its service.json: other defaults or other LoRA files.
   */
  readonly variants: readonly ModelFolder[]
}

export interface ReadOptions {
  /** Default: float32. */
  readonly precision?: Precision
  /**
   * Where quantised tensors of GGUF files are repacked to. Null or absent: nothing is written, and
   * a model with such a file is checked but cannot run.
   */
  readonly repackInto?: RepackInto | null
  /** LoRAs that runs may add, as far as they fit. Default: none. */
  readonly loras?: readonly NamedLora[]
}

/**
 * Reads a folder in the layout of diffusers or of ComfyUI, with or without a service.json:
 * configurations, headers of the weights, tokenizer, and rows of the text embedding. It builds all
 * graphs, so that an absent or misshapen tensor and an unsupported switch are found here and not by
 * the first request. Nothing is written into the folder.
 *
 * @throws ModelFolderError that names the file and the reason.
 */
export async function readModelFolder(
  path: string,
  { precision = precisionOf('float32'), repackInto = null, loras = [] }: ReadOptions = {},
): Promise<ModelFolder> {
  const { service, contents } = await readFolder(path, repackInto)
  const { configs, architecture, sampling, publishedName, notes, tokenizer, componentFiles } = contents
  const [own, ...variants] = await naming(path, 'service.json', () =>
    servedModels(service, deriveDefinition(basename(resolve(path)), architecture, sampling), architecture),
  )
  await tokenizer()
  const clip = await contents.clip()
  return naming(path, '', async () => {
    const weights = await contents.weights()
    const ownLoras = await readLoras(path, own)
    const built = buildModelGraphs(configs, architecture, weights, ownLoras, precision)
    const tileDecoder = buildTileDecoder(configs, weights, precision)
    const loraOffers =
      loras.length === 0
        ? NO_OFFERS
        : await offerLoras(loras, { transformer: built.transformer, transformer_2: built.transformer2 })
    const changeable = {
      transformer: changeableBy(loraOffers, 'transformer'),
      transformer2: changeableBy(loraOffers, 'transformer_2'),
    }
    const transformersWith = (files: TransformerLoras) =>
      buildTransformers(configs, architecture, weights, files, precision, changeable)
    const graphs = loraOffers.offers.length === 0 ? built : { ...built, ...transformersWith(ownLoras) }
    const shared = {
      ...{ path, configs, architecture, precision, loraOffers, clip, tileDecoder, tokenizer },
      ...(componentFiles && { componentFiles }),
    }
    const variantOf = async (variant: ModelDefinition): Promise<ModelFolder> => {
      const transformers = sameLoras(variant, own) ? graphs : transformersWith(await readLoras(path, variant))
      const definition = { ...variant, ...offered(loraOffers), ...unapplied(path, notes, transformers) }
      return {
        ...shared,
        definition,
        graphs: { ...graphs, transformer: transformers.transformer, transformer2: transformers.transformer2 },
        otherNames: [],
        variants: [],
      }
    }
    const definition = { ...own, ...offered(loraOffers), ...unapplied(path, notes, graphs) }
    const otherNames = [basename(resolve(path)), ...(publishedName === null ? [] : [publishedName])]
    return { ...shared, definition, graphs, otherNames, variants: await Promise.all(variants.map(variantOf)) }
  })
}

/** What the definition says of the LoRAs that requests may add. */
function offered({ offers, unfit }: LoraOffers): Pick<ModelDefinition, 'offeredLoras' | 'unfitLoras'> {
  return {
    ...(offers.length > 0 && { offeredLoras: offers.map(({ name, experts }) => ({ name, experts })) }),
    ...(unfit.length > 0 && { unfitLoras: unfit }),
  }
}

type Transformers = Pick<ModelGraphs, 'transformer' | 'transformer2'>

const LISTED_KEYS = 5

/** What the folder holds and this model does not use: keys of configurations and of LoRA files. */
function unapplied(
  path: string,
  notes: readonly string[],
  { transformer, transformer2 }: Transformers,
): Pick<ModelDefinition, 'unapplied'> {
  const keys = mergeReports([...transformer.loras, ...(transformer2?.loras ?? [])])
    .filter(({ unmatchedKeys }) => unmatchedKeys.length > 0)
    .map(({ source, matchedKeys, unmatchedKeys }) => {
      const more = unmatchedKeys.length > LISTED_KEYS ? ', …' : ''
      const count = matchedKeys.length + unmatchedKeys.length
      const listed = unmatchedKeys.slice(0, LISTED_KEYS).join(', ')
      return `${unmatchedKeys.length} of ${count} keys of ${relative(path, source)} belong to nothing: ${listed}${more}`
    })
  const sentences = [...notes, ...keys]
  return sentences.length === 0 ? {} : { unapplied: sentences }
}

const sameLoras = (one: ModelDefinition, other: ModelDefinition) =>
  JSON.stringify(one.loras) === JSON.stringify(other.loras)

async function readLoras(path: string, { loras }: ModelDefinition): Promise<TransformerLoras> {
  const read = (expert: ModelLora['expert']) =>
    Promise.all(
      loras
        .filter((lora) => lora.expert === expert)
        .map(async ({ file, strength }) => ({
          weights: await readSafetensorsIndex(join(path, file)),
          expert,
          strength,
        })),
    )
  return { transformer: await read('transformer'), transformer2: await read('transformer_2') }
}
