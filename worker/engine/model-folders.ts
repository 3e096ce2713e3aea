import { access, readdir } from 'node:fs/promises'
import path from 'node:path'
import { readModelFolder, type ModelFolder } from '#worker/wan/model-folder.ts'
import type { ModelFault } from './protocol.ts'

export interface ModelFolders {
  readonly folders: readonly ModelFolder[]
  readonly faults: readonly ModelFault[]
}

/** A folder with either of these means to be a model; others are not looked at. */
const MARKS = ['service.json', 'model_index.json']

/**
 * Reads every model folder of a directory, in the order of their names. One that cannot be used is reported by name
 * and reason, and so is one whose id or alias an earlier one has; the others stay available.
 *
 * @throws Error when the directory cannot be read.
 */
export async function readModelFolders(modelsDirectory: string): Promise<ModelFolders> {
  const folders: ModelFolder[] = []
  const faults: ModelFault[] = []
  const owners = new Map<string, string>()
  const names = await readdir(modelsDirectory).catch((error: unknown) => {
    throw new Error(`the models directory ${modelsDirectory} cannot be read`, { cause: error })
  })
  for (const name of names.toSorted()) {
    const folder = path.join(modelsDirectory, name)
    if (!(await hasMark(folder))) continue
    try {
      const model = await readModelFolder(folder)
      const ids = new Set([model.definition.id, ...model.definition.aliases])
      for (const id of ids)
        if (owners.has(id)) throw new Error(`the id or alias ${id} is already that of ${owners.get(id)}`)
      for (const id of ids) owners.set(id, name)
      folders.push(model)
    } catch (error) {
      faults.push({ folder: name, reason: error instanceof Error ? error.message : String(error) })
    }
  }
  return { folders, faults }
}

async function hasMark(folder: string): Promise<boolean> {
  const found = await Promise.all(
    MARKS.map((mark) =>
      access(path.join(folder, mark)).then(
        () => true,
        () => false,
      ),
    ),
  )
  return found.includes(true)
}
