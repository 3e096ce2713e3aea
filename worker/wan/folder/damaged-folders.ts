import { stat } from 'node:fs/promises'
import { refuseDamagedFiles, withChecksum } from './checksums.ts'
import { modelFiles, type ModelFile } from './files.ts'
import type { ModelFolder } from './model-folder.ts'
import type { FileHashes } from './file-hashes.ts'

/**
 * Larger files are hashed and compared during the first run, because hashing them would delay the
 * start by minutes.
 */
const HASHED_AT_START_BYTES = 64 * 2 ** 20

/**
 * The damage of folders by path, as far as files with a known SHA-256 are small enough to be hashed
 * at the start, or `comparesAll`.
 */
export async function findDamage(
  folders: readonly ModelFolder[],
  hashes: FileHashes,
  comparesAll = false,
): Promise<ReadonlyMap<string, string>> {
  const listed = await Promise.all(
    folders.map(async (folder) => ({
      path: folder.path,
      files: await (comparesAll ? listedFiles(folder) : smallFiles(folder)),
    })),
  )
  // One call hashes on one thread.
  const key = (folder: number, name: string) => `${folder}/${name}`
  const all = listed.flatMap(({ files }, i) => files.map((file) => ({ ...file, name: key(i, file.name) })))
  const found = await hashes.of(all)
  const damage = new Map<string, string>()
  for (const [i, { path, files }] of listed.entries()) {
    const actual = Object.fromEntries(files.map(({ name }) => [name, found[key(i, name)]!]))
    await refuseDamagedFiles(path, files, actual).catch((error: Error) => damage.set(path, error.message))
  }
  return damage
}

async function listedFiles(folder: ModelFolder): Promise<ModelFile[]> {
  return withChecksum(folder.path, await modelFiles(folder))
}

async function smallFiles(folder: ModelFolder): Promise<ModelFile[]> {
  const files = await modelFiles(folder)
  const sizes = await Promise.all(files.map(async (file) => (await stat(file.path)).size))
  return files.filter((_, i) => sizes[i]! <= HASHED_AT_START_BYTES)
}
