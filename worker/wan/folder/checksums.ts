import { readFile, realpath } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { ModelFolderError } from '#worker/wan/folder/config/folder-files.ts'
import { type ModelFile } from './files.ts'

/** The expected hash of a file and its source. */
interface Expected {
  readonly sha256: string
  readonly source: string
}

/** The file of a model folder with the SHA-256 of its files, as sha256sum writes it. */
export const SUMS_FILE = 'SHA256SUMS'
const SHA256 = /^[0-9a-f]{64}$/
const SUM_LINE = /^([0-9a-f]{64}) [ *](?:\.\/)?(.+)$/

/** The file that a line of SHA256SUMS is about; undefined for any other line. */
export const nameInSums = (line: string): string | undefined => SUM_LINE.exec(line)?.[2]

/**
 * Compares the files of the model folder `path` with their known SHA-256: from a SHA256SUMS file in
 * the folder, as sha256sum writes it; from the names of huggingface_hub's cache, where links in the
 * folder lead; or from the notes it leaves in `.cache/huggingface` of a download folder. `actual`
 * holds the hashes by name. Files without a known or an actual hash pass.
 *
 * @throws ModelFolderError that names the first damaged file.
 */
export async function refuseDamagedFiles(
  path: string,
  files: readonly ModelFile[],
  actual: Readonly<Record<string, string>>,
): Promise<void> {
  const sums = await readSums(path)
  for (const file of files) {
    const sha256 = actual[file.name]
    const expected = sums.get(file.name) ?? (await expectedByHub(path, file))
    if (sha256 === undefined || expected === undefined || sha256 === expected.sha256) continue
    throw new ModelFolderError(
      path,
      file.name,
      `is damaged: its SHA-256 is ${sha256}, expected ${expected.sha256} by ${expected.source}`,
    )
  }
}

/** The files of a model folder whose SHA-256 is known. */
export async function withChecksum(path: string, files: readonly ModelFile[]): Promise<ModelFile[]> {
  const sums = await readSums(path)
  const isKnown = await Promise.all(
    files.map(async (file) => sums.has(file.name) || (await expectedByHub(path, file)) !== undefined),
  )
  return files.filter((_, i) => isKnown[i])
}

async function readSums(path: string): Promise<Map<string, Expected>> {
  const text = await readFile(join(path, SUMS_FILE), 'utf8').catch(() => '')
  const sums = new Map<string, Expected>()
  for (const line of text.split('\n')) {
    const [, sha256, name] = SUM_LINE.exec(line) ?? []
    if (sha256 !== undefined && name !== undefined) sums.set(name, { sha256, source: SUMS_FILE })
  }
  return sums
}

/** Large files are stored under their SHA-256; small ones under a git hash, which is shorter. */
async function expectedByHub(path: string, { name, path: file }: ModelFile): Promise<Expected | undefined> {
  const stored = basename(await realpath(file).catch(() => file))
  if (SHA256.test(stored)) return { sha256: stored, source: 'its name in the cache of Hugging Face' }
  const note = join('.cache/huggingface/download', `${name}.metadata`)
  const text = await readFile(join(path, note), 'utf8').catch(() => '')
  // Lines: commit, etag, time of the download.
  const etag = text.split('\n')[1]?.trim() ?? ''
  return SHA256.test(etag) ? { sha256: etag, source: note } : undefined
}
