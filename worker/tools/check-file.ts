import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { type ExpertName, readLayers } from '#worker/graphs/weights/lora-keys.ts'
import { contentOf, type Network, withBuilderNames } from '#worker/graphs/weights/original/networks.ts'
import { type SafetensorsIndex } from '#worker/graphs/weights/safetensors.ts'
import { shownConfig } from '#worker/wan/folder/comfyui/derived-configs.ts'
import { FOLDERS, inWords } from '#worker/wan/folder/comfyui/find-files.ts'
import { readStoredWeights } from '#worker/wan/folder/comfyui/read-weights.ts'
import { explainFile } from '#worker/wan/folder/unserved.ts'
import { gibibytes } from './print-check.ts'

/** Whether a path names a file of weights, or what should be one. */
export async function isWeightsFile(path: string): Promise<boolean> {
  const isFile = (await stat(path).catch(() => null))?.isFile() ?? false
  return isFile && /\.(safetensors|gguf|index\.json|bin|pt|pth|ckpt|sft)$/i.test(path)
}

/**
 * What a single file of weights is, in which types, and where to put it. Only its header is read.
 *
 * @throws WeightsError for a damaged file or a form that is not read; Error with the way out for
 *   weights in another form.
 */
export async function explainWeightsFile(path: string): Promise<string> {
  if (!/\.(safetensors|gguf|safetensors\.index\.json)$/.test(path)) throw new Error(await explainFile(path))
  const { index, repack } = await readStoredWeights(path, null)
  const content = contentOf(index)
  const bytes = [...index.tensors.values()].reduce((sum, { length }) => sum + length, 0)
  const types = repack ? repack.header.tensors.map(({ type }) => type) : dtypesOf(index)
  return [
    `${path}: ${inWords(content)}, ${index.tensors.size} tensors, ${gibibytes(bytes)}`,
    `  stored as ${counted(types)}`,
    ...(repack?.file ? ['  quantised tensors are repacked once, into the cache of the engine'] : []),
    ...(content === null
      ? noNetwork(index)
      : content === 'lora'
        ? lora(path, index)
        : network(path, index, content)),
    '',
  ].join('\n')
}

const dtypesOf = ({ tensors }: SafetensorsIndex): string[] => [...tensors.values()].map(({ dtype }) => dtype)

/** `BF16 300, F32 12`. */
function counted(items: readonly string[]): string {
  const groups = [...Map.groupBy(items, (item) => item)].toSorted(([, a], [, b]) => b.length - a.length)
  return groups.map(([item, all]) => `${item} ${all.length}`).join(', ')
}

function network(path: string, index: SafetensorsIndex, content: Network): string[] {
  const config = shownConfig(content, withBuilderNames(index, content))
  const sizes = Object.entries(config).filter(([, value]) => typeof value === 'number')
  const isExpert = content === 'transformer' && /high|low/i.test(basename(path))
  return [
    `  sizes: ${sizes.map(([key, value]) => `${key} ${String(value)}`).join(', ')}`,
    `  put it into <model>/${FOLDERS[content][0]}/${isExpert ? ', beside the other expert' : ''}`,
  ]
}

function lora(path: string, index: SafetensorsIndex): string[] {
  const of = (expert: ExpertName) => [...readLayers(index, expert).keys()]
  const [first, second] = [of('transformer'), of('transformer_2')]
  const namesExperts = first.join() !== second.join()
  return [
    `  ${new Set([...first, ...second]).size} layers${namesExperts ? `, ${first.length} of transformer and ${second.length} of transformer_2` : ''}`,
    `  put it into <model>/loras/ and name it in service.json: "loras": [{ "file": "loras/${basename(path)}", "strength": 1 }]`,
    '  or into LORAS_DIR, and requests may name it; npm run model -- check <model> --loras <folder> says whether it fits',
  ]
}

function noNetwork({ tensors }: SafetensorsIndex): string[] {
  const names = [...tensors.keys()].slice(0, 3)
  return [`  not served: its tensors, such as ${names.join(', ')}, belong to no network of Wan 2.1 or 2.2`]
}
