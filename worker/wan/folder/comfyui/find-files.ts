import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { contentOf, type Network, withBuilderNames } from '#worker/graphs/weights/original/networks.ts'
import { type RepackPlan } from '#worker/graphs/weights/gguf/plan.ts'
import { type SafetensorsIndex } from '#worker/graphs/weights/safetensors.ts'
import { readStoredWeights, type RepackInto } from './read-weights.ts'
import { type Part, PARTS } from './service-keys.ts'

/** A file of weights, or the index of its shards. */
export interface WeightsFile {
  /** Path inside the model folder, with forward slashes. */
  readonly name: string
  /** Under the names of the file. */
  readonly stored: SafetensorsIndex
  /** Under the names of the graph builders. */
  readonly weights: SafetensorsIndex
  /** Of GGUF: what must be written before the weights can be read. */
  readonly repack: RepackPlan | undefined
}

export type FoundFiles = Readonly<Partial<Record<Part, WeightsFile>>>

/** ComfyUI's folders for each network, and those of Wan's authors for the two experts. */
export const FOLDERS: Readonly<Record<Network, readonly string[]>> = {
  transformer: ['diffusion_models', 'unet', 'high_noise_model', 'low_noise_model'],
  text_encoder: ['text_encoders', 'clip'],
  image_encoder: ['clip_vision'],
  vae: ['vae'],
}
/** Where the repackaged downloads keep those folders. */
const ROOTS = ['', 'split_files/']
const EXAMPLES: Readonly<Record<Network, string>> = {
  transformer: 'wan2.2_ti2v_5B_fp16.safetensors',
  text_encoder: 'umt5_xxl_fp16.safetensors',
  image_encoder: 'clip_vision_h.safetensors',
  vae: 'wan_2.1_vae.safetensors',
}
const WEIGHTS = /\.(safetensors|gguf)$/
const SHARD = /-\d{5}-of-\d{5}\.safetensors$/
const INDEX = /\.safetensors\.index\.json$/

/** Whether a folder holds transformers as ComfyUI or Wan's authors lay them out. */
export async function isComfyuiFolder(folder: string): Promise<boolean> {
  const names = await Promise.all(
    ROOTS.flatMap((root) => FOLDERS.transformer.map((name) => weightsIn(folder, `${root}${name}`))),
  )
  return names.flat().length > 0
}

/**
 * The files of a model: those that `named` names, and for other parts the only file in ComfyUI's
 * folders whose tensors are that network's. Of two transformers, names tell high noise from low.
 *
 * @throws WeightsError for a damaged file, Error for a part without a file or with several.
 */
export async function findFiles(
  folder: string,
  named: Readonly<Partial<Record<Part, string>>>,
  into: RepackInto | null,
): Promise<FoundFiles> {
  const found: Partial<Record<Part, WeightsFile>> = {}
  for (const part of PARTS) {
    const name = named[part]
    if (name === undefined) continue
    const { index, repack } = await readStoredWeights(join(folder, name), into)
    const content = contentOf(index)
    const network = networkOf(part)
    if (content !== network)
      throw new Error(
        `files.${part} is "${name}", which holds ${inWords(content)}, expected ${inWords(network)}`,
      )
    found[part] = { name, stored: index, weights: withBuilderNames(index, network), repack }
  }
  for (const network of ['text_encoder', 'vae', 'image_encoder'] as const) {
    if (found[network]) continue
    const [file, ...others] = await filesOf(folder, network, into)
    if (others.length > 0) throw new Error(ambiguous(network, [file!, ...others]))
    if (file) found[network] = file
    else if (network !== 'image_encoder') throw new Error(missing(network))
  }
  if (!found.transformer) Object.assign(found, experts(await filesOf(folder, 'transformer', into)))
  return found
}

/** What a file holds, as a noun. */
export function inWords(content: ReturnType<typeof contentOf>): string {
  return content === null
    ? 'no network of Wan'
    : {
        lora: 'a LoRA',
        transformer: 'a transformer',
        text_encoder: 'a text encoder',
        image_encoder: 'an image encoder',
        vae: 'an autoencoder',
      }[content]
}

/** The sentence about a part without a file. */
export const missing = (network: Network): string =>
  `has no file of ${inWords(network)}: put one, such as ${EXAMPLES[network]}, into ${FOLDERS[network][0]}/, or name it in service.json (files.${network})`

function experts(files: readonly WeightsFile[]): Pick<FoundFiles, 'transformer' | 'transformer_2'> {
  const of = (pattern: RegExp) => files.filter(({ name }) => pattern.test(name))
  const [high, low] = [of(/high/i), of(/low/i)]
  const [only] = files
  if (!only) throw new Error(missing('transformer'))
  if (files.length === 1) {
    if (high.length + low.length === 0) return { transformer: only }
    const other = high.length > 0 ? 'low' : 'high'
    throw new Error(
      `has one expert of two, ${only.name}: put that for ${other} noise beside it, or name this one alone in service.json (files.transformer)`,
    )
  }
  if (files.length === 2 && high.length === 1 && low.length === 1)
    return { transformer: high[0]!, transformer_2: low[0]! }
  throw new Error(ambiguous('transformer', files))
}

const ambiguous = (network: Network, files: readonly WeightsFile[]): string =>
  `has several files of ${inWords(network)} (${files.map(({ name }) => name).join(', ')}): name one in service.json (files.${network}${network === 'transformer' ? ', and files.transformer_2 for low noise' : ''})`

async function filesOf(folder: string, network: Network, into: RepackInto | null): Promise<WeightsFile[]> {
  const places = ROOTS.flatMap((root) => FOLDERS[network].map((name) => `${root}${name}`))
  const names = (await Promise.all(places.map((place) => weightsIn(folder, place)))).flat()
  const read = await Promise.all(
    names.map(async (name) => ({ name, ...(await readStoredWeights(join(folder, name), into)) })),
  )
  return read.flatMap(({ name, index, repack }) =>
    contentOf(index) === network
      ? [{ name, stored: index, weights: withBuilderNames(index, network), repack }]
      : [],
  )
}

/** Files of weights in a folder and one level below it; shards count once, by their index. */
async function weightsIn(folder: string, place: string, depth = 1): Promise<string[]> {
  const found = await readdir(join(folder, place)).catch((): string[] => [])
  const names = found.toSorted()
  const sharded = names.some((name) => INDEX.test(name))
  const files = await Promise.all(
    names.map(async (name): Promise<string[]> => {
      const path = `${place}/${name}`
      if (INDEX.test(name)) return [path]
      if (WEIGHTS.test(name)) return sharded && SHARD.test(name) ? [] : [path]
      const isFolder = (await stat(join(folder, path)).catch(() => null))?.isDirectory() ?? false
      return isFolder && depth > 0 ? weightsIn(folder, path, depth - 1) : []
    }),
  )
  return files.flat()
}

const networkOf = (part: Part): Network => (part === 'transformer_2' ? 'transformer' : part)
