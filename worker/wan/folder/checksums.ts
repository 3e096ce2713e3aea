import { readFile, realpath } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { ModelFolderError } from '#worker/wan/folder/config/folder-files.ts'
import { type ModelFile } from './files.ts'

/** What a file should hash to, and who says so. */
interface Expected {
  readonly sha256: string
  readonly source: string
}

const SUMS_FILE = 'SHA256SUMS'
const SHA256 = /^[0-9a-f]{64}$/

/**
 * Holds the files of the model folder `path` against the SHA-256 that is known of them: from a
 * SHA256SUMS file in the folder, as sha256sum writes it; from the names that huggingface_hub gives
 * the files in its cache, which links in the folder lead to; or from the notes that it leaves in
 * `.cache/huggingface` of a folder that it downloads into. `actual` are the hashes by name; files
 * of which no hash is known pass, as do those that are not in `actual`.
 *
 * @throws ModelFolderError, which names the file.
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

async function readSums(path: string): Promise<Map<string, Expected>> {
  const text = await readFile(join(path, SUMS_FILE), 'utf8').catch(() => '')
  const sums = new Map<string, Expected>()
  for (const line of text.split('\n')) {
    const [, sha256, name] = /^([0-9a-f]{64}) [ *](?:\.\/)?(.+)$/.exec(line) ?? []
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
