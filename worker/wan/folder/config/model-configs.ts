import { type ComponentConfig } from '#worker/graphs/config.ts'
import { type Architecture, type ModelConfigs, readArchitecture } from './architecture.ts'
import { type ConfiguredComponent, ignoredKeys } from './config-keys.ts'
import { naming, readJson } from './folder-files.ts'
import { isObject } from './json-fields.ts'
import { parseModelIndex } from './model-index.ts'
import { type FolderSampling, parseSchedulerConfig } from './scheduler-config.ts'

/** What the configurations of a model folder say. */
export interface FolderConfigs {
  readonly configs: ModelConfigs
  readonly architecture: Architecture
  readonly sampling: FolderSampling
  /** The name under which the model was published, as far as the folder tells; else null. */
  readonly publishedName: string | null
  /** Sentences about what the configurations hold and nothing here reads. */
  readonly notes: readonly string[]
}

/**
 * Reads the configurations of a model folder, with or without weights: its components, their
 * config.json and the switches they imply. An absent key stands for the default of its class in
 * diffusers or transformers.
 *
 * @throws ModelFolderError for an absent or damaged file, and for a value or combination that no
 *   Wan model has.
 */
export async function readModelConfigs(path: string): Promise<FolderConfigs> {
  const index = await readJson(path, 'model_index.json', parseModelIndex)
  const notes = [...index.notes]
  const note = (file: string, keys: readonly string[]) => {
    if (keys.length > 0)
      notes.push(`${file}: nothing here reads ${keys.join(', ')}, and neither does diffusers`)
  }
  const read = (component: ConfiguredComponent): Promise<ComponentConfig> =>
    readJson(path, `${component}/config.json`, (json) => {
      if (!isObject(json)) throw new Error('expected an object')
      note(`${component}/config.json`, ignoredKeys(component, json))
      return json
    })
  const configs: ModelConfigs = {
    textEncoder: await read('text_encoder'),
    transformer: await read('transformer'),
    transformer2: index.boundaryRatio === null ? undefined : await read('transformer_2'),
    vae: await read('vae'),
    imageEncoder: index.hasImageEncoder ? await read('image_encoder') : undefined,
  }
  const sampling = await readJson(path, 'scheduler/scheduler_config.json', parseSchedulerConfig)
  note('scheduler/scheduler_config.json', sampling.ignored)
  const architecture = await naming(path, 'model_index.json', () => readArchitecture(index, configs))
  return { configs, architecture, sampling, publishedName: index.publishedName, notes }
}
