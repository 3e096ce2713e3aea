import { PullError, type ListedFile } from './hub.ts'

/** What a folder consists of beside its weights: a few files of a few MB. */
export interface ChosenConfigs {
  readonly configs: readonly ListedFile[]
  /**
   * Of each component with weights: the index of its shards, which is one of `configs`, or its only
   * file.
   */
  readonly weights: readonly ListedFile[]
}

/** The names under which diffusers and transformers save weights; an index names shards. */
const WEIGHTS = [
  'diffusion_pytorch_model.safetensors.index.json',
  'diffusion_pytorch_model.safetensors',
  'model.safetensors.index.json',
  'model.safetensors',
]
/** A published tokenizer has 17 MB. */
const MOST_CONFIG_BYTES = 100_000_000
const COMPONENT = /^[a-z][a-z0-9_]*$/
const OTHER_WEIGHTS = /\.(bin|pt|pth|ckpt|gguf|safetensors)$/

/**
 * The configurations, tokenizer and licence of a repository in the layout of diffusers, and where
 * its weights are. What the service does not read is left out: pictures, the same weights pickled
 * or in another precision, frameworks' files.
 *
 * @param index The content of model_index.json.
 * @throws PullError for a repository that the service cannot serve.
 */
export function chooseConfigs(id: string, files: readonly ListedFile[], index: unknown): ChosenConfigs {
  const configs = files.filter(({ path }) => path === 'model_index.json' || /^LICENSE(\.\w+)?$/i.test(path))
  const weights: ListedFile[] = []
  for (const component of componentsOf(index)) {
    const own = files.filter(({ path }) => path.startsWith(`${component}/`) && path.split('/').length === 2)
    const named = (name: string) => own.find(({ path }) => path === `${component}/${name}`)
    const main = WEIGHTS.map(named).find((file) => file !== undefined)
    if (main !== undefined) weights.push(main)
    else if (own.some(({ path }) => OTHER_WEIGHTS.test(path)))
      throw new PullError(
        `${id}: ${component}/ has none of ${WEIGHTS.join(', ')}; look for a copy of the model in safetensors`,
      )
    configs.push(
      ...own.filter(
        (file) =>
          file.path.endsWith('.json') && (!file.path.endsWith('.safetensors.index.json') || file === main),
      ),
    )
  }
  const large = configs.find(({ size }) => size > MOST_CONFIG_BYTES)
  if (large !== undefined)
    throw new PullError(`${id}: ${large.path} is no configuration: ${large.size} bytes`)
  return { configs, weights }
}

/**
 * The file that lists the components of a repository.
 *
 * @throws PullError for one in another layout
 */
export function findModelIndex(id: string, files: readonly ListedFile[]): ListedFile {
  const index = files.find(({ path }) => path === 'model_index.json')
  if (index !== undefined && index.size <= MOST_CONFIG_BYTES) return index
  throw new PullError(
    `${id} has no model_index.json, so it is not in the layout of diffusers; the id of a Wan model that is ends in -Diffusers: \`npm run model -- list\` names them`,
  )
}

/** `[library, class]` marks a component, `[null, null]` an optional one that is left out. */
function componentsOf(index: unknown): string[] {
  if (typeof index !== 'object' || index === null) return []
  return Object.entries(index).flatMap(([name, value]) =>
    COMPONENT.test(name) && Array.isArray(value) && value.every((part) => typeof part === 'string')
      ? [name]
      : [],
  )
}

/**
 * The shards that an index names, which lie beside it.
 *
 * @throws PullError for a shard that the repository lacks
 */
export function shardsOf(
  id: string,
  files: readonly ListedFile[],
  { path: indexPath }: ListedFile,
  index: unknown,
): ListedFile[] {
  const folder = indexPath.slice(0, indexPath.lastIndexOf('/'))
  const map = (index as { readonly weight_map?: unknown } | null)?.weight_map
  const names = new Set(typeof map === 'object' && map !== null ? Object.values(map) : [])
  if (names.size === 0) throw new PullError(`${id}: ${indexPath} names no files`)
  return [...names].map((name) => {
    const file = files.find(({ path }) => path === `${folder}/${String(name)}`)
    if (file === undefined || /[/\\]/.test(String(name)))
      throw new PullError(`${id}: ${indexPath} names ${String(name)}, which the repository does not have`)
    return file
  })
}
