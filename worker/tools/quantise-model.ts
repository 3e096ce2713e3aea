import { constants } from 'node:fs'
import {
  copyFile,
  link,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { quantiseTransformer, type QuantiseResult } from '#worker/graphs/quantise/quantise.ts'
import { nameInSums, SUMS_FILE } from '#worker/wan/folder/checksums.ts'
import { readModelConfigs } from '#worker/wan/folder/config/model-configs.ts'
import { looksLikeComfyui } from '#worker/wan/folder/read-folder.ts'
import { readModelFolder } from '#worker/wan/folder/model-folder.ts'

/** The parts of a folder that are quantised; all other files are linked or copied. */
const TRANSFORMERS = ['transformer', 'transformer_2']
/** Files of the folder's top that the new folder has in another form. */
const REWRITTEN = ['service.json', SUMS_FILE]
/** Files that tools leave in a folder and that are no part of the model. */
const IGNORED = /^(\.|README\.md$|.*\.partial$)/

export interface QuantiseModelOptions {
  /** Called when `done` of `total` tensors of `part`, transformer or transformer_2, are written. */
  readonly onProgress?: (part: string, done: number, total: number) => void
}

/**
 * Writes the model folder `source` to `target` with int8 transformers. Other files are hard links
 * to those of the source where the file system permits it, and copies elsewhere. A service.json
 * gets ids that end in `-int8`, so that both folders can be served. The folder appears under its
 * name once it is complete and the engine's reader accepts it. The memory in use does not depend on
 * the size of the model.
 *
 * @throws ModelFolderError and WeightsError for a source that cannot be used, Error when the target
 *   exists.
 */
export async function quantiseModel(
  source: string,
  target: string,
  { onProgress }: QuantiseModelOptions = {},
): Promise<ReadonlyMap<string, QuantiseResult>> {
  const [from, to] = [resolve(source), resolve(target)]
  if (await looksLikeComfyui(from))
    throw new Error(
      `${from} holds ComfyUI's files: folders in the layout of diffusers are quantised; GGUF Q8_0 of the same model has the size of int8`,
    )
  const { configs } = await readModelConfigs(from)
  if (await exists(to)) throw new Error(`${to} already exists`)
  const partial = `${to}.partial`
  await rm(partial, { recursive: true, force: true })
  const results = new Map<string, QuantiseResult>()
  try {
    await takeOver(from, partial, '')
    for (const part of configs.transformer2 ? TRANSFORMERS : TRANSFORMERS.slice(0, 1)) {
      const result = await quantiseTransformer(join(from, part), join(partial, part), {
        onProgress: ({ done, total }) => onProgress?.(part, done, total),
      })
      results.set(part, result)
    }
    await keepChecksums(from, partial)
    await renameService(from, partial)
    await readModelFolder(partial)
    await rename(partial, to)
    return results
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
    throw error
  }
}

/** Links or copies every file below `folder` except the transformers, with links resolved. */
async function takeOver(from: string, to: string, folder: string): Promise<void> {
  await mkdir(join(to, folder), { recursive: true })
  for (const name of await readdir(join(from, folder))) {
    const path = join(folder, name)
    if (IGNORED.test(name) || REWRITTEN.includes(path) || TRANSFORMERS.includes(path)) continue
    const real = await realpath(join(from, path))
    if ((await stat(real)).isDirectory()) await takeOver(from, to, path)
    else await linkOrCopy(real, join(to, path))
  }
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  // A hard link fails across file systems and on those without hard links.
  await link(from, to).catch(() => copyFile(from, to, constants.COPYFILE_FICLONE))
}

/** Writes the known checksums of the files that are the source's own. */
async function keepChecksums(from: string, to: string): Promise<void> {
  const text = await readFile(join(from, SUMS_FILE), 'utf8').catch(() => undefined)
  if (text === undefined) return
  const isKept = (line: string): boolean => {
    const name = nameInSums(line)
    return name !== undefined && !REWRITTEN.includes(name) && !TRANSFORMERS.includes(dirname(name))
  }
  const kept = text.split('\n').filter(isKept)
  await writeFile(join(to, SUMS_FILE), kept.map((line) => `${line}\n`).join(''))
}

interface ServiceNames {
  readonly id?: string
  readonly variants?: readonly { readonly id: string; readonly overrides?: object }[]
}

/** Writes service.json with new ids and without aliases, since both belong to one folder alone. */
async function renameService(from: string, to: string): Promise<void> {
  const text = await readFile(join(from, 'service.json'), 'utf8').catch(() => undefined)
  if (text === undefined) return
  const service = JSON.parse(text) as ServiceNames
  const int8 = (id: string): string => `${id}-int8`
  const renamed = {
    ...service,
    ...(service.id !== undefined && { id: int8(service.id) }),
    aliases: [],
    ...(service.variants && {
      variants: service.variants.map(({ id, overrides }) => ({
        id: int8(id),
        overrides: { ...overrides, aliases: [] },
      })),
    }),
  }
  await writeFile(join(to, 'service.json'), `${JSON.stringify(renamed, null, 2)}\n`)
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
