import { mkdir, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import type { ModelDefinition } from '#core/task/model-definition.ts'
import { readModelFolder } from '#worker/wan/folder/model-folder.ts'
import type { Precision } from '#worker/wan/folder/precision.ts'
import { readFolder } from '#worker/wan/folder/read-folder.ts'
import { chooseConfigs, findModelIndex, shardsOf } from './choose-files.ts'
import { refuseLittleSpace } from './disk-space.ts'
import { fetchFile } from './fetch-file.ts'
import { openHubModel, PullError, type HubModel, type HubSettings, type ListedFile } from './hub.ts'
import { withLock } from './lock.ts'
import { commitOf } from './notes.ts'
import type { Reporter } from './progress.ts'

export interface PullOptions {
  readonly modelsDirectory: string
  /** Name of the folder to be. */
  readonly name: string
  /** A branch, a tag or a commit. */
  readonly revision: string
  readonly precision: Precision
  readonly reporter: Reporter
}

export interface PulledModel {
  readonly folder: string
  readonly commit: string
  readonly definitions: readonly ModelDefinition[]
  /** False if the folder was there before. */
  readonly isNew: boolean
}

/** Files that are fetched side by side; one connection rarely fills a fast line. */
const AT_ONCE = 4

/**
 * Downloads a published model into a models directory. Until it is whole, compared with the hub's
 * checksums and read as the engine reads it, it lies under a name with a dot, which is not served.
 *
 * @throws PullError that names the reason and the way out; ModelFolderError or WeightsError for a
 *   model that cannot be served.
 */
export async function pullModel(id: string, hub: HubSettings, options: PullOptions): Promise<PulledModel> {
  const { modelsDirectory, name, revision, precision } = options
  const folder = path.join(modelsDirectory, name)
  const model = await openHubModel(id, revision, hub)
  try {
    const commit = await commitOf(folder, 'model_index.json')
    if (commit !== null && commit !== model.commit)
      throw new PullError(
        `${folder} exists and is not commit ${model.commit} of ${id}: move it away, or choose another folder with --name`,
      )
    if (commit === null) await fetchAlone(model, folder, options)
    const served = await readModelFolder(folder, { precision })
    const definitions = [served, ...served.variants].map(({ definition }) => definition)
    return { folder, commit: model.commit, definitions, isNew: commit === null }
  } finally {
    await model.close()
  }
}

/** @throws PullError while another download of the same folder is running. */
async function fetchAlone(model: HubModel, folder: string, options: PullOptions): Promise<void> {
  const partial = path.join(options.modelsDirectory, `.${options.name}.partial`)
  await mkdir(options.modelsDirectory, { recursive: true }).catch((error: Error) => {
    throw new PullError(`${options.modelsDirectory} cannot be made: ${error.message}`)
  })
  await withLock(partial, async () => {
    // Another download may have ended since.
    if ((await commitOf(folder, 'model_index.json')) === null)
      await fetchModel(model, partial, folder, options)
  })
}

async function fetchModel(
  model: HubModel,
  partial: string,
  folder: string,
  { precision, reporter }: PullOptions,
): Promise<void> {
  const { id, files } = model
  await mkdir(partial, { recursive: true }).catch((error: Error) => {
    throw new PullError(`${partial} cannot be made: ${error.message}`)
  })
  const index = findModelIndex(id, files)
  await fetchAll(model, [index], partial, reporter)
  const chosen = chooseConfigs(id, files, await readJson(partial, index.path))
  await fetchAll(
    model,
    chosen.configs.filter((file) => file !== index),
    partial,
    reporter,
  )
  // Before many GB are fetched: whether anything here can run them.
  await readFolder(partial)
  const weights: ListedFile[] = []
  for (const main of chosen.weights)
    weights.push(
      ...(main.path.endsWith('.json')
        ? shardsOf(id, files, main, await readJson(partial, main.path))
        : [main]),
    )
  await refuseLittleSpace(weights, partial)
  await fetchAll(model, weights, partial, reporter)
  reporter.finish()
  await readModelFolder(partial, { precision })
  await rename(partial, folder)
}

/** Fetches some files side by side; the first fault ends the others. */
async function fetchAll(
  model: HubModel,
  files: readonly ListedFile[],
  folder: string,
  reporter: Reporter,
): Promise<void> {
  reporter.expect(files.reduce((sum, { size }) => sum + size, 0))
  const end = new AbortController()
  const rest = files.values()
  const line = async () => {
    for (const file of rest) await fetchFile(model, file, folder, reporter, end.signal)
  }
  const faults: unknown[] = []
  const lines = Array.from({ length: AT_ONCE }, () =>
    line().catch((error: unknown) => {
      faults.push(error)
      end.abort()
    }),
  )
  await Promise.all(lines)
  if (faults.length > 0) throw faults[0]
}

async function readJson(folder: string, name: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path.join(folder, name), 'utf8'))
  } catch (error) {
    throw new PullError(`${name} cannot be read as JSON`, { cause: error })
  }
}
