import { type ComponentConfig } from '#worker/graphs/config.ts'
import { type Architecture, type ModelConfigs, readArchitecture } from './architecture.ts'
import { refuseUnknownClipKeys, refuseUnknownUmt5Keys } from './config-keys.ts'
import { naming, readJson } from './folder-files.ts'
import { isObject } from './json-fields.ts'
import { parseModelIndex } from './model-index.ts'
import { checkSchedulerConfig } from './scheduler-config.ts'

/**
 * Reads the configurations of a model folder, with or without weights: its components, their
 * config.json and the switches they imply.
 *
 * @throws ModelFolderError for an absent or damaged file, and for a key, value or combination that
 *   no Wan model has.
 */
export async function readModelConfigs(
  path: string,
): Promise<{ readonly configs: ModelConfigs; readonly architecture: Architecture }> {
  const index = await readJson(path, 'model_index.json', parseModelIndex)
  const read = (component: string, check: (config: ComponentConfig) => void = () => {}) =>
    readJson(path, `${component}/config.json`, (json) => {
      if (!isObject(json)) throw new Error('expected an object')
      check(json)
      return json
    })
  const configs: ModelConfigs = {
    textEncoder: await read('text_encoder', refuseUnknownUmt5Keys),
    transformer: await read('transformer'),
    transformer2: index.boundaryRatio === null ? undefined : await read('transformer_2'),
    vae: await read('vae'),
    imageEncoder: index.hasImageEncoder ? await read('image_encoder', refuseUnknownClipKeys) : undefined,
  }
  await readJson(path, 'scheduler/scheduler_config.json', checkSchedulerConfig)
  const architecture = await naming(path, 'model_index.json', () => readArchitecture(index, configs))
  return { configs, architecture }
}
