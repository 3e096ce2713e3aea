import { lstat, open, readdir, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { explainComponent, explainShard, explainStrayFile, explainWithoutWeights } from './stray-files.ts'

const WEIGHTS = ['.safetensors', '.gguf', '.bin', '.pt', '.pth', '.ckpt', '.sft']
const PICKLED = ['.bin', '.pt', '.pth', '.ckpt']
const LFS_POINTER = 'version https://git-lfs.github.com/spec/'
const DIFFUSERS_FOLDER = 'the folder that diffusers publishes (its name ends in -Diffusers) is read as it is'
/** Folders of ComfyUI's repackaged weights. */
const SPLIT_FOLDERS = ['split_files', 'diffusion_models', 'text_encoders', 'clip_vision', 'vae']

/**
 * Why an entry of the models directory that has neither model_index.json nor service.json is not
 * served; null for what lies beside models, such as a README.
 */
export async function explainUnserved(path: string): Promise<string | null> {
  const entry = await stat(path).catch(() => null)
  if (entry === null) {
    const dangling = await lstat(path).catch(() => null)
    return dangling && 'a link to something that is not there'
  }
  if (entry.isFile())
    return WEIGHTS.includes(extname(path).toLowerCase()) ? explainFile(path) : explainStrayFile(path)
  if (!entry.isDirectory()) return null
  const [own, all] = await Promise.all([filesOf(path, 0), filesOf(path, 2)])
  const weights = all.filter((file) => WEIGHTS.includes(extname(file).toLowerCase()))
  if (weights.length === 0) return explainWithoutWeights(path)
  const first = (pattern: RegExp, files = all) => files.find((file) => pattern.test(file))
  if (first(/(^|\/)(Wan[\d.]+_VAE|models_t5_umt5|models_clip_)[^/]*\.pth$/i, own) !== undefined)
    return `an original checkpoint of the Wan repository: ${DIFFUSERS_FOLDER}`
  const lora = first(/lora/i, weights)
  if (weights.some((file) => SPLIT_FOLDERS.includes(file.split('/')[0] ?? '')))
    return `single files as ComfyUI loads them, such as ${weights[0]}, without a transformer in diffusion_models/: ${DIFFUSERS_FOLDER}`
  if (lora !== undefined && weights.every((file) => file.endsWith('.safetensors')))
    return `LoRA files, such as ${lora}: put them into a model's folder and name them in its service.json`
  return explainFile(join(path, weights[0]!))
}

/**
 * Why a hidden entry of the models directory is not served: null for all but a model whose download
 * has not ended.
 */
export function explainHidden(name: string): string | null {
  const [, model] = /^\.(.+)\.partial$/.exec(name) ?? []
  return model === undefined
    ? null
    : `the download of ${model} has not ended: \`npm run model -- pull\` of the same id goes on where it stopped`
}

/**
 * What is wrong with the weights of a model folder that could not be read; null when nothing tells
 * more than the error itself.
 */
export async function explainUnreadable(folder: string): Promise<string | null> {
  const files = await filesOf(folder, 1)
  for (const file of files) {
    if (WEIGHTS.concat('.json').includes(extname(file)) && (await isLfsPointer(join(folder, file))))
      return `${file} is a pointer of Git LFS, not the file itself: run \`git lfs pull\` in the folder, or download it with \`hf download\``
  }
  const inComponents = files.filter((file) => file.includes('/'))
  const components = Map.groupBy(inComponents, (file) => file.split('/')[0])
  for (const [component, names] of components) {
    const reason = explainComponent(component ?? '', names)
    if (reason !== null) return reason
    const pickled = names.find((file) => PICKLED.includes(extname(file)))
    const others = names.some((file) => /\.(gguf|safetensors(\.index\.json)?)$/.test(file))
    if (pickled !== undefined && !others)
      return `${component} has only pickled weights (${pickled}): safetensors are read, which \`save_pretrained\` of diffusers and transformers writes`
  }
  return null
}

/**
 * Why one file of weights is not served as it lies. A file that a folder of ComfyUI could hold is
 * told where it belongs.
 */
export async function explainFile(path: string): Promise<string> {
  const name = path.split('/').at(-1) ?? path
  const ending = extname(path).toLowerCase()
  if (await isLfsPointer(path))
    return `${name} is a pointer of Git LFS, not the file itself: run \`git lfs pull\`, or download it with \`hf download\``
  const shard = explainShard(name)
  if (shard !== null) return shard
  if (PICKLED.includes(ending))
    return `${name}: pickled weights are not read; ${DIFFUSERS_FOLDER}, and so are ComfyUI's files in safetensors`
  return `${name}: ${STRAY}; \`npm run model -- check ${name}\` says what it is`
}

const STRAY =
  'a single file of weights is read in the folders of ComfyUI (diffusion_models/, text_encoders/, vae/, clip_vision/) of a model folder'

async function isLfsPointer(path: string): Promise<boolean> {
  const file = await open(path).catch(() => null)
  if (file === null) return false
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LFS_POINTER.length), 0, LFS_POINTER.length, 0)
    return buffer.subarray(0, bytesRead).toString('latin1') === LFS_POINTER
  } catch {
    return false
  } finally {
    await file.close()
  }
}

/** Paths of the files of a folder and of folders up to `depth` below it, with forward slashes. */
async function filesOf(folder: string, depth: number): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  const found = await Promise.all(
    names
      .filter((name) => !name.startsWith('.'))
      .toSorted()
      .map(async (name): Promise<string[]> => {
        const entry = await stat(join(folder, name)).catch(() => null)
        if (entry?.isFile()) return [name]
        if (!entry?.isDirectory() || depth === 0) return []
        return (await filesOf(join(folder, name), depth - 1)).map((file) => `${name}/${file}`)
      }),
  )
  return found.flat()
}
