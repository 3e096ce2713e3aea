import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isObject } from '#worker/wan/folder/config/json-fields.ts'
import { type ModelFolder } from './model-folder.ts'

/** A file that decides what a model computes. */
export interface ModelFile {
  /** Inside the model folder, with forward slashes: `transformer/config.json`. */
  readonly name: string
  readonly path: string
}

/**
 * Configurations, tokenizers and weights; beside them lie licences, pictures and weights in formats
 * that are not read.
 */
const DECIDING = /\.(json|safetensors)$/

/**
 * The files of a model that decide its results, sorted by name: model_index.json, those of the
 * components that it names, and the LoRA files of this served model. Not service.json, whose values
 * come with each request.
 */
export async function modelFiles({
  path,
  definition,
}: Pick<ModelFolder, 'path' | 'definition'>): Promise<ModelFile[]> {
  const index: unknown = JSON.parse(await readFile(join(path, 'model_index.json'), 'utf8'))
  const names = ['model_index.json', ...definition.loras.map((lora) => lora.file)]
  for (const component of isObject(index) ? componentsOf(index) : []) {
    const files = await readdir(join(path, component)).catch(() => [])
    for (const file of files) if (DECIDING.test(file)) names.push(`${component}/${file}`)
  }
  return [...new Set(names)].toSorted().map((name) => ({ name, path: join(path, name) }))
}

/**
 * `[library, class]` where there is a component, `[null, null]` where an optional one is left out.
 */
function componentsOf(index: object): string[] {
  return Object.entries(index).flatMap(([name, value]) =>
    Array.isArray(value) && value.every((part) => typeof part === 'string') ? [name] : [],
  )
}
