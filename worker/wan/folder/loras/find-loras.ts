import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type ExpertName } from '#worker/graphs/weights/lora-keys.ts'

/** One file of a LoRA. */
export interface LoraFile {
  /** Path inside the folder of LoRAs, with forward slashes. */
  readonly file: string
  readonly path: string
  /** The transformer it is for; null: every one, or those that its keys name. */
  readonly expert: ExpertName | null
}

/** A LoRA by the name that requests use. */
export interface NamedLora {
  readonly name: string
  readonly files: readonly LoraFile[]
}

const ENDING = '.safetensors'
/** What a file's name says of the noise that it is for, with the words around it. */
const NOISE =
  /[ ._-]*(?:(?<![a-z])(high|low)(?![a-z])|(high|low)(?=[ ._-]?noise))([ ._-]*noise)?([ ._-]*model)?/i

/**
 * The LoRAs of a folder, sorted by name: a file is one with its own name, a folder with files one
 * with the folder's name. Files for high and for low noise, whose names differ in that word alone,
 * are one LoRA for two transformers.
 *
 * @throws Error when the folder cannot be read.
 */
export async function findLoras(folder: string): Promise<readonly NamedLora[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new Error(`the folder of LoRAs ${folder} cannot be read`, { cause })
  })
  const entries = names.filter((name) => !name.startsWith('.')).toSorted()
  const loose = [...Map.groupBy(entries.filter(isLora), pairName)].flatMap(([name, group]): NamedLora[] =>
    isPair(group) && name !== ''
      ? [{ name, files: filesOf(folder, group) }]
      : group.map((file) => ({ name: stem(file), files: filesOf(folder, [file]) })),
  )
  const folders = await Promise.all(
    entries.map(async (name): Promise<NamedLora[]> => {
      const isFolder = (await stat(join(folder, name)).catch(() => null))?.isDirectory() ?? false
      const inner = isFolder ? (await readdir(join(folder, name))).filter(isLora).toSorted() : []
      const files = filesOf(
        folder,
        inner.map((file) => `${name}/${file}`),
      )
      return files.length === 0 ? [] : [{ name, files }]
    }),
  )
  const found = new Map([...loose, ...folders.flat()].map((lora) => [lora.name, lora]))
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

const isLora = (file: string): boolean => file.endsWith(ENDING) && !file.startsWith('.')
const stem = (file: string): string => basename(file, ENDING)
/** The name of a file without the word for its noise; empty without any other. */
const pairName = (file: string): string =>
  stem(file)
    .replace(NOISE, '')
    .replace(/^[ ._-]+/, '')

const noiseOf = (file: string): string | undefined => {
  const [, alone, beforeNoise] = NOISE.exec(stem(file)) ?? []
  return (alone ?? beforeNoise)?.toLowerCase()
}

const isPair = (files: readonly string[]): boolean =>
  files.length === 2 && ['high', 'low'].every((noise) => files.some((file) => noiseOf(file) === noise))

/** "high" by itself may mean anything; beside a "low", or as "high noise", it is a transformer. */
const filesOf = (folder: string, files: readonly string[]): LoraFile[] =>
  files.map((file) => {
    const isMeant = isPair(files) || /noise/i.test(stem(file))
    const noise = isMeant ? noiseOf(file) : undefined
    const expert = noise === undefined ? null : noise === 'high' ? 'transformer' : 'transformer_2'
    return { file, path: join(folder, file), expert }
  })
