import { access, readdir } from 'node:fs/promises'
import path from 'node:path'
import { readModelFolder, type ModelFolder, type ReadOptions } from './model-folder.ts'
import { isUpstreamFolder } from './upstream-folder.ts'
import { explainHidden, explainUnreadable, explainUnserved } from './unserved.ts'
import { findDamage } from './damaged-folders.ts'
import type { FileHashes } from './file-hashes.ts'
import { findLoras } from '#worker/wan/folder/loras/find-loras.ts'
import { looksLikeComfyui } from './read-folder.ts'

/** What lies in the models directory and is not served, and why. */
export interface ModelFault {
  readonly folder: string
  readonly reason: string
}

export interface ModelFolders {
  /** Every served model: a folder's own and its variants. */
  readonly folders: readonly ModelFolder[]
  readonly faults: readonly ModelFault[]
  /** Sentences for the operator's log. */
  readonly notes: readonly string[]
}

export interface ReadFoldersOptions extends Omit<ReadOptions, 'loras'> {
  /** The folder of LoRAs that runs may add. Null or absent: none. */
  readonly lorasDirectory?: string | null
  /** Hashes to compare with the files' known checksums. Absent: no comparison. */
  readonly hashes?: FileHashes
  /** Whether files of any size are compared, which takes minutes. Absent: only small ones are. */
  readonly comparesAll?: boolean
}

/** A folder with either file is a model folder. */
const MARKS = ['service.json', 'model_index.json']

/**
 * Reads every model folder of a directory, in the order of their names. A folder that cannot be
 * used, or whose id or alias an earlier folder has, becomes a fault with its reason, and so do
 * weights in another form; the others stay available. Models that other servers run are left out.
 *
 * @throws Error when the directory, or that of LoRAs, cannot be read.
 */
export async function readModelFolders(
  modelsDirectory: string,
  { hashes, comparesAll = false, lorasDirectory = null, ...options }: ReadFoldersOptions = {},
): Promise<ModelFolders> {
  const names = await readdir(modelsDirectory).catch((error: unknown) => {
    throw new Error(`the models directory ${modelsDirectory} cannot be read`, { cause: error })
  })
  const loras = lorasDirectory === null ? [] : await findLoras(lorasDirectory)
  const read = new Map<string, readonly ModelFolder[]>()
  const reasons = new Map<string, string>()
  for (const name of names.toSorted()) {
    const folder = path.join(modelsDirectory, name)
    const hidden = explainHidden(name)
    if (hidden !== null) reasons.set(name, hidden)
    if (name.startsWith('.') || (await isUpstreamFolder(folder))) continue
    if (!(await isModelFolder(folder))) {
      const reason = await explainUnserved(folder)
      if (reason !== null) reasons.set(name, reason)
      continue
    }
    try {
      const model = await readModelFolder(folder, { ...options, loras })
      read.set(name, [model, ...model.variants])
    } catch (error) {
      const reason = await explainUnreadable(folder)
      reasons.set(name, reason ?? (error instanceof Error ? error.message : String(error)))
    }
  }
  const damage = hashes
    ? await findDamage([...read.values()].flat(), hashes, comparesAll)
    : new Map<string, string>()
  const folders: ModelFolder[] = []
  const owners = new Map<string, string>()
  for (const [name, served] of read) {
    const reason = damage.get(path.join(modelsDirectory, name)) ?? findClash(served, owners)
    if (reason !== undefined) {
      reasons.set(name, reason)
      continue
    }
    for (const id of served.flatMap(idsOf)) owners.set(id, name)
    folders.push(...served)
  }
  const faults = [...reasons].map(([folder, reason]) => ({ folder, reason }))
  return {
    folders: withOtherNames(folders),
    faults: faults.toSorted((a, b) => (a.folder < b.folder ? -1 : 1)),
    notes: folders.flatMap(({ definition: { id, unapplied = [] } }) =>
      unapplied.map((sentence) => `model ${id}: ${sentence}`),
    ),
  }
}

const idsOf = ({ definition }: ModelFolder): string[] => [...new Set([definition.id, ...definition.aliases])]

/**
 * The folders with their other names as aliases. A name that some model has in any case stays that
 * model's: a fine-tuned copy often notes the name of what it was made from.
 */
function withOtherNames(folders: readonly ModelFolder[]): ModelFolder[] {
  const taken = new Set(folders.flatMap(idsOf).map((id) => id.toLowerCase()))
  return folders.map((folder) => {
    const free = folder.otherNames.filter((name) => {
      const isFree = !taken.has(name.toLowerCase())
      taken.add(name.toLowerCase())
      return isFree
    })
    if (free.length === 0) return folder
    const { definition } = folder
    return { ...folder, definition: { ...definition, aliases: [...definition.aliases, ...free] } }
  })
}

/** The reason why a folder's ids clash with each other or with those of earlier folders. */
function findClash(served: readonly ModelFolder[], owners: ReadonlyMap<string, string>): string | undefined {
  const ids = served.flatMap(idsOf)
  for (const [i, id] of ids.entries()) {
    const owner = ids.indexOf(id) < i ? 'this folder' : owners.get(id)
    if (owner !== undefined) return `the id or alias ${id} is already that of ${owner}`
  }
  return undefined
}

/** Whether a folder has one of the files that mark a model folder, or ComfyUI's folders. */
export async function isModelFolder(folder: string): Promise<boolean> {
  const found = await Promise.all(
    MARKS.map((mark) =>
      access(path.join(folder, mark)).then(
        () => true,
        () => false,
      ),
    ),
  )
  return found.includes(true) || looksLikeComfyui(folder)
}

/** Whether a path is no model folder itself, but a directory that holds some. */
export async function isModelsDirectory(directory: string): Promise<boolean> {
  if (await isModelFolder(directory)) return false
  const names = await readdir(directory).catch(() => [])
  const held = names.flatMap((name) => {
    const folder = path.join(directory, name)
    return [isModelFolder(folder), isUpstreamFolder(folder)]
  })
  return (await Promise.all(held)).includes(true)
}
