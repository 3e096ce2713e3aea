import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { SetupError } from '#infra/dev/setup-error.ts'
import { openZip } from './archive.ts'
import { PROVIDER_FILES } from './cuda-libraries.ts'
import { download, sha256Of } from './download.ts'

const ARCHIVE = /\.(nupkg|zip)$/i
const IN_ARCHIVE = 'runtimes/linux-x64/native'

/** Files that are to be installed, and the checksums that vouch for each. */
export interface FetchedLibrary {
  readonly file: string
  /** Of the file itself, and of the archive that it came in. */
  readonly sha256: readonly string[]
}

/**
 * Brings the provider's libraries out of a folder, a .nupkg or .zip file, or the address of either.
 *
 * @param scratch an empty folder for what is downloaded and unpacked
 * @throws SetupError that names what is missing
 */
export async function fetchLibraries(source: string, scratch: string): Promise<FetchedLibrary[]> {
  const isAddress = /^https?:/i.test(source)
  if (ARCHIVE.test(isAddress ? new URL(source).pathname : source)) {
    const archive = isAddress ? await download(source, path.join(scratch, 'package.zip')) : source
    return await unpack(archive, scratch)
  }
  return await Promise.all(
    PROVIDER_FILES.map(async (name) => {
      const file = isAddress
        ? await download(`${source.replace(/\/+$/, '')}/${name}`, path.join(scratch, name))
        : path.join(source, name)
      return { file, sha256: [await sha256Of(file)] }
    }),
  )
}

async function unpack(archive: string, scratch: string): Promise<FetchedLibrary[]> {
  const sum = await sha256Of(archive)
  const zip = openZip(archive)
  const folder = path.join(scratch, 'unpacked')
  await mkdir(folder)
  return await Promise.all(
    PROVIDER_FILES.map(async (name) => {
      const entry =
        zip.getEntry(`${IN_ARCHIVE}/${name}`) ??
        zip.getEntries().find((each) => path.posix.basename(each.entryName) === name)
      if (entry === undefined) throw new SetupError(`${archive} has no ${name}`)
      zip.extractEntryTo(entry, folder, false, true)
      const file = path.join(folder, name)
      return { file, sha256: [await sha256Of(file), sum] }
    }),
  )
}
