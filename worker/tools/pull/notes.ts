import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { etagOf, type ListedFile } from './hub.ts'

/*
 * Notes and unfinished files lie where `hf download --local-dir` leaves its own. The service
 * compares weights with the checksums in them (worker/wan/folder/checksums.ts).
 */

const NOTES = '.cache/huggingface/download'

const notePath = (folder: string, name: string): string => path.join(folder, NOTES, `${name}.metadata`)

/** Where a file with this content lies until it is whole. */
export const partPath = (folder: string, file: ListedFile): string =>
  path.join(folder, NOTES, `${file.path}.${etagOf(file)}.incomplete`)

/** Notes of which commit a file is, and its checksum. */
export async function writeNote(folder: string, file: ListedFile, commit: string): Promise<void> {
  const note = notePath(folder, file.path)
  await mkdir(path.dirname(note), { recursive: true })
  await writeFile(note, `${commit}\n${etagOf(file)}\n${Date.now() / 1000}\n`)
}

/** Whether a folder has a file with the content that is listed, by its size and its note. */
export async function isFetched(folder: string, file: ListedFile): Promise<boolean> {
  const size = await sizeOf(path.join(folder, file.path))
  return size === file.size && (await readNote(folder, file.path))[1] === etagOf(file)
}

/**
 * The commit of a file of a folder: null without the folder, and an empty text for a file that no
 * download left.
 */
export async function commitOf(folder: string, name: string): Promise<string | null> {
  if ((await sizeOf(folder)) === null) return null
  return (await readNote(folder, name))[0] ?? ''
}

async function readNote(folder: string, name: string): Promise<string[]> {
  const text = await readFile(notePath(folder, name), 'utf8').catch(() => '')
  return text.split('\n')
}

/** The size of what lies at a path; null without anything there. */
export const sizeOf = (where: string): Promise<number | null> =>
  stat(where).then(
    ({ size }) => size,
    () => null,
  )
