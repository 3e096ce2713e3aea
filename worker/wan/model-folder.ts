import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildClipVisionGraph } from '#worker/graphs/clip-vision.ts'
import { type ComponentConfig, readConfig } from '#worker/graphs/config.ts'
import { type Graph } from '#worker/graphs/graph.ts'
import { readComponentWeights, type SafetensorsIndex, WeightsError } from '#worker/graphs/safetensors.ts'
import { buildTransformerGraph } from '#worker/graphs/transformer.ts'
import { buildUmt5EncoderGraph } from '#worker/graphs/umt5.ts'
import { readVaeConfig } from '#worker/graphs/vae-config.ts'
import { buildVaeDecoderGraph } from '#worker/graphs/vae-decoder.ts'
import { buildVaeEncoderGraph } from '#worker/graphs/vae-encoder.ts'
import { type ModelDefinition, parseDefinition } from './definition.ts'
import { type ClipPreprocessing } from './image-preprocess.ts'
import { MASK_CHANNELS } from './latents.ts'

/** A model folder that was read and found complete; no weight is in memory yet. */
export interface ModelFolder {
  readonly path: string
  readonly definition: ModelDefinition
  readonly graphs: {
    readonly textEncoder: Graph
    /** Absent in models whose transformer takes no image tokens. */
    readonly imageEncoder: Graph | undefined
    readonly vaeEncoder: Graph
    readonly transformer: Graph
    readonly vaeDecoder: Graph
  }
  readonly tokenizer: { readonly file: string; readonly configFile: string }
  /** Of the transformer's attention. */
  readonly headDim: number
  readonly latents: {
    readonly channels: number
    readonly mean: readonly number[]
    readonly std: readonly number[]
  }
  readonly clip: ClipPreprocessing | undefined
}

/** A model folder that cannot be used. The message names the file and the reason. */
export class ModelFolderError extends Error {
  constructor(file: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    super(cause instanceof WeightsError ? reason : `${file}: ${reason}`, { cause })
    this.name = 'ModelFolderError'
  }
}

/**
 * Reads a folder in the layout of diffusers with a service.json beside model_index.json: configurations and the headers of the weights, out
 * of which it builds all graphs, so that an absent or misshapen tensor is found here and not by the first request. Throws
 * {@link ModelFolderError}.
 */
export async function readModelFolder(path: string): Promise<ModelFolder> {
  const definition = await readJson(path, 'service.json', parseDefinition)
  await readJson(path, 'model_index.json', checkPipeline)
  const configs = {
    textEncoder: await readJson(path, 'text_encoder/config.json', asObject),
    transformer: await readJson(path, 'transformer/config.json', asObject),
    vae: await readJson(path, 'vae/config.json', asObject),
  }
  const tokenizer = {
    file: join(path, 'tokenizer/tokenizer.json'),
    configFile: join(path, 'tokenizer/tokenizer_config.json'),
  }
  for (const file of Object.values(tokenizer)) await naming(file, () => access(file))

  const { latentChannels, latentsMean, latentsStd } = await naming(path, () => readVaeConfig(configs.vae))
  const { headDim, hasImageEncoder } = await naming(path, () =>
    readTransformer(configs.transformer, latentChannels),
  )
  const build = (component: string, builder: (weights: SafetensorsIndex) => Graph) =>
    naming(path, async () => builder(await readComponentWeights(join(path, component))))
  const imageEncoder = hasImageEncoder
    ? await readJson(path, 'image_encoder/config.json', asObject)
    : undefined

  return {
    path,
    definition,
    tokenizer,
    headDim,
    latents: { channels: latentChannels, mean: latentsMean, std: latentsStd },
    clip:
      imageEncoder && (await readJson(path, 'image_processor/preprocessor_config.json', parsePreprocessing)),
    graphs: {
      textEncoder: await build('text_encoder', (weights) =>
        buildUmt5EncoderGraph(configs.textEncoder, weights),
      ),
      imageEncoder:
        imageEncoder &&
        (await build('image_encoder', (weights) => buildClipVisionGraph(imageEncoder, weights))),
      transformer: await build('transformer', (weights) =>
        buildTransformerGraph(configs.transformer, weights),
      ),
      vaeEncoder: await build('vae', (weights) =>
        buildVaeEncoderGraph(configs.vae, weights, { source: 'image' }),
      ),
      vaeDecoder: await build('vae', (weights) => buildVaeDecoderGraph(configs.vae, weights)),
    },
  }
}

/** The transformer must take noise, mask and image condition: 16 + 4 + 16 channels. */
function readTransformer(config: ComponentConfig, latentChannels: number) {
  const read = readConfig('transformer', config)
  read.only('in_channels', latentChannels + MASK_CHANNELS + latentChannels)
  read.only('out_channels', latentChannels)
  return {
    headDim: read.size('attention_head_dim'),
    hasImageEncoder: read.optionalSize('image_dim') !== undefined,
  }
}

/** Refuses pipelines that this one does not compute: two transformers, per-token timesteps, other tasks. */
function checkPipeline(json: unknown): void {
  const index = new Map(Object.entries(asObject(json)))
  const demand = (key: string, fine: boolean, expected: string) => {
    if (!fine) throw new Error(`${key} is ${JSON.stringify(index.get(key))}, expected ${expected}`)
  }
  const name = index.get('_class_name')
  demand('_class_name', name === 'WanImageToVideoPipeline', '"WanImageToVideoPipeline"')
  demand('boundary_ratio', (index.get('boundary_ratio') ?? null) === null, 'null: one transformer')
  demand('expand_timesteps', (index.get('expand_timesteps') ?? false) === false, 'false')
}

function parsePreprocessing(json: unknown): ClipPreprocessing {
  const config = new Map(Object.entries(asObject(json)))
  const numbers = (key: string) => {
    const value = config.get(key)
    const fine = Array.isArray(value) && value.length === 3 && value.every((item) => Number.isFinite(item))
    if (!fine) throw new Error(`${key} is ${JSON.stringify(value)}, expected three numbers`)
    return value as number[]
  }
  // Older files have plain numbers where newer ones have objects.
  const side = (key: string, part: string): number => {
    const value = config.get(key)
    const number = typeof value === 'number' ? value : new Map(Object.entries(asObject(value))).get(part)
    if (typeof number !== 'number') throw new Error(`${key} is ${JSON.stringify(value)}, expected ${part}`)
    return number
  }
  const size = side('size', 'shortest_edge')
  if (side('crop_size', 'height') !== size) throw new Error('crop_size differs from size.shortest_edge')
  if (config.get('resample') !== 3)
    throw new Error(`resample is ${String(config.get('resample'))}, expected 3 (bicubic)`)
  return { size, mean: numbers('image_mean'), std: numbers('image_std') }
}

async function readJson<T>(path: string, name: string, parse: (json: unknown) => T): Promise<T> {
  const file = join(path, name)
  return naming(file, async () => parse(JSON.parse(await readFile(file, 'utf8'))))
}

/** Makes what `work` throws say which file it is about. */
async function naming<T>(file: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw new ModelFolderError(file, cause)
  }
}

function asObject(json: unknown): ComponentConfig {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Error('expected an object')
  return { ...json }
}
