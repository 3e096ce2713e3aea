import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isObject } from '#worker/wan/folder/config/json-fields.ts'
import { type ModelFolder } from './model-folder.ts'

/** A file that decides what a model computes. */
export interface ModelFile {
  /** Path inside the model folder, with forward slashes: `transformer/config.json`. */
  readonly name: string
  readonly path: string
}

/**
 * Configurations, tokenizers and weights. Licences, images and weights in unread formats decide
 * nothing.
 */
const DECIDING = /\.(json|safetensors)$/

/**
 * The files that decide a model's results, sorted by name: model_index.json, the files of its
 * components, and the LoRA files of this served model. service.json is left out, because its values
 * are part of each request.
 */
export async function modelFiles({
  path,
  definition,
  componentFiles,
}: Pick<ModelFolder, 'path' | 'definition' | 'componentFiles'>): Promise<ModelFile[]> {
  const own = componentFiles ?? (await diffusersFiles(path))
  const loras = definition.loras.map(({ file }) => ({ name: file, path: join(path, file) }))
  const files = new Map([...own, ...loras].map((file) => [file.name, file]))
  return [...files.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

async function diffusersFiles(path: string): Promise<ModelFile[]> {
  const index: unknown = JSON.parse(await readFile(join(path, 'model_index.json'), 'utf8'))
  const names = ['model_index.json']
  for (const component of isObject(index) ? componentsOf(index) : []) {
    const files = await readdir(join(path, component)).catch(() => [])
    for (const file of files) if (DECIDING.test(file)) names.push(`${component}/${file}`)
  }
  return names.map((name) => ({ name, path: join(path, name) }))
}

/** `[library, class]` marks a component, `[null, null]` an optional one that is left out. */
function componentsOf(index: object): string[] {
  return Object.entries(index).flatMap(([name, value]) =>
    Array.isArray(value) && value.every((part) => typeof part === 'string') ? [name] : [],
  )
}
